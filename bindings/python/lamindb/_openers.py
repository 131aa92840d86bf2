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


def _tiledbsoma(path, format, mode="r", **options):
    from ._soma import open_experiment
    from ._unbuilt import Unbuilt

    if mode != "r":
        Unbuilt("Artifact.open of a TileDB-SOMA store for writing", "new versions of stores in place")()
    return open_experiment(path, **options)


def open_with(opener, path, format, mode="r", **options):
    """The reader called `opener`; `mode` is one that the engine lets pass: of stores that can be written, "w", too."""
    from ._unbuilt import Unbuilt

    readers = {"tables": _tables, "hdf5": _hdf5, "tiledbsoma": _tiledbsoma}
    if mode != "r":
        options["mode"] = mode
    return readers.get(opener, Unbuilt("Artifact.open of " + opener))(path, format, **options)
