"""All registries of wetlab, link tables included."""

from lamindb import _core


def __getattr__(name):
    if name in _core.registry_names("wetlab"):
        from lamindb._registry import registry_class

        return registry_class("wetlab." + name)
    raise AttributeError(f"module 'wetlab.models' has no attribute '{name}'")
