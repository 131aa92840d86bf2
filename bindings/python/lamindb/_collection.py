"""What a collection can do in Python: it reads its artifacts as one object; the rest is the engine's."""

import warnings

from . import _core

_SHOWN = ("artifacts", "key", "description", "meta", "reference", "reference_type", "run", "revises")
_KNOWN = {*_SHOWN, "meta_artifact", "version", "visibility", "_branch_code", "name"}


def _options(kwargs):
    unknown = {name: value for name, value in kwargs.items() if name not in _KNOWN}
    if unknown:
        from .errors import FieldValidationError

        raise FieldValidationError(f"Only {', '.join(_SHOWN)} can be passed, you passed: {unknown}")
    if "name" in kwargs:
        name = kwargs.pop("name")
        warnings.warn(f"argument `name` will be removed, please pass {name} to `key` instead", FutureWarning, 4)
        kwargs.setdefault("key", name)
    if "meta" in kwargs:
        kwargs.setdefault("meta_artifact", kwargs.pop("meta"))
    return {name: value for name, value in kwargs.items() if value is not None}


class CollectionMethods:
    """A versioned set of artifacts."""

    def __init__(self, *args, **kwargs):
        if len(args) > 1:
            raise ValueError("Only one non-keyword arg allowed: artifacts")
        artifacts = args[0] if args else kwargs.pop("artifacts")
        _core.collection_create(self, artifacts, _options(kwargs))

    def append(self, artifact, run=None):
        """The next version with one artifact more, not saved; this one stays as it is."""
        self._note_reading()
        made = type(self).__new__(type(self))
        _core.collection_append(self, made, artifact, run)
        return made

    def _note_reading(self):
        self.artifacts.all()

    def save(self, using=None):
        """Saves the row and its links, and returns the collection."""
        _core.collection_save(self)
        return self

    @property
    def ordered_artifacts(self):
        """The artifacts in the order in which they were given."""
        self.artifacts  # refuses a collection that is not saved
        return _core.collection_ordered(self)

    @property
    def data_artifact(self):
        """The first artifact."""
        return _core.collection_ordered(self).first()

    @property
    def name(self):
        """The last part of the key."""
        return self.key.rpartition("/")[2]

    @property
    def transform(self):
        """The transform whose run made the collection."""
        return self.run.transform if self.run is not None else None

    def _members(self, warn=True):
        if warn and self._state.adding:
            _core.log("warning", "the collection isn't saved, consider calling `.save()`")
        return _core.collection_members(self)

    def load(self, join="outer", is_run_input=None, **kwargs):
        """All artifacts in memory as one DataFrame or AnnData object."""
        self.artifacts  # refuses a collection that is not saved
        members = self._members()
        suffix = _core.collection_suffix(members)
        objects = [artifact.load(is_run_input=False) for artifact in members]
        if suffix in (".h5ad", ".zarr"):
            import anndata

            whole = anndata.concat(objects, join=join, label="artifact_uid", keys=[a.uid for a in members], **kwargs)
        else:
            import pandas

            whole = pandas.concat(objects, join=join, **kwargs)
        _core.collection_track(self, is_run_input)
        return whole

    def cache(self, is_run_input=None):
        """Local paths to the bytes of all artifacts."""
        paths = [artifact.cache(is_run_input=is_run_input) for artifact in self._members()]
        _core.collection_track(self, is_run_input)
        return paths

    def open(self, is_run_input=None):
        """One pyarrow dataset over all files."""
        members = self._members()
        form = _core.collection_format(members)
        from pyarrow import dataset

        whole = dataset.dataset([str(artifact.path) for artifact in members], format=form)
        _core.collection_track(self, is_run_input)
        return whole

    def mapped(self, layers_keys=None, obs_keys=None, obsm_keys=None, obs_filter=None, join="inner", encode_labels=True,
               unknown_label=None, cache_categories=True, parallel=False, dtype=None, stream=False, is_run_input=None):
        """The observations of all AnnData stores as one data set for machine learning."""
        from .core._mapped_collection import MappedCollection

        paths = []
        for artifact in self._members():
            if artifact.suffix not in (".h5ad", ".zarr"):
                _core.log("warning", f"ignoring artifact with suffix {artifact.suffix}")
            else:
                paths.append(artifact.path if stream else artifact.cache(is_run_input=is_run_input))
        whole = MappedCollection(paths, layers_keys, obs_keys, obsm_keys, obs_filter, join, encode_labels, unknown_label,
                                 cache_categories, parallel, dtype)
        _core.collection_track(self, is_run_input)
        return whole

    def delete(self, permanent=None):
        """Moves to the trash; from there, or with `permanent=True`, removes the row for good."""
        _core.collection_delete(self, permanent)

    def restore(self):
        """Takes the collection out of the trash."""
        _core.collection_restore(self)

    def describe(self):
        """Shows what is known about the collection as a tree."""
        from ._lineage import wants_colour, width_of_output

        print(_core.collection_describe(self, wants_colour(), width_of_output()).rstrip("\n"))

    def view_lineage(self, with_children=True):
        """Shows what the collection was made from and what was made from it."""
        from ._lineage import show

        return show(_core.lineage_graph(self, with_children))
