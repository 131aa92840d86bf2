"""Files into memory: a function a loader of the engine (artifacts/read.hpp)."""


def load_csv(path, **kwargs):
    from ._pandas import pd

    return pd.read_csv(path, **kwargs)


def load_tsv(path, **kwargs):
    from ._pandas import pd

    return pd.read_csv(path, sep="\t", **kwargs)


def load_parquet(path, **kwargs):
    from ._pandas import pd

    return pd.read_parquet(path, **kwargs)


def load_h5ad(path, **kwargs):
    import anndata

    if str(path).endswith(".gz"):
        import gzip
        import io

        with gzip.open(path) as packed:
            return anndata.read_h5ad(io.BytesIO(packed.read()), **kwargs)
    return anndata.read_h5ad(path, **kwargs)


def load_h5mu(path, **kwargs):
    import mudata

    return mudata.read_h5mu(path, **kwargs)


def load_anndata_zarr(path, **kwargs):
    import anndata

    return anndata.read_zarr(path, **kwargs)


def load_mudata_zarr(path, **kwargs):
    import mudata

    return mudata.read_zarr(path, **kwargs)


def load_spatialdata_zarr(path, **kwargs):
    import spatialdata

    return spatialdata.read_zarr(path, **kwargs)


def load_fcs(path, **kwargs):
    try:
        import readfcs
    except ImportError:
        raise ImportError("Please install readfcs: pip install readfcs") from None
    return readfcs.read(path, **kwargs)


def load_json(path, **kwargs):
    import json

    with open(path) as text:
        return json.load(text)


def load_yaml(path, **kwargs):
    import yaml

    with open(path) as text:
        return yaml.safe_load(text)


def _shown(path, display):
    """In IPython shows the file and returns None; else returns the path."""
    import sys

    from ._paths import UPath

    ipython = sys.modules.get("IPython")
    if ipython is None or ipython.get_ipython() is None:
        return UPath(path)
    from IPython import display as shows

    shows.display(getattr(shows, display)(filename=str(path)))
    return None


def load_html(path, **kwargs):
    return _shown(path, "HTML")


def load_image(path, **kwargs):
    return _shown(path, "Image")


def load_svg(path, **kwargs):
    return _shown(path, "SVG")


def load_rds(path, **kwargs):
    """R reads it."""
    from ._paths import UPath

    return UPath(path)


def load(loader, path, **kwargs):
    """Reads `path` with the loader of that name."""
    return globals()["load_" + loader](path, **kwargs)
