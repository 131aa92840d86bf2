"""All registries of bionty, link tables included."""

from lamindb import _core


def __getattr__(name):
    if name in _core.registry_names("bionty"):
        from lamindb._registry import registry_class

        return registry_class("bionty." + name)
    raise AttributeError(f"module 'bionty.models' has no attribute '{name}'")
