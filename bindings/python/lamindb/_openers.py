"""Readers of artifacts in pieces; which one opens an artifact is said by the engine (artifacts/open.hpp)."""

from typing import NamedTuple


class BackedAccessor(NamedTuple):
    """An open HDF5 file."""

    connection: object
    storage: object


def _tables(path, format, **options):
    import pyarrow.dataset

    return pyarrow.dataset.dataset(path, **{"format": format, **options})


def _hdf5(path, format, **options):
    import h5py

    return BackedAccessor(None, h5py.File(path, "r", **options))


def open_with(opener, path, format, **options):
    from ._unbuilt import Unbuilt

    readers = {"tables": _tables, "hdf5": _hdf5}
    return readers.get(opener, Unbuilt("Artifact.open of " + opener))(path, format, **options)
