"""All registries of bionty, link tables included."""

from lamindb import _core


def __getattr__(name):
    from lamindb import _custom

    if _custom.declaring and not name.startswith("_"):
        return _custom.stand_in("bionty." + name)
    if name in _core.registry_names("bionty"):
        from lamindb._registry import registry_class

        return registry_class("bionty." + name)
    raise AttributeError(f"module 'bionty.models' has no attribute '{name}'")
