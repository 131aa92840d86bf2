"""`ln.models`: all registries, link tables included, and the classes behind them."""

from .. import _core, _custom
from .._core import FieldAttr, QueryManager, QuerySet
from .._curation import InspectResult, RecordList
from .._registry import (
    BasicRecord, CanCurate, HasParents, IsVersioned, LinkORM, Record, Registry, TracksRun, TracksUpdates,
    ValidateFields, registry_class,
)
from .._features import FeatureManager, ParamManager
from .._labels import LabelManager


def __getattr__(name):
    if name.startswith("_"):
        raise AttributeError(f"module 'lamindb.models' has no attribute '{name}'")
    if name == "query_set":
        from importlib import import_module

        return import_module("lamindb.models.query_set")
    if name == "get_name_field":
        from .._registry import get_name_field

        return get_name_field
    if name == "FeatureSet":
        name = "Schema"
    if _custom.declaring:
        return _custom.stand_in("lamindb." + name)
    _core.require_connected()
    if name not in _core.registry_names("lamindb"):
        raise AttributeError(f"module 'lamindb.models' has no attribute '{name}'")
    return registry_class("lamindb." + name)


def __dir__():
    own = [name for name in globals() if not name.startswith("_")]
    return sorted([*own, *_core.registry_names("lamindb")])
