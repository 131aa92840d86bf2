"""`ln.models`: all registries, link tables included, and the classes behind them."""

from .. import _core
from .._core import FieldAttr, QueryManager, QuerySet
from .._registry import (
    BasicRecord, CanCurate, HasParents, IsVersioned, LinkORM, Record, Registry, TracksRun, TracksUpdates,
    ValidateFields, registry_class,
)
from .._records import ParamManager
from .._unbuilt import Unbuilt

InspectResult = Unbuilt("lamindb.models.InspectResult", "validation of values")
FeatureManager = Unbuilt("lamindb.models.FeatureManager", "features and labels")
LabelManager = Unbuilt("lamindb.models.LabelManager", "features and labels")
Migration = Unbuilt("lamindb.models.Migration", "migrations")


class RecordList(list):
    """Records in a list."""

    def save(self):
        """Saves all of them, and returns the list."""
        _core.save_all(list(self))
        return self

    def one(self):
        """The only one."""
        if len(self) != 1:
            from ..errors import DoesNotExist, MultipleResultsFound

            raise MultipleResultsFound(self) if self else DoesNotExist()
        return self[0]

    def df(self):
        """The saved records as a DataFrame."""
        kind = type(self[0])
        return kind.filter(id__in=[record.id for record in self], _branch_code=None).df()


def __getattr__(name):
    if name.startswith("_"):
        raise AttributeError(f"module 'lamindb.models' has no attribute '{name}'")
    if name == "query_set":
        from importlib import import_module

        return import_module("lamindb.models.query_set")
    if name == "FeatureSet":
        name = "Schema"
    _core.require_connected()
    if name not in _core.registry_names("lamindb"):
        raise AttributeError(f"module 'lamindb.models' has no attribute '{name}'")
    return registry_class("lamindb." + name)


def __dir__():
    own = [name for name in globals() if not name.startswith("_")]
    return sorted([*own, *_core.registry_names("lamindb")])
