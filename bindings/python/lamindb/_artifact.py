"""What an artifact can do in Python: it turns objects into files and files into objects; the rest is the engine's."""

import os

from . import _core
from ._features import FeatureManager, Managed, ParamManager
from ._labels import Labels
from ._observations import observations, observations_of_file
from ._renamed import renamed

_HINTS = {"DataFrame": "from_df", "AnnData": "from_anndata", "MuData": "from_mudata", "SpatialData": "from_spatialdata"}


def _class_name(data):
    return type(data).__name__ if type(data).__name__ in _HINTS and not _is_path(data) else None


def _is_path(data):
    return isinstance(data, str) or hasattr(data, "__fspath__")


def _path_text(path):
    return str(path) if isinstance(path, str) else path.__fspath__()


# By the last suffix of where the engine wants the object.
_WRITERS = {
    ".parquet": lambda data, path: data.to_parquet(path),
    ".h5ad": lambda data, path: data.write_h5ad(path),
    ".h5mu": lambda data, path: data.write(path),
    ".zarr": lambda data, path: data.write_zarr(path) if hasattr(data, "write_zarr") else data.write(path),
}


def _staged(otype, data, key, format=None, run=None):
    """Writes an object into the cache; its options say how the engine takes it from there."""
    uid, path, run = _core.artifact_stage(otype, key, format, run)
    _WRITERS[os.path.splitext(path)[1]](data, path)
    return path, {"uid": uid, "is_staged": True, "otype": otype, "n_observations": observations(data), "run": run}


class ArtifactMethods:
    """A data set or model: a file, a folder, or an object stored as one."""

    def __init__(self, *args, **kwargs):
        if len(args) > 1:
            raise ValueError("Only one non-keyword arg allowed: data")
        if args:
            kwargs["data"] = args[0]
        options = _core.artifact_options(kwargs)
        data = kwargs["data"]
        otype = _class_name(data)
        if otype is None and not _is_path(data):
            raise TypeError("data has to be a string, Path, UPath")
        path = None
        if otype is not None:
            _core.log("warning", f"data is a{'n' if otype[0] == 'A' else ''} {otype}, please use .{_HINTS[otype]}()")
            path, staged = _staged(otype, data, kwargs.get("key"), kwargs.get("format"), kwargs.get("run"))
            options = {**options, **staged, "n_observations": None}
        _core.artifact_create(self, path or _path_text(data), options)
        if otype is not None and not _core.is_saved(self):
            self._memory_rep = data

    @classmethod
    def _from_object(cls, otype, data, key, description, run, revises, **kwargs):
        options = _core.artifact_options({"key": key, "description": description, "run": run, "revises": revises, **kwargs})
        options.setdefault("kind", "dataset")
        self = cls.__new__(cls)
        place = _path_text(data) if _is_path(data) else None
        found = _core.artifact_expect(otype, place, type(data).__name__)
        if found is not None:
            count, is_hdf5 = found
            options.setdefault("otype", otype)
            options["n_observations"] = observations_of_file(place) if is_hdf5 else count
            _core.artifact_create(self, place, options)
            return self
        if all(kind.__name__ != otype for kind in type(data).__mro__):
            raise NotImplementedError(f"Do not know how to create a artifact object from {data}, pass a path instead!")
        path, staged = _staged(otype, data, key, kwargs.get("format"), run)
        _core.artifact_create(self, path, {**options, **staged})
        if not _core.is_saved(self):
            self._memory_rep = data
        return self

    @classmethod
    def from_df(cls, df, *, key=None, description=None, run=None, revises=None, **kwargs):
        """From a DataFrame, stored as parquet."""
        return cls._from_object("DataFrame", df, key, description, run, revises, **kwargs)

    @classmethod
    def from_anndata(cls, adata, *, key=None, description=None, run=None, revises=None, **kwargs):
        """From an AnnData object or a path to one, stored as h5ad, or as zarr if the key says so."""
        return cls._from_object("AnnData", adata, key, description, run, revises, **kwargs)

    @classmethod
    def from_mudata(cls, mdata, *, key=None, description=None, run=None, revises=None, **kwargs):
        """From a MuData object or a path to one, stored as h5mu."""
        return cls._from_object("MuData", mdata, key, description, run, revises, **kwargs)

    @classmethod
    def from_spatialdata(cls, sdata, *, key=None, description=None, run=None, revises=None, **kwargs):
        """From a SpatialData object or a path to one, stored as zarr."""
        return cls._from_object("SpatialData", sdata, key, description, run, revises, **kwargs)

    @classmethod
    def from_dir(cls, path, *, key=None, run=None):
        """An artifact for each file below a folder."""
        return _core.artifact_from_folder(_path_text(path), key, run)

    @classmethod
    def from_tiledbsoma(cls, path, *, key=None, description=None, run=None, revises=None, **kwargs):
        """From a path to a TileDB-SOMA experiment."""
        from ._soma import artifact_of_experiment

        return artifact_of_experiment(cls, _path_text(path), key=key, description=description, run=run, revises=revises,
                                      **{"kind": "dataset", **kwargs})

    features = Managed(FeatureManager)
    labels = Labels()
    params = Managed(ParamManager)

    def save(self, upload=None, **kwargs):
        """Saves row and bytes, and returns the artifact."""
        _core.save(self)
        self.__dict__.pop("_memory_rep", None)
        return self

    def load(self, *, is_run_input=None, mute=False, **kwargs):
        """Reads the bytes into memory: a DataFrame, an AnnData object, ..."""
        if "_memory_rep" in self.__dict__:
            return self._memory_rep
        from ._loaders import load

        path, loader = _core.artifact_load(self, is_run_input)
        return load(loader, path, **kwargs)

    def cache(self, *, is_run_input=None, mute=False, **kwargs):
        """A local path to the bytes."""
        from ._paths import UPath

        return UPath(_core.artifact_cache(self, is_run_input))

    def open(self, mode="r", is_run_input=None, **kwargs):
        """A reader of the bytes in pieces: a pyarrow data set of tables, an accessor of AnnData, an experiment of
        TileDB-SOMA, else the HDF5 file or zarr store.  With `mode="w"` an experiment can be written to; closing it saves
        what came of it as the artifact's next version.

        >>> artifact.open().head(2).to_pandas()  # doctest: +SKIP
        """
        from ._openers import open_with

        path, opener, format = _core.artifact_open(self, mode, is_run_input)
        opened = open_with(opener, path, format, mode, **kwargs)
        if mode == "r":
            return opened
        from ._soma import tracked

        return tracked(opened, self)

    @property
    def path(self):
        """Where the bytes are."""
        from ._paths import UPath

        return UPath(_core.artifact_path(self))

    @property
    def _cache_path(self):
        return self.path

    @property
    def _storage_key(self):
        return _core.artifact_storage_key(self)

    @property
    def transform(self):
        """The transform whose run made the artifact."""
        return self.run.transform if self.run is not None else None

    type = renamed("type", "kind")
    _accessor = renamed("_accessor", "otype")
    n_objects = renamed("n_objects", "n_files")

    def replace(self, data, run=None, format=None):
        """Gives the artifact other content, with its next save."""
        otype = _class_name(data)
        if otype is None:
            return _core.artifact_replace(self, _path_text(data), run, False)
        path, staged = _staged(otype, data, None, format, run)
        existing = _core.artifact_replace(self, path, staged["run"], True)
        if existing is None:
            self._memory_rep = data
        return existing

    def delete(self, permanent=None, storage=None, using_key=None):
        """Moves to the trash; from there, or with `permanent=True`, removes row and bytes for good."""
        _core.artifact_delete(self, permanent, storage)

    def restore(self):
        """Takes the artifact out of the trash."""
        _core.artifact_restore(self)

    def describe(self):
        """Shows what is known about the artifact as a tree."""
        from ._lineage import wants_colour, width_of_output

        print(_core.artifact_describe(self, wants_colour(), width_of_output()).rstrip("\n"))

    def view_lineage(self, with_children=True):
        """Shows what the artifact was made from and what was made from it."""
        from ._lineage import show

        return show(_core.lineage_graph(self, with_children))
