"""`ln.core.storage`: paths and suffixes."""

from lamindb._paths import PosixUPath as LocalPath
from lamindb._paths import UPath


class VALID_SUFFIXES:
    """Suffixes that may stand before another one, and those made of two."""

    SIMPLE = {".fasta", ".fastq", ".jpg", ".mtx", ".obo", ".pdf", ".png", ".tar", ".tiff", ".txt", ".tsv", ".zip",
              ".xml", ".qs", ".rds", ".h5ad", ".parquet", ".csv", ".fcs", ".xslx", ".zarr", ".json"}
    COMPOSITE = {".vitessce.json", ".anndata.zarr", ".spatialdata.zarr", ".ome.zarr"}
