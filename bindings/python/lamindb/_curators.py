"""Curators that hold a data set against a schema."""

from . import _core
from ._cat_managers import DataFrameCatManager, feature_name, is_artifact, labels_of, set_verbosity
from .errors import InvalidArgument, ValidationError


def _class_names(dataset):
    return {one.__name__ for one in type(dataset).__mro__}


def _fields_of(features):
    """{name of a feature: field of the registry} for features whose values are records, the oldest feature first."""
    found = {}
    for feature in sorted(features, key=lambda feature: feature.id or 0):
        category = _core.feature_category(feature)
        if category is not None:
            found[feature.name] = category
    return found


class Curator:
    """What curators share: a data set, a schema, `validate` and `save_artifact`."""

    def __init__(self, dataset, schema=None):
        self._artifact = dataset if is_artifact(dataset) else None
        self._dataset = dataset.load() if self._artifact is not None else dataset
        self._schema = schema
        self._is_validated = False

    def validate(self):
        """Raises ValidationError unless the data set is what the schema says."""

    def save_artifact(self, *, key=None, description=None, revises=None, run=None):
        """Validates unless that was done, and saves an artifact with the annotations found."""


class DataFrameCurator(Curator):
    """Curates a DataFrame."""

    def __init__(self, dataset, schema):
        super().__init__(dataset, schema)
        columns = self._dataset.columns
        assert schema.itype is not None
        self._features = list(schema.members) if schema.itype == "Feature" else []
        registry, name = _core.schema_member_field(schema)
        self._cat_manager = DataFrameCatManager(
            self._dataset, columns=getattr(registry, name), categoricals=_fields_of(self._features), _is_of_schema=True,
            _column_names=None if self._features else list(columns))

    @property
    def cat(self):
        """The columns of categories."""
        return self._cat_manager

    def standardize(self):
        """Adds columns that are missing, and fills missing values, with the default values of the features."""
        import pandas as pd

        for feature in self._features:
            default = feature.default_value
            if feature.name not in self._dataset.columns:
                if default is None and not feature.nullable:
                    raise ValidationError(f"Missing column {feature.name} cannot be added because is not nullable and "
                                          "has no default value")
                fill = pd.NA if default is None else default
                is_category = _core.feature_category(feature) is not None or feature.dtype == "cat"
                self._dataset[feature.name] = (
                    pd.Categorical([default] * len(self._dataset)) if is_category else fill)
                _core.log("important", f"added column {feature.name} with fill value {fill}")
            elif default is not None:
                column = self._dataset[feature.name]
                if str(column.dtype) == "category" and default not in column.cat.categories:
                    column = column.cat.add_categories(default)
                self._dataset[feature.name] = column.fillna(default)

    def _frame(self):
        from ._tables import Scalars

        return self._dataset if hasattr(self._dataset, "dtypes") else Scalars(self._dataset).frame

    def _findings(self):
        from ._tables import table

        return _core.check_table(self._schema, self._features, *table(self._frame()))

    def report(self):
        """Everything that is not as the schema says, as data: nothing is printed and nothing written."""
        from ._tables import table

        return _core.curation_report(self._schema, *table(self._frame()))

    def validate(self):
        self._is_validated = False
        for finding in self._findings() if self._features else ():
            if finding["is_error"]:
                raise ValidationError(finding["message"])
        if not self._cat_manager.validate():
            raise ValidationError(self._cat_manager.messages[-1])
        self._is_validated = True

    def save_artifact(self, *, key=None, description=None, revises=None, run=None):
        if not self._is_validated:
            self.validate()
        return self._cat_manager._save(key, description, revises, run, schema=self._schema, artifact=self._artifact)


class SlotsCurator(Curator):
    """Curates an object of several tables, each with its schema."""

    _otype, _article = "", "a"

    def __init__(self, dataset, schema):
        super().__init__(dataset, schema)
        self._slots = {}
        if self._otype and not self._is_right():
            raise InvalidArgument(f"dataset must be {self._otype}-like.")
        if self._otype and schema.otype != self._otype:
            raise InvalidArgument(f"Schema otype must be '{self._otype}'.")

    def _is_right(self):
        return self._otype in _class_names(self._dataset) or isinstance(self._dataset, str)

    @property
    def slots(self):
        """The curators of the slots."""
        return self._slots

    def report(self):
        """Everything that is not as the schema says, by slot."""
        return {slot: curator.report() for slot, curator in self._slots.items()}

    def validate(self):
        for curator in self._slots.values():
            curator.validate()
        self._is_validated = True

    def save_artifact(self, *, key=None, description=None, revises=None, run=None):
        self.validate()
        from ._cat_managers import save_object

        labels = [{**label, "named": self._are_features_named(slot)} for slot, curator in self._slots.items()
                  for label in labels_of(curator.cat)]
        return save_object(self._otype, self._dataset, self._artifact, key, description, revises, run,
                           schema=self._schema, slots=self._feature_sets(), labels=labels)

    def _feature_sets(self):
        """What the engine infers feature sets from."""
        return []

    def _are_features_named(self, slot):
        """Whether variables beside the table `slot` are named by names; None if it has none."""
        table, _, axis = slot.rpartition(":")
        curator = self._slots.get(f"{table}:var" if table else "var")
        return None if curator is None else _core.is_naming_field(curator.cat._columns_field)


def var_frame(var, schema):
    """What the ids of variables are checked as: a column each."""
    import pandas as pd

    return var.T if schema.itype == "Feature" else pd.DataFrame(columns=var.index)


def dtype_of(adata):
    from ._dtypes import dtype_text

    return None if adata.X is None else dtype_text(adata.X.dtype)


class AnnDataCurator(SlotsCurator):
    """Curates an AnnData object: the slots obs, var and uns."""

    _otype = "AnnData"

    def __init__(self, dataset, schema):
        super().__init__(dataset, schema)
        set_verbosity("hint")
        for slot, part in schema.slots.items():
            if slot in ("obs", "var", "uns"):
                self._slots[slot] = DataFrameCurator(self._table(slot, part), part)

    def _table(self, slot, part):
        if slot == "var":
            return var_frame(self._dataset.var, part)
        if slot == "uns":
            from ._tables import Scalars

            return Scalars(self._dataset.uns).frame
        return self._dataset.obs

    def _feature_sets(self):
        from ._schemas import members

        found, data = [], self._dataset
        if "var" in self._slots:
            found.append(members("var", self._slots["var"].cat._columns_field, list(data.var.index),
                                 dtype=dtype_of(data)))
        if "obs" in self._slots:
            found.append(members("obs", self._slots["obs"].cat._columns_field, list(data.obs.columns),
                                 otype="DataFrame"))
        return found


class MuDataCurator(SlotsCurator):
    """Curates a MuData object: the slots obs, rna:obs, rna:var, ..."""

    _otype = "MuData"

    def __init__(self, dataset, schema):
        super().__init__(dataset, schema)
        set_verbosity("hint")
        for slot, part in schema.slots.items():
            self._slots[slot] = DataFrameCurator(self._table(slot, part), part)

    def _table(self, slot, part):
        modality, _, axis = slot.rpartition(":")
        data = self._dataset[modality] if modality else self._dataset
        return var_frame(data.var, part) if axis == "var" else data.obs

    def _feature_sets(self):
        from ._cat_objects import table_sets
        from ._schemas import members

        columns = feature_name()
        found = [members("obs", columns, list(self._dataset.obs.columns), says_validated=False)]
        for modality in dict.fromkeys(slot.rpartition(":")[0] for slot in self._slots if ":" in slot):
            variables = self._slots.get(modality + ":var")
            found += table_sets(modality, self._dataset.mod[modality],
                                None if variables is None else variables.cat._columns_field, columns)
        return found


class SpatialDataCurator(SlotsCurator):
    """Curates a SpatialData object: the slots sample, table:obs, table:var, ..."""

    _otype = "SpatialData"

    def __init__(self, dataset, schema, *, sample_metadata_key="sample"):
        super().__init__(dataset, schema)
        set_verbosity("hint")
        self._sample_key = sample_metadata_key
        for slot, part in schema.slots.items():
            self._slots[slot] = DataFrameCurator(self._table(slot, part), part)

    def _table(self, slot, part):
        table, _, axis = slot.rpartition(":")
        if not table:
            sample = self._dataset.attrs[slot]
            if hasattr(sample, "columns"):
                return sample
            from ._tables import Scalars

            return Scalars(sample).frame
        data = self._dataset.tables[table]
        return var_frame(data.var, part) if axis == "var" else data.obs

    def _feature_sets(self):
        from ._cat_objects import table_sets
        from ._schemas import members

        found = []
        for slot, curator in self._slots.items():
            if ":" not in slot:
                found.append(members(slot, curator.cat._columns_field, list(curator._dataset.columns),
                                     says_validated=False))
        for table in dict.fromkeys(slot.rpartition(":")[0] for slot in self._slots if ":" in slot):
            variables = self._slots.get(table + ":var")
            found += table_sets(table, self._dataset.tables[table],
                                None if variables is None else variables.cat._columns_field, feature_name())
        return found


for _class in (Curator, DataFrameCurator, SlotsCurator, AnnDataCurator, MuDataCurator, SpatialDataCurator):
    _class.__module__ = "lamindb.curators"
