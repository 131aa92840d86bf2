"""Readers of artifacts in pieces; which one opens an artifact is said by the engine (artifacts/open.hpp)."""

from typing import NamedTuple

from . import _core


class BackedAccessor(NamedTuple):
    """An open HDF5 file or zarr store."""

    connection: object
    storage: object


def _tables(path, format, **options):
    import pyarrow.dataset

    return pyarrow.dataset.dataset(path, **{"format": format, **options})


def _hdf5_file(path, **options):
    import h5py

    if not str(path).endswith(".gz"):
        return h5py.File(path, "r", **options)
    import gzip
    import io

    with gzip.open(path) as packed:
        return h5py.File(io.BytesIO(packed.read()), "r", **options)


def _hdf5(path, format, **options):
    return BackedAccessor(None, _hdf5_file(path, **options))


def _zarr_store(path, **options):
    import zarr

    return zarr.open(str(path), mode="r", **options)


def _zarr(path, format, **options):
    return BackedAccessor(None, _zarr_store(path, **options))


def _anndata(path, format, **options):
    import os

    storage = _zarr_store(path, **options) if format == "zarr" else _hdf5_file(path, **options)
    if not _core.holds_anndata(list(getattr(storage, "keys", tuple)())):
        return BackedAccessor(None, storage)
    from ._anndata import AnnDataAccessor

    return AnnDataAccessor(None, storage, os.path.basename(path))


def _tiledbsoma(path, format, mode="r", **options):
    from ._soma import open_experiment

    return open_experiment(path, mode, **options)


def open_with(opener, path, format, mode="r", **options):
    """The reader called `opener`; `mode` is one that the engine lets pass: of stores that can be written, "w", too."""
    readers = {"tables": _tables, "hdf5": _hdf5, "zarr": _zarr, "anndata": _anndata, "tiledbsoma": _tiledbsoma}
    if mode != "r":
        options["mode"] = mode
    return readers[opener](path, format, **options)
