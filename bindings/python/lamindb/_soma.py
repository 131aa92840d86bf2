"""TileDB-SOMA experiments: artifacts of them, the manager of their columns, and writing AnnData objects into one."""

import os

from . import _core
from ._cat_managers import CatManager, ensure_features, expect_organism, feature_name, is_artifact
from ._categories import Answers, CatLookup, replaced, request
from .errors import ValidationError


def open_experiment(path, mode="r", **options):
    """The experiment at `path`, opened with the package tiledbsoma."""
    try:
        import tiledbsoma
    except ImportError as error:
        raise ImportError("TileDB-SOMA experiments need the package tiledbsoma: pip install tiledbsoma") from error
    if not os.path.exists(path) and "://" not in str(path):
        raise FileNotFoundError(2, os.strerror(2), str(path))
    return tiledbsoma.open(str(path), mode, **options)


def tracked(store, artifact):
    """The store, open for writing, whose closing makes what it then holds the next version of the artifact."""
    kind = type(store)

    def close(self):
        was_open = not self.closed
        kind.close(self)
        if was_open:
            with open_experiment(self.uri) as written:
                count = written.obs.count if hasattr(written, "obs") else None
            _core.artifact_revise_in_place(artifact, count)

    store.__class__ = type(kind.__name__ + "Track", (kind,), {"close": close, "__slots__": ()})
    return store


def _table(array, columns=None):
    return array.read(column_names=columns).concat().to_pandas()


def artifact_of_experiment(cls, path, **given):
    """An artifact, unsaved, of the experiment at `path`."""
    options = _core.artifact_options(given)
    with open_experiment(path) as experiment:
        options.update(otype="tiledbsoma", n_observations=experiment.obs.count)
    artifact = cls.__new__(cls)
    _core.artifact_create(artifact, str(path), options)
    return artifact


class TiledbsomaCatManager(CatManager):
    """Columns of `obs` and of the `var` of measurements of a TileDB-SOMA experiment.

    Keys of `var` are MEASUREMENT__COLUMN.  `standardize` writes into the store.
    """

    def __init__(self, experiment_uri, var_index, categoricals=None, obs_columns=None, organism=None, sources=None):
        self._artifact = experiment_uri if is_artifact(experiment_uri) else None
        self._path = str(experiment_uri.path if self._artifact is not None else experiment_uri)
        self._organism = expect_organism(organism)
        self._columns_field = feature_name() if obs_columns is None else obs_columns
        self._sources = dict(sources or {})
        self._categoricals = dict(categoricals or {})
        self._answers = Answers()
        self._var_places, self._var_fields = {}, {}
        for measurement, (column, field) in var_index.items():
            key = f"{measurement}__{column}"
            self._var_places[key], self._var_fields[key] = (measurement, column), field
        with open_experiment(self._path) as experiment:
            self._expect_columns(experiment)
        ensure_features(list(self._categoricals), self._columns_field)

    def _expect_columns(self, experiment):
        for measurement, column in self._var_places.values():
            if measurement not in experiment.ms or column not in experiment.ms[measurement].var.keys():
                raise ValidationError(f"key passed to var_index is not present: '({measurement}, {column})'")
        for key in self._categoricals:
            if key not in experiment.obs.keys():
                raise ValidationError(f"key passed to categoricals is not present: '{key}'")

    @property
    def var_index(self):
        """The field of each column of ids of variables."""
        return self._var_fields

    def _fields(self):
        return {**self._var_fields, **self._categoricals}

    def _columns(self, key):
        from ._tables import Cells

        with open_experiment(self._path) as experiment:
            if key in self._var_places:
                measurement, column = self._var_places[key]
                return [Cells(_table(experiment.ms[measurement].var, [column])[column])]
            return [Cells(_table(experiment.obs, [key])[key])]

    def validate(self):
        """Whether all ids of variables and all values are records; says which are not."""
        requests = self._all_requests()
        count = len(self._var_fields)
        self._answers.look(requests[:count])
        return self._answers.look(requests[count:], goes_on=True)

    def _expect_key(self, key):
        if self._answers.found is None:
            raise ValidationError("Run .validate() first.")
        if key != "all" and key not in self._fields():
            names = ", ".join(f"'{one}'" for one in (*self._fields(), "all"))
            raise KeyError(f"''{key}'' is not a valid key, available keys are: {names}!")

    def add_new_from(self, key, **kwargs):
        """Makes records of the values that are none: of one key, or of "all"."""
        self._expect_key(key)
        for one in self._fields() if key == "all" else [key]:
            self._add(one, self._fields()[one], **kwargs)

    def standardize(self, key):
        """Puts names in the place of synonyms, in the store: of one key, or of "all"."""
        self._expect_mutable()
        self._expect_key(key)
        wanted = [one for one in (self._fields() if key == "all" else [key]) if self._answers.means(one)]
        if not wanted:
            text = "values are already standardized" if key == "all" else f"No non-standardized values found for '{key}'"
            _core.log("warning", text)
        for one in wanted:
            self._replace(one, self._answers.means(one))
            self._answers.settle(one)

    def _replace(self, key, means):
        import tiledbsoma.io

        measurement, column = self._var_places.get(key, (None, key))
        with open_experiment(self._path) as experiment:
            table = _table(experiment.obs if measurement is None else experiment.ms[measurement].var)
        table[column] = replaced(table[column], means)
        table = table.drop(columns="soma_joinid")
        with open_experiment(self._path, "w") as experiment:
            if measurement is None:
                tiledbsoma.io.update_obs(experiment, table)
            else:
                tiledbsoma.io.update_var(experiment, table, measurement)

    def lookup(self, public=False):
        return CatLookup(self._categoricals, {"columns": self._columns_field, **self._var_fields}, public, self._organism,
                         self._sources)

    def save_artifact(self, *, key=None, description=None, revises=None, run=None):
        """Validates unless that was done, and saves an artifact with the annotations found."""
        from ._registry import registry_class
        from ._schemas import members

        self._expect_validated()
        artifact = self._artifact
        if artifact is None:
            artifact = artifact_of_experiment(registry_class("lamindb.Artifact"), self._path, key=key,
                                              description=description, revises=revises, run=run)
        with open_experiment(self._path) as experiment:
            slots = [members("obs", self._columns_field, list(experiment.obs.keys()), otype="DataFrame",
                             organism=self._organism, says_validated=False)]
            for name, (measurement, column) in self._var_places.items():
                data = experiment.ms[measurement]
                slots.append(members(f"{measurement}__var", self._var_fields[name],
                                     _table(data.var, [column])[column].tolist(), organism=self._organism))
        _core.save_annotated(artifact, None, slots, self._requests_of_obs())
        return artifact

    def _requests_of_obs(self):
        return [request(key, field, self._columns(key), organism=self._organism, source=self._sources.get(key))
                for key, field in self._categoricals.items()]


def save_tiledbsoma_experiment(adatas, key=None, description=None, run=None, revises=None, measurement_name="RNA",
                               obs_id_name="obs_id", var_id_name="var_id", append_obsm_varm=False, **kwargs):
    """Writes AnnData objects, or h5ad files, into one experiment, and saves it as an artifact.

    With `revises` they are appended to the cells of that artifact.  Each cell has the uid of the run in `lamin_run_uid`.
    """
    import shutil
    import tempfile

    import tiledbsoma.io

    from ._context import context
    from ._registry import registry_class

    run = context.run if run is None else run
    if run is None:
        raise ValueError("Pass `run`, or call `ln.track()`: each cell is stored with the run that wrote it.")
    if not adatas:
        raise ValueError("`adatas` is empty: pass at least one AnnData object.")
    adatas = [_with_run(adata, run.uid) for adata in adatas]
    with tempfile.TemporaryDirectory(prefix="lamin-") as folder:
        path = os.path.join(folder, "experiment.tiledbsoma")
        if revises is not None:
            shutil.copytree(revises.path, path)
            key = revises.key if key is None else key
        _core.log("important", f"Writing the tiledbsoma store to {path}")
        known = None
        if revises is not None or len(adatas) > 1:
            known = tiledbsoma.io.register_anndatas(
                path if revises is not None else None, adatas, measurement_name=measurement_name,
                obs_field_name=obs_id_name, var_field_name=var_id_name, append_obsm_varm=append_obsm_varm)
        for adata in adatas:
            if os.path.exists(path):
                _make_room(path, known)
            tiledbsoma.io.from_anndata(path, adata, measurement_name, registration_mapping=known, obs_id_name=obs_id_name,
                                       var_id_name=var_id_name, **kwargs)
        return artifact_of_experiment(registry_class("lamindb.Artifact"), path, key=key, description=description, run=run,
                                      revises=revises).save()


def _make_room(path, known):
    """For the cells and variables to be appended."""
    import tiledbsoma.io

    if hasattr(known, "prepare_experiment"):
        known.prepare_experiment(path)
    else:
        tiledbsoma.io.resize_experiment(path, nobs=known.get_obs_shape(), nvars=known.get_var_shapes())


def _with_run(adata, uid):
    import anndata

    adata = anndata.read_h5ad(adata) if isinstance(adata, (str, os.PathLike)) else adata.copy()
    adata.obs["lamin_run_uid"] = uid
    return adata


TiledbsomaCatManager.__module__ = "lamindb.curators"
