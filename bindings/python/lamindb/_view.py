"""`ln.view()`: the latest records of every registry that has any."""

from . import _core


def _in_notebook():
    import sys

    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell is not None and hasattr(shell, "kernel")


def view(df=None, limit=7, modules=None, registries=None):
    """Shows the latest `limit` records of each registry."""
    if df is not None:
        from ._unbuilt import Unbuilt

        return Unbuilt("lamindb.view(df=...)", "data frames with the types of features")()
    if _in_notebook():
        from IPython.display import display as show
    else:
        show = print
    parts = _core.view_parts(limit, modules or [], registries or [])
    several = len({module for module, _, _ in parts}) > 1
    shown = None
    for module, name, records in parts:
        if several and module != shown:
            line = "*" * (len(module) + 12)
            print(f"{line}\n* module: \x1b[1;92m\x1b[1m{module}\x1b[0m\x1b[0m *\n{line}")
            shown = module
        print(f"\x1b[1;94m\x1b[1m{name}\x1b[0m\x1b[0m")
        show(records.df())
