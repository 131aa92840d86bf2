"""Names that scripts import from packages which are not installed here: Django's, lamindb_setup's, inner modules of lamindb.

`lamin_import_names.pth` loads this when Python starts.  The finder stands last, so that an installed Django or a file of
lamindb goes before it.  The table of modules is loaded, and a name fetched, when it is asked for.
"""

import sys
from _frozen_importlib import ModuleSpec

_PACKAGES = ("django", "lamin_utils", "lamindb", "lamindb_setup")


def _names_of(module):
    """The entry of a module in the table, or None."""
    if module.partition(".")[0] not in _PACKAGES:
        return None
    from lamin_import_table import MODULES

    return MODULES.get(module)


def _is_for_a_submodule(name):
    """Whether a module is looked for only because one below it is imported: `import name.other`."""
    frame = sys._getframe(2)
    while frame is not None and frame.f_code.co_filename.startswith("<frozen importlib"):
        if str(frame.f_locals.get("name", "")).startswith(name + "."):
            return True
        frame = frame.f_back
    return False


class _Finder:
    """Answers for the modules of the table; also their loader."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        # Who asks for Django itself asks whether it is installed (docs/decisions/0007-names-of-django.md).
        if name == "django" and not _is_for_a_submodule(name):
            return None
        return ModuleSpec(name, _Finder, is_package=True) if _names_of(name) is not None else None

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        names = _names_of(module.__name__)

        def fetch(name):
            from importlib import import_module

            if name.startswith("__") or (not isinstance(names, str) and name not in names):
                raise AttributeError(f"lamin-cpp has no '{name}' in module '{module.__name__}'; see docs/compatibility.md")
            source, attribute = (names, name) if isinstance(names, str) else names[name]
            return getattr(import_module(source), attribute)

        module.__getattr__ = fetch
        if not isinstance(names, str):
            module.__all__ = list(names)


def install():
    """Puts the finder behind all others."""
    if _Finder not in sys.meta_path:
        sys.meta_path.append(_Finder)


install()
