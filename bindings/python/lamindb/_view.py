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
    if isinstance(modules, str):
        modules = [modules]
    parts = _core.view_parts(limit, modules or [], registries or [])
    shown = modules or ["core", *sorted(_core.instance()["modules"])]
    for module in shown:
        if len(shown) > 1:
            line = "*" * (len(module) + 12)
            print(f"{line}\n* module: \x1b[1;92m\x1b[1m{module}\x1b[0m\x1b[0m *\n{line}")
        for _, name, records in (part for part in parts if part[0] == module):
            print(f"\x1b[1;94m\x1b[1m{name}\x1b[0m\x1b[0m")
            show(records.df())
