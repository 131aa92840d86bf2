"""Registries of the wet lab, over the instance that lamindb is connected to."""

from lamindb import _core

__version__ = "1.2.0"


def __getattr__(name):
    if name in ("models", "types"):
        from importlib import import_module

        return import_module("wetlab." + name)
    if name in ("BiologicType", "GeneticPerturbationSystem"):
        from . import types

        return getattr(types, name)
    if name == "PertCurator":
        from lamindb.curators import PertAnnDataCatManager

        return PertAnnDataCatManager
    if name in _core.registry_names("wetlab"):
        from lamindb._registry import registry_class

        return registry_class("wetlab." + name)
    if name in ("base", "settings", "core", "ids", "uids"):
        from lamindb._unbuilt import Unbuilt

        return Unbuilt("wetlab." + name)
    raise AttributeError(f"module 'wetlab' has no attribute '{name}'")


def __dir__():
    names = {"BiologicType", "GeneticPerturbationSystem", "PertCurator", "models", "types"}
    return sorted(names.union(_core.registry_names("wetlab")))


if _core.is_connected():
    _core.require_module("wetlab")
