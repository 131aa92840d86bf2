"""Shows graphs: as a picture in notebooks, through Graphviz; not at all in plain scripts, as lamindb 1.3.2."""

import sys


def _shell():
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def wants_colour():
    """Terminals and notebooks show colour."""
    return _shell() is not None or (hasattr(sys.stdout, "isatty") and sys.stdout.isatty())


def width_of_output():
    """Columns that a tree may use: notebooks show 115, terminals what they have, pipes 80."""
    import os
    from shutil import get_terminal_size

    if _shell() is not None:
        return int(os.environ.get("JUPYTER_COLUMNS", 115))
    return get_terminal_size((80, 24)).columns if wants_colour() else int(os.environ.get("COLUMNS", 80))


def show(dot):
    """`dot` is Graphviz text.  Returns nothing; `lineage_text` of the engine has the graph for terminals."""
    shell = _shell()
    if shell is None:
        return None
    import graphviz
    from IPython.display import display

    display(graphviz.Source(dot))
    return None
