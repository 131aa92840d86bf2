"""Managers of categories: columns and the fields of registries that their values are held against."""

from . import _core
from ._categories import Answers, CatLookup, replaced, request, texts
from .errors import ValidationError


def is_artifact(dataset):
    return isinstance(dataset, _core.Record) and getattr(type(dataset), "_registry_name", "") == "lamindb.Artifact"


def set_verbosity(verbosity):
    from ._settings import settings

    settings.verbosity = verbosity


def feature_name():
    from ._registry import registry_class

    return registry_class("lamindb.Feature").name


def expect_organism(organism):
    if organism is not None and not isinstance(organism, str):
        raise ValueError("organism must be a string such as 'human' or 'mouse'!")
    return organism


def save_object(otype, dataset, artifact, key, description, revises, run, *, schema, slots, labels):
    """Makes the artifact of `dataset` unless it is one, and saves it with its annotations."""
    if artifact is None:
        from ._registry import registry_class

        make = getattr(registry_class("lamindb.Artifact"),
                       {"DataFrame": "from_df", "AnnData": "from_anndata", "MuData": "from_mudata",
                        "SpatialData": "from_spatialdata"}[otype])
        artifact = make(dataset, key=key, description=description, revises=revises, run=run)
    _core.save_annotated(artifact, schema, slots, labels)
    artifact.__dict__.pop("_memory_rep", None)
    return artifact


def labels_of(manager):
    """The requests of a manager's categories: what links labels."""
    return manager._requests()


def ensure_features(names, columns_field):
    """A feature of any category for each name that is none."""
    if names and columns_field.field.model._registry_name == "lamindb.Feature":
        _core.add_new_categories(request("columns", columns_field, [texts(names)]), {"dtype": "cat"})


class CatManager:
    """Columns of categories of a data set, against fields of registries."""

    def __init__(self, *, dataset, categoricals, sources, organism, columns_field=None):
        self._artifact = dataset if is_artifact(dataset) else None
        self._dataset = dataset.load() if self._artifact is not None else dataset
        self._categoricals = dict(categoricals or {})
        for field in self._categoricals.values():
            field.field  # noqa: B018  a field, or the error people know
        self._sources = dict(sources or {})
        self._organism = expect_organism(organism)
        self._columns_field = columns_field
        self._answers = Answers()

    @property
    def categoricals(self):
        """The field of each key."""
        return self._categoricals

    @property
    def non_validated(self):
        """The values of each key that are no records."""
        return self._answers.non_validated

    @property
    def messages(self):
        return self._answers.messages

    def _columns(self, key):
        """The wrapped columns of a key."""
        from ._tables import columns

        return columns(self._dataset, key)

    def _fields(self):
        """All keys with their fields, in the order in which they are checked."""
        return self._categoricals

    def _request(self, key, field):
        return request(key, field, self._columns(key), fix=self._fix(key), organism=self._organism,
                       source=self._sources.get(key), named=self._are_features_named())

    def _fix(self, key):
        return f'.add_new_from("{key}")'

    def _are_features_named(self):
        return _core.is_naming_field(self._columns_field)

    def _requests(self):
        return [self._request(key, field) for key, field in self._categoricals.items()]

    def _all_requests(self):
        return [self._request(key, field) for key, field in self._fields().items()]

    def validate(self):
        """Whether all values are records; says which are not."""
        return self._answers.look(self._all_requests())

    def _expect_mutable(self):
        if self._artifact is not None:
            raise RuntimeError("can't mutate the dataset when an artifact is passed!")

    def _replace(self, key, means):
        self._dataset[key] = replaced(self._dataset[key], means)

    def standardize(self, key):
        """Puts names in the place of synonyms: of one key, or of "all"."""
        self._expect_mutable()
        keys = list(self._fields()) if key == "all" else [key]
        if key != "all" and key not in self._fields():
            names = ", ".join(f"'{name}'" for name in self._fields())
            raise KeyError(f"'{key}' is not a valid key, available keys are: {names}!")
        for one in keys:
            means = self._answers.means(one)
            if means:
                self._replace(one, means)
                self._answers.settle(one)

    def _expect_known(self, key):
        if key not in self._categoricals:
            raise ValidationError(f"Feature {key} is not part of the fields!")

    def add_new_from(self, key, **kwargs):
        """Makes records of the values that are none: of one key, or of "all"."""
        if key == "all":
            if kwargs:
                raise ValueError("Cannot pass additional arguments to 'all' key!")
            for one in self._categoricals:
                self._add(one, self._categoricals[one])
            return
        self._expect_known(key)
        self._add(key, self._categoricals[key], **kwargs)

    def _add(self, key, field, **kwargs):
        if self._answers.found is not None and key not in self._answers.non_validated:
            return
        _core.add_new_categories(self._request(key, field), kwargs)
        self._answers.forget(key)

    def lookup(self, public=False):
        """An object that completes to the records of each key."""
        return CatLookup(self._categoricals, self._lookup_slots(), public, self._organism, self._sources)

    def _lookup_slots(self):
        return {"columns": self._columns_field}

    def _expect_validated(self):
        if not self._answers.is_validated and not self.validate():
            raise ValidationError("Dataset does not validate. Please curate.")

    def save_artifact(self, *, key=None, description=None, revises=None, run=None):
        """Validates unless that was done, and saves an artifact with the annotations found."""
        self._expect_validated()
        return self._save(key, description, revises, run, artifact=self._artifact)

    @classmethod
    def from_df(cls, df, categoricals=None, columns=None, verbosity="hint", organism=None):
        """For a DataFrame."""
        return DataFrameCatManager(df, columns=columns, categoricals=categoricals, verbosity=verbosity,
                                   organism=organism)

    @classmethod
    def from_anndata(cls, data, var_index, categoricals=None, obs_columns=None, verbosity="hint", organism=None,
                     sources=None):
        """For an AnnData object."""
        return AnnDataCatManager(data, var_index=var_index, categoricals=categoricals, obs_columns=obs_columns,
                                 verbosity=verbosity, organism=organism, sources=sources)

    @classmethod
    def from_mudata(cls, mdata, var_index, categoricals=None, verbosity="hint", organism=None):
        """For a MuData object."""
        from ._cat_objects import MuDataCatManager

        return MuDataCatManager(mdata, var_index=var_index, categoricals=categoricals, verbosity=verbosity,
                                organism=organism)

    @classmethod
    def from_spatialdata(cls, sdata, var_index, categoricals=None, organism=None, sources=None, verbosity="hint", *,
                         sample_metadata_key="sample"):
        """For a SpatialData object."""
        from ._cat_objects import SpatialDataCatManager

        return SpatialDataCatManager(sdata, var_index=var_index, categoricals=categoricals, verbosity=verbosity,
                                     organism=organism, sources=sources, sample_metadata_key=sample_metadata_key)

    @classmethod
    def from_tiledbsoma(cls, experiment_uri, var_index, categoricals=None, obs_columns=None, organism=None,
                        sources=None):
        """For a TileDB-SOMA experiment."""
        from ._soma import TiledbsomaCatManager

        return TiledbsomaCatManager(experiment_uri, var_index=var_index, categoricals=categoricals,
                                    obs_columns=obs_columns, organism=organism, sources=sources)


class DataFrameCatManager(CatManager):
    """Columns of categories of a DataFrame."""

    def __init__(self, df, columns=None, categoricals=None, verbosity="hint", organism=None, sources=None, *,
                 _is_of_schema=False, _column_names=None):
        set_verbosity(verbosity)
        super().__init__(dataset=df, categoricals=categoricals, sources=sources, organism=organism,
                         columns_field=feature_name() if columns is None else columns)
        self._dataset.keys  # noqa: B018  a table, or the error people know
        self._column_names = _column_names
        if not _is_of_schema:
            ensure_features(list(self._categoricals), self._columns_field)
        elif _column_names:
            _core.save_public_categories(request("columns", self._columns_field, [texts(_column_names)],
                                                 organism=self._organism, source=self._sources.get("columns")))

    def _save(self, key, description, revises, run, schema=None, artifact=None):
        from ._schemas import members

        slots = [members("columns", self._columns_field, list(self._dataset.columns), otype="DataFrame",
                         organism=self._organism)]
        return save_object("DataFrame", self._dataset, artifact, key, description, revises, run, schema=schema,
                           slots=slots, labels=self._requests())

    def add_new_from_columns(self, organism=None, **kwargs):
        """Superseded: done when the manager is made."""
        import warnings

        warnings.warn("Use is run by default instead of add_new_from_columns, add_new_from_columns will be removed in "
                      "the future.", FutureWarning, 2)

    def clean_up_failed_runs(self):
        """Removes earlier runs of the tracked transform, without their outputs."""
        from ._context import context

        if context.run is None:
            return
        runs = type(context.run).filter(transform=context.transform, output_artifacts=None)
        for run in runs:
            if run.id != context.run.id:
                run.delete()


class AnnDataCatManager(CatManager):
    """Columns of `obs` and the index of `var` of an AnnData object."""

    def __init__(self, data, var_index=None, categoricals=None, obs_columns=None, verbosity="hint", organism=None,
                 sources=None):
        from ._schemas import is_field

        if isinstance(var_index, str):
            raise TypeError("var_index parameter has to be a field, e.g. Gene.ensembl_gene_id")
        if not is_artifact(data) and not isinstance(data, str) and type(data).__name__ != "AnnData":
            raise TypeError("data has to be an AnnData object")
        data.obs if not is_artifact(data) else None  # noqa: B018
        set_verbosity(verbosity)
        super().__init__(dataset=data, categoricals=categoricals, sources=sources, organism=organism,
                         columns_field=feature_name() if obs_columns is None else obs_columns)
        if is_field(var_index) and _core.is_naming_field(var_index) and "Gene" in repr(var_index):
            _core.log("warning", "indexing datasets with gene symbols can be problematic: "
                                 "https://docs.lamin.ai/faq/symbol-mapping")
        var_index.field  # noqa: B018
        self._var_field = var_index
        ensure_features(list(self._categoricals), self._columns_field)

    @property
    def var_index(self):
        """The field of the index of `var`."""
        return self._var_field

    def _fields(self):
        return {"var_index": self._var_field, **self._categoricals}

    def validate(self):
        """Whether all ids of variables and all values are records; says which are not."""
        requests = self._all_requests()
        self._answers.look(requests[:1])
        return self._answers.look(requests[1:], goes_on=True)

    def _columns(self, key):
        from ._tables import Cells, columns

        return [Cells(self._dataset.var.index.to_series())] if key == "var_index" else columns(self._dataset.obs, key)

    def _fix(self, key):
        return ".add_new_from_var_index()" if key == "var_index" else super()._fix(key)

    def _are_features_named(self):
        return _core.is_naming_field(self._var_field)

    def _replace(self, key, means):
        if key == "var_index":
            self._dataset.var.index = self._dataset.var.index.map(lambda value: means.get(value, value))
        else:
            self._dataset.obs[key] = replaced(self._dataset.obs[key], means)

    def add_new_from_var_index(self, **kwargs):
        """Makes records of the ids of variables that are none."""
        self._add("var_index", self._var_field, **kwargs)

    def _lookup_slots(self):
        return {"columns": self._columns_field, "var_index": self._var_field}

    def _save(self, key, description, revises, run, schema=None, artifact=None):
        from ._curators import dtype_of
        from ._schemas import members

        data = self._dataset
        slots = [members("var", self._var_field, list(data.var.index), dtype=dtype_of(data), organism=self._organism),
                 members("obs", self._columns_field, list(data.obs.columns), otype="DataFrame",
                         organism=self._organism)]
        return save_object("AnnData", data, artifact, key, description, revises, run, schema=schema, slots=slots,
                           labels=self._requests())


for _class in (CatManager, DataFrameCatManager, AnnDataCatManager):
    _class.__module__ = "lamindb.curators"
