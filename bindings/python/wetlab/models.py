"""All registries of wetlab, link tables included."""

from lamindb import _core


def __getattr__(name):
    from lamindb import _custom

    if _custom.declaring and not name.startswith("_"):
        return _custom.stand_in("wetlab." + name)
    if name in _core.registry_names("wetlab"):
        from lamindb._registry import registry_class

        return registry_class("wetlab." + name)
    raise AttributeError(f"module 'wetlab.models' has no attribute '{name}'")
