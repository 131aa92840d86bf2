"""LaminDB 1.3.2 over a native engine.

Everything that is rarely used is imported when it is first asked for: `import lamindb` costs a few milliseconds and
loads neither pandas nor any other package.
"""

import os as _os

import lamin_import_names  # noqa: F401

from . import _core, _custom

__version__ = "1.3.2"

_REGISTRIES = (
    "Artifact", "Collection", "Feature", "Param", "Person", "Project", "Reference", "Run", "Schema", "Space", "Storage",
    "Transform", "ULabel", "User",
)
_MODULES = ("base", "core", "curators", "errors", "examples", "integrations", "models", "setup")
# name -> (module, attribute)
_NAMES = {
    "Q": ("_core", "Q"),
    "UPath": ("_paths", "UPath"),
    "connect": ("_setup", "connect"),
    "context": ("_context", "context"),
    "Context": ("_context", "Context"),
    "track": ("_context", "track"),
    "finish": ("_context", "finish"),
    "tracked": ("_context", "tracked"),
    "save": ("_save", "save"),
    "settings": ("_settings", "settings"),
    "view": ("_view", "view"),
    "Curator": ("_cat_managers", "CatManager"),
}
__all__ = [*_REGISTRIES, "FeatureSet", *_NAMES, "base", "core", "curators", "errors", "integrations", "models", "setup"]


def __getattr__(name):
    if name in _REGISTRIES:
        if _custom.declaring:
            return _custom.stand_in("lamindb." + name)
        _core.require_connected()
        from ._registry import registry_class

        return registry_class("lamindb." + name)
    if name == "FeatureSet":
        return __getattr__("Schema")
    from importlib import import_module

    if name in _NAMES:
        module, attribute = _NAMES[name]
        value = getattr(import_module("." + module, __name__), attribute)
        globals()[name] = value
        return value
    if name in _MODULES:
        return import_module("." + name, __name__)
    if name.startswith("__"):
        raise AttributeError(f"module 'lamindb' has no attribute '{name}'")
    _core.require_connected()
    raise AttributeError(f"module 'lamindb' has no attribute '{name}'")


def __dir__():
    return sorted(__all__)


_os.register_at_fork(after_in_child=_core.reopen_after_fork)
_custom.install()
_core.on_import()
