"""`ln.curators`: curators that hold data sets against schemas, and managers of columns of categories."""

_NAMES = {
    "AnnDataCatManager": "_cat_managers",
    "AnnDataCurator": "_curators",
    "CatLookup": "_categories",
    "CatManager": "_cat_managers",
    "CellxGeneAnnDataCatManager": "_cellxgene",
    "Curator": "_curators",
    "DataFrameCatManager": "_cat_managers",
    "DataFrameCurator": "_curators",
    "DoseHandler": "_perturbations",
    "MuDataCatManager": "_cat_objects",
    "MuDataCurator": "_curators",
    "PertAnnDataCatManager": "_perturbations",
    "SlotsCurator": "_curators",
    "SpatialDataCatManager": "_cat_objects",
    "SpatialDataCurator": "_curators",
    "TiledbsomaCatManager": "_soma",
    "TimeHandler": "_perturbations",
    "ValueUnit": "_perturbations",
}
__all__ = list(_NAMES)


def __getattr__(name):
    if name not in _NAMES:
        raise AttributeError(f"module 'lamindb.curators' has no attribute '{name}'")
    from importlib import import_module

    try:
        value = getattr(import_module("." + _NAMES[name], __package__), name)
    except ModuleNotFoundError:
        from ._unbuilt import Unbuilt

        return Unbuilt(f"lamindb.curators.{name}", "curation")
    globals()[name] = value
    return value


def __dir__():
    return list(_NAMES)
