"""`artifact.features`, `artifact.params`, `run.params`: the engine's work on values under the names of lamindb."""

import warnings

from . import _core
from ._dtypes import value_of


def _only(values):
    """A single value as it is, several as a set, or as a list if a set cannot hold them."""
    if len(values) == 1:
        return values[0]
    try:
        return set(values)
    except TypeError:
        return values


class _Manager:
    """What features and params have in common."""

    _subject = ""

    def __init__(self, host):
        self._host = host

    def get_values(self):
        """A dictionary of the values; a set where there are several."""
        return {name: _only([value_of(dtype, value) for value in values])
                for name, dtype, _, values in _core.features_values(self._host, self._subject)}

    def filter(self, **conditions):
        """The records that meet conditions on these values: `filter(temperature__gt=20)`."""
        return _core.features_filter(type(self._host), self._subject, conditions)

    def __repr__(self):
        from ._lineage import wants_colour

        text = _core.features_text(self._host, self._subject, wants_colour())
        if not text.endswith("\n"):
            return text
        print(text, end="")
        return ""


class ParamManager(_Manager):
    """The params of a run or a model."""

    _subject = "params"

    def add_values(self, values):
        """Adds the values of a dictionary; its keys are names of params."""
        _core.features_add(self._host, "params", values, "name")


class FeatureManager(_Manager):
    """The features of an artifact."""

    _subject = "features"

    def add_values(self, values, feature_field=None, str_as_ulabel=True):
        """Annotates with the values of a dictionary; its keys are names of features."""
        field = getattr(getattr(feature_field, "field", None), "name", "name")
        _core.features_add(self._host, "features", values, field)

    def remove_values(self, feature, *, value=None):
        """Removes all values of a feature, or one of them."""
        _core.features_remove(self._host, feature, value)

    def get(self, **conditions):
        """The one artifact that meets conditions on features."""
        return self.filter(**conditions).one()

    @property
    def slots(self):
        """The schema of each slot: what was measured there."""
        return _core.features_slots(self._host)

    @property
    def _schema_by_slot(self):
        _deprecated("_schema_by_slot", "slots")
        return self.slots

    @property
    def _feature_set_by_slot(self):
        return self.slots

    def __getitem__(self, slot):
        _deprecated("__getitem__", "slots[slot].members")
        if slot not in self.slots:
            raise ValueError(
                f"No linked feature set for slot: {slot}\nDid you get validation warnings? Only features that match"
                " registered features get validated and linked.")
        return self.slots[slot].members

    def _add_schema(self, schema, slot):
        """Links a schema to a slot of the artifact."""
        if schema._state.adding:
            schema.save()
        _core.features_add_set(self._host, schema, slot)

    def add_schema(self, schema, slot):
        """Old name of `_add_schema`."""
        _deprecated("add_schema", "_add_schema")
        self._add_schema(schema, slot)

    def add_feature_set(self, feature_set, slot):
        """Old name of `_add_schema`."""
        _deprecated("add_feature_set", "_add_schema")
        self._add_schema(feature_set, slot)

    def _add_set_from_df(self, field=None, organism=None, mute=False):
        """Links a schema of the columns that are features to the slot "columns"."""
        from ._registry import registry_class

        schema = registry_class("lamindb.Schema").from_df(self._host.load(), field, mute=mute, organism=organism)
        if schema is not None:
            self._add_schema(schema.save(), "columns")
            _core.log("success", "saved 1 feature set for slot: 'columns'")

    def _add_set_from_anndata(self, var_field=None, obs_field=None, uns_field=None, mute=False, organism=None):
        """Links schemas of what `var` names and of the columns of `obs` to those slots."""
        from ._dtypes import dtype_text
        from ._registry import registry_class

        adata, kind = self._host.load(), registry_class("lamindb.Schema")
        sets = {
            "var": kind.from_values(adata.var.index, var_field, type=dtype_text(adata.X.dtype), mute=mute,
                                    organism=organism, raise_validation_error=False),
            "obs": kind.from_df(adata.obs, obs_field, mute=mute, organism=organism),
        }
        for slot, schema in sets.items():
            if schema is not None:
                self._add_schema(schema.save(), slot)

    def _add_set_from_mudata(self, var_fields=None, obs_fields=None, mute=False, organism=None):
        """Links schemas of the tables of a MuData object: of `obs`, and of `var` and `obs` of each modality."""
        from ._cat_objects import table_sets
        from ._schemas import _feature_name, members

        data, name = self._host.load(), _feature_name()
        slots = [members("obs", name, list(data.obs.columns), organism=organism, says_validated=False)]
        for modality in {**(var_fields or {}), **(obs_fields or {})}:
            slots += table_sets(modality, data.mod[modality], (var_fields or {}).get(modality),
                                (obs_fields or {}).get(modality, name), organism, mute)
        _core.save_annotated(self._host, None, slots, [])

    def _add_set_from_spatialdata(self, sample_metadata_key, sample_metadata_field=None, var_fields=None, obs_fields=None,
                                  mute=False, organism=None):
        """Links schemas of the sample metadata, and of `var` and `obs` of each table of a SpatialData object."""
        from ._cat_objects import table_sets
        from ._schemas import _feature_name, members

        data, name = self._host.load(), _feature_name()
        slots = []
        if sample_metadata_key in data.attrs:
            slots.append(members(sample_metadata_key, sample_metadata_field or name, list(data.attrs[sample_metadata_key]),
                                 organism=organism, says_validated=False))
        for table in {**(var_fields or {}), **(obs_fields or {})}:
            slots += table_sets(table, data.tables[table], (var_fields or {}).get(table), (obs_fields or {}).get(table, name),
                                organism, mute)
        _core.save_annotated(self._host, None, slots, [])

    def make_external(self, feature):
        """Takes a feature out of the artifact's feature sets."""
        if type(feature).__name__ != "Feature":
            raise TypeError("feature must be a Feature record!")
        _core.features_make_external(self._host, feature)


def _deprecated(old, new):
    warnings.warn(f"Use {new} instead of {old}, {old} will be removed in the future.", FutureWarning, 3)


class _OnClass:
    """`ln.Artifact.features`: what can be asked of all records at once."""

    def __init__(self, kind, subject):
        self._kind, self._subject = kind, subject

    def filter(self, **conditions):
        """The records that meet conditions on these values."""
        return _core.features_filter(self._kind, self._subject, conditions)

    def get(self, **conditions):
        """The one record that meets conditions on these values."""
        return self.filter(**conditions).one()


class Managed:
    """Puts a manager on records, and its questions on their class."""

    def __init__(self, manager):
        self._manager = manager

    def __get__(self, record, kind):
        return _OnClass(kind, self._manager._subject) if record is None else self._manager(record)


class FeatureValueMethods:
    """A value of a feature, which stands once for all that have it."""

    @classmethod
    def get_or_create(cls, feature, value):
        """The row of a value: the one there is, or a new one."""
        return _core.feature_value(feature, value)


class ParamValueMethods:
    """A value of a param, which stands once for all that have it."""

    @classmethod
    def get_or_create(cls, param, value):
        """The row of a value: the one there is, or a new one."""
        return _core.feature_value(param, value)


def features_of(kind, df, field):
    """A feature for each column of a DataFrame, not saved: its dtype is that of the column."""
    import pandas as pd

    from ._curation import RecordList
    from ._dtypes import dtype_text
    from ._settings import settings

    if field is not None and getattr(getattr(field, "field", None), "model", None) is not kind:
        raise ValueError("field must be a Feature FieldAttr!")
    wanted = []
    for name in df.columns:
        column = df[name]
        if pd.api.types.infer_dtype(column) in ("string", "categorical") and column.nunique(dropna=False) < len(column):
            _core.log("warning",
                      f"You have few permissible values for feature {name}, consider dtype 'cat' instead of 'str'")
        wanted.append((name, dtype_text(column.dtype)))
    verbosity = settings.verbosity
    settings.verbosity = "error"  # names of columns are meant as they are: nobody asks for similar ones
    try:
        return RecordList([kind(name=name, dtype=dtype) for name, dtype in wanted])
    finally:
        settings.verbosity = verbosity
