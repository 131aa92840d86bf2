"""Registries of basic biology, over the instance that lamindb is connected to."""

from lamindb import _core

__version__ = "1.2.1"


def __getattr__(name):
    if name in ("base", "core", "ids", "models"):
        from importlib import import_module

        return import_module("bionty." + name)
    if name == "settings":
        from ._organism import settings

        return settings
    if name in _core.registry_names("bionty"):
        from lamindb._registry import registry_class

        return registry_class("bionty." + name)
    raise AttributeError(f"module 'bionty' has no attribute '{name}'")


def __dir__():
    return sorted({*_core.registry_names("bionty"), "base", "core", "ids", "models", "settings"})


if _core.is_connected():
    _core.require_module("bionty")
