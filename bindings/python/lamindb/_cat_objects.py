"""Managers of categories of objects with several tables: MuData, SpatialData."""

from . import _core
from ._cat_managers import CatManager, ensure_features, expect_organism, feature_name, is_artifact, save_object, set_verbosity
from ._categories import Answers, CatLookup, replaced, request
from .errors import ValidationError


class _Part:
    """A table of an object with the fields of its columns, and of the index of its variables."""

    def __init__(self, name, title, obs, categoricals, data=None, var_field=None):
        self.name, self.title, self.obs, self.categoricals = name, title, obs, dict(categoricals or {})
        self.data, self.var_field = data, var_field
        self.answers = Answers()

    @property
    def fields(self):
        return ({} if self.var_field is None else {"var_index": self.var_field}) | self.categoricals

    def columns(self, key):
        from ._tables import Cells, Scalars, columns

        if key == "var_index":
            return [Cells(self.data.var.index.to_series())]
        return columns(self.obs if hasattr(self.obs, "columns") else Scalars(self.obs).frame, key)

    def replace(self, key, means):
        if key == "var_index":
            self.data.var.index = self.data.var.index.map(lambda value: means.get(value, value))
        elif hasattr(self.obs, "columns"):
            self.obs[key] = replaced(self.obs[key], means)
        else:
            self.obs[key] = means.get(self.obs[key], self.obs[key])


class _PartsManager(CatManager):
    """What managers of several tables share."""

    _otype = ""

    def __init__(self, dataset, var_index, categoricals, verbosity, organism, sources):
        set_verbosity(verbosity)
        self._artifact = dataset if is_artifact(dataset) else None
        self._dataset = dataset.load() if self._artifact is not None else dataset
        self._organism = expect_organism(organism)
        self._var_fields = dict(var_index or {})
        self._sources = dict(sources or {})
        self._columns_field = feature_name()
        self._parts = self._parts_of(categoricals or {})
        for part in self._parts:
            ensure_features(list(part.categoricals), self._columns_field)

    @property
    def categoricals(self):
        return {part.name: part.categoricals for part in sorted(self._parts, key=self._order) if part.categoricals}

    def _order(self, part):
        """Where a part stands among the categoricals."""
        return part.name == "obs"

    @property
    def var_index(self):
        """The field of the index of the variables of each table."""
        return self._var_fields

    @property
    def non_validated(self):
        return {part.name: wrong for part in self._parts if (wrong := part.answers.non_validated)}

    def _request_of(self, part, key, field):
        sources = self._sources.get(part.name, self._sources)
        source = sources.get(key) if isinstance(sources, dict) else None
        named = None if part.var_field is None else _core.is_naming_field(part.var_field)
        fix = ".add_new_from_var_index()" if key == "var_index" else None
        return request(key, field, part.columns(key), fix=fix, organism=self._organism, source=source, named=named)

    def _requests(self):
        return [self._request_of(part, key, field) for part in sorted(self._parts, key=self._order)
                for key, field in part.categoricals.items()]

    def validate(self):
        everything = [(part, [self._request_of(part, key, field) for key, field in part.fields.items()])
                      for part in self._parts]
        _core.make_label_types([one for _, requests in everything for one in requests])
        valid = True
        for part, requests in everything:
            _core.log("info", f"validating categoricals {part.title}...")
            valid = part.answers.look(requests, make_types=False) and valid
            _core.log("print", "")
        return valid

    def _part(self, name):
        for part in self._parts:
            if part.name == name:
                return part
        raise KeyError(name)

    def _owner(self, key, name):
        for part in self._parts:
            if key in part.categoricals and name in (None, part.name):
                return part
        raise ValidationError(f"Feature {key} is not part of the fields!")

    def _add_in(self, part, key, field, kwargs):
        if part.answers.found is not None and key not in part.answers.non_validated:
            return
        _core.add_new_categories(self._request_of(part, key, field), kwargs)
        part.answers.forget(key)

    def _add_from(self, key, name, kwargs):
        if key == "all":
            if kwargs:
                raise ValueError("Cannot pass additional arguments to 'all' key!")
            for part in self._parts:
                for one, field in part.categoricals.items():
                    self._add_in(part, one, field, {})
            return
        part = self._owner(key, name)
        self._add_in(part, key, part.categoricals[key], kwargs)

    def _standardize_in(self, key, name):
        self._expect_mutable()
        parts = [part for part in self._parts if name in (None, part.name)]
        if key != "all" and not any(key in part.fields for part in parts):
            self._refuse_key(key, name)
        for part in parts:
            for one in part.fields if key == "all" else [key]:
                means = part.answers.means(one)
                if means:
                    part.replace(one, means)
                    part.answers.settle(one)

    def add_new_from_var_index(self, name, **kwargs):
        """Makes records of the ids of variables of a table that are none."""
        part = self._part(name)
        self._add_in(part, "var_index", part.var_field, kwargs)

    def add_new_from_columns(self, name, **kwargs):
        """Superseded: done when the manager is made."""
        import warnings

        warnings.warn("Use is run by default instead of add_new_from_columns, add_new_from_columns will be removed in "
                      "the future.", FutureWarning, 2)

    def lookup(self, public=False):
        fields = {f"{name}_var_index": field for name, field in self._var_fields.items()}
        for name, categoricals in self.categoricals.items():
            fields.update({f"{name}:{key}": field for key, field in categoricals.items()})
        return CatLookup(fields, None, public, self._organism, self._sources)

    def _expect_validated(self):
        if not all(part.answers.is_validated for part in self._parts) and not self.validate():
            raise ValidationError("Dataset does not validate. Please curate.")

    def _save(self, key, description, revises, run, schema=None, artifact=None):
        return save_object(self._otype, self._dataset, artifact, key, description, revises, run, schema=schema,
                           slots=self._feature_sets(), labels=self._requests())


def table_sets(title, data, var_field, columns_field, organism=None, mute=False):
    """What the feature sets of the var and obs of one table are inferred from."""
    from ._curators import dtype_of
    from ._schemas import members

    found = []
    if var_field is not None:
        found.append(members(f"['{title}'].var", var_field, list(data.var.index), dtype=dtype_of(data),
                             organism=organism, says_validated=not mute))
    found.append(members(f"['{title}'].obs", columns_field, list(data.obs.columns), otype="DataFrame",
                         organism=organism, says_validated=not mute))
    return found


class MuDataCatManager(_PartsManager):
    """Columns of the tables of a MuData object."""

    _otype = "MuData"

    def __init__(self, mdata, var_index=None, categoricals=None, verbosity="hint", organism=None, sources=None):
        super().__init__(mdata, var_index, categoricals, verbosity, organism, sources)

    def _parts_of(self, categoricals):
        data = self._dataset
        for name in self._var_fields:
            if name not in data.mod:
                raise ValidationError(f"modality '{name}' does not exist!")
        by_part = {}
        for key, field in categoricals.items():
            modality, _, column = key.rpartition(":")
            if modality not in data.mod:
                if key not in data.obs.columns:
                    raise ValidationError(f"column '{key}' does not exist in mdata.obs!")
                modality, column = "obs", key
            by_part.setdefault(modality, {})[column] = field
        parts = [_Part("obs", 'in "obs"', data.obs, by_part.pop("obs"))] if "obs" in by_part else []
        for name in sorted({*self._var_fields, *by_part}):
            parts.append(_Part(name, f'in modality "{name}"', data.mod[name].obs, by_part.get(name), data.mod[name],
                               self._var_fields.get(name)))
        return parts

    def _feature_sets(self):
        from ._schemas import members

        found = [members("obs", self._columns_field, list(self._dataset.obs.columns), organism=self._organism,
                         says_validated=False)]
        for name, field in self._var_fields.items():
            found += table_sets(name, self._dataset.mod[name], field, self._columns_field, self._organism)
        return found

    def _refuse_key(self, key, name):
        known = ", ".join(f"'{one}'" for part in self._parts if part.name == (name or "obs") for one in part.fields)
        raise KeyError(f"'{key}' is not a valid key, available keys are: {known}!")

    def add_new_from(self, key, modality=None, **kwargs):
        """Makes records of the values that are none: of one key, or of "all"."""
        self._add_from(key, modality, kwargs)

    def standardize(self, key, modality=None):
        """Puts names in the place of synonyms: of one key, or of "all"."""
        self._standardize_in(key, modality)


class SpatialDataCatManager(_PartsManager):
    """Columns of the tables and of the sample metadata of a SpatialData object."""

    _otype = "SpatialData"

    def __init__(self, sdata, var_index, categoricals=None, verbosity="hint", organism=None, sources=None, *,
                 sample_metadata_key="sample"):
        self._sample_key = sample_metadata_key
        super().__init__(sdata, var_index, categoricals, verbosity, organism, sources)

    def _parts_of(self, categoricals):
        data, parts = self._dataset, []
        self._given = list(categoricals)
        for name in {**self._var_fields, **categoricals}:
            if name != self._sample_key and name not in data.tables:
                raise ValidationError(f"Accessor '{name}' does not exist!")
        for name, fields in categoricals.items():
            table = data.attrs[name] if name == self._sample_key else data.tables[name].obs
            for key in fields:
                if key not in (table.columns if hasattr(table, "columns") else table):
                    raise ValidationError(f"key passed to categoricals is not present: '{key}'")
        if self._sample_key in categoricals:
            parts.append(_Part(self._sample_key, f"of '{self._sample_key}' ", data.attrs[self._sample_key],
                               categoricals[self._sample_key]))
        for name in {**self._var_fields, **categoricals}:
            if name != self._sample_key:
                parts.append(_Part(name, f"of table '{name}' ", data.tables[name].obs, categoricals.get(name),
                                   data.tables[name], self._var_fields.get(name)))
        return parts

    def _order(self, part):
        return self._given.index(part.name) if part.name in self._given else len(self._given)

    def _feature_sets(self):
        from ._schemas import members

        found = []
        for part in self._parts:
            if part.data is None:
                found.append(members(part.name, self._columns_field, list(part.obs), organism=self._organism,
                                     says_validated=False))
            else:
                found += table_sets(part.name, part.data, part.var_field, self._columns_field, self._organism)
        return found

    def _refuse_key(self, key, name):
        raise ValueError(f"key '{key}' not present in '{name}'!")

    def add_new_from(self, key, accessor=None, **kwargs):
        """Makes records of the values that are none: of one key, or of "all"."""
        if accessor not in self.categoricals:
            raise ValueError(f"Accessor {accessor} is not in 'categoricals'. Include it when creating the "
                             "SpatialDataCatManager.")
        self._add_from(key, accessor, kwargs)

    def standardize(self, key, accessor=None):
        """Puts names in the place of synonyms: of one key, or of "all"."""
        self._standardize_in(key, accessor)


for _class in (MuDataCatManager, SpatialDataCatManager):
    _class.__module__ = "lamindb.curators"
