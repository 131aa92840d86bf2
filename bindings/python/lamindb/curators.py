"""`ln.curators`: not built yet."""

from ._unbuilt import Unbuilt

_NAMES = ("AnnDataCatManager", "AnnDataCurator", "CatManager", "Curator", "DataFrameCatManager", "DataFrameCurator",
          "MuDataCatManager", "MuDataCurator", "SpatialDataCatManager", "SpatialDataCurator", "TiledbsomaCatManager")


def __getattr__(name):
    if name in _NAMES:
        return Unbuilt(f"lamindb.curators.{name}", "curation")
    raise AttributeError(f"module 'lamindb.curators' has no attribute '{name}'")


def __dir__():
    return list(_NAMES)
