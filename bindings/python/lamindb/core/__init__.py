"""`ln.core`: parts that are needed less often."""

_NAMES = {
    "Context": ("lamindb._context", "Context"),
    "Settings": ("lamindb._settings", "Settings"),
    "MappedCollection": ("lamindb.core._mapped_collection", "MappedCollection"),
    "InspectResult": ("lamindb.models", "InspectResult"),
    "logger": ("lamindb.core._logger", "logger"),
    "exceptions": ("lamindb.errors", None),
    "loaders": ("lamindb._loaders", None),
    "datasets": ("lamindb.core.datasets", None),
    "storage": ("lamindb.core.storage", None),
    "subsettings": ("lamindb._settings", None),
    "types": ("lamindb.base.types", None),
}


def __getattr__(name):
    if name not in _NAMES:
        raise AttributeError(f"module 'lamindb.core' has no attribute '{name}'")
    from importlib import import_module

    module, attribute = _NAMES[name]
    module = import_module(module)
    return getattr(module, attribute) if attribute else module


def __dir__():
    return list(_NAMES)
