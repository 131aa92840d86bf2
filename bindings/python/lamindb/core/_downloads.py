"""Example files that lamindb 1.3.2 downloads, from the addresses it has for them.

A file that is already where it belongs is taken as it is, so that they can be brought by other means.
"""

from pathlib import Path

from lamindb import _core
from lamindb._unbuilt import Unbuilt
from lamindb.core import _example_records

_TEST = "https://lamindb-test.s3.amazonaws.com/"
_DATASETS = "https://lamindb-dev-datasets.s3.amazonaws.com/"
_IRIS_LENGTHS = {"sepal length (cm)": "sepal_length", "sepal width (cm)": "sepal_width",
                 "petal length (cm)": "petal_length", "petal width (cm)": "petal_width"}
# What each modality of Papalexi's file repeats.
_OF_ALL_MODALITIES = ("orig.ident", "perturbation", "replicate", "gene_target", "MULTI_ID", "NT", "S.Score", "G2M.Score", "Phase",
                      "guide_ID", "HTO_classification")


def _here(address, name):
    """The file in the working directory."""
    _core.download(address, name)
    return Path(name)


def _kept(address):
    """The file in the cache."""
    from lamindb import settings

    path = Path(settings.cache_dir) / "datasets" / address.rpartition("/")[2]
    _core.download(address, str(path))
    return path


def _anndata(address):
    import anndata as ad

    return ad.read_h5ad(_kept(address))


def _without_registries(name, populate_registries):
    if populate_registries:
        Unbuilt(f"lamindb.core.datasets.{name}(populate_registries=True)")()


def anndata_file_pbmc68k_test():
    """A file of 70 cells: pbmc68k_test.h5ad."""
    return _here(_TEST + "pbmc68k_test.h5ad", "pbmc68k_test.h5ad")


def anndata_human_immune_cells(populate_registries=False):
    """Immune cells of human tissues, from CELLxGENE."""
    adata = _anndata(_TEST + "human_immune.h5ad")
    adata.var.drop(columns=["gene_symbols", "feature_name"], inplace=True)
    for name in ("cell_type_ontology_term_id_colors", "title", "schema_version"):
        del adata.uns[name]
    if populate_registries:
        _example_records.of_human_immune_cells(adata)
    return adata


def anndata_mouse_sc_lymph_node(populate_registries=False):
    """Cells of mouse lymph nodes: E-MTAB-8414."""
    _without_registries("anndata_mouse_sc_lymph_node", populate_registries)
    return _anndata(_TEST + "E-MTAB-8414.h5ad")


def anndata_pbmc3k_processed():
    """Scanpy's 3,000 blood cells, clusters named."""
    adata = _anndata(_TEST + "scrnaseq_scanpy_pbmc3k_processed.h5ad")
    adata.obs.rename(columns={"louvain": "cell_type"}, inplace=True)
    return adata


def anndata_pbmc68k_reduced():
    """70 blood cells."""
    return _anndata(_DATASETS + "scrnaseq_pbmc68k_tiny.h5ad")


def anndata_suo22_Visium10X():
    """A spatial section of a developing liver."""
    import anndata as ad

    name = "suo22/Visium10X_data_LI_subset.h5ad"
    return ad.read_h5ad(_here(_TEST + "suo22_Visium10X_data_LI_subset.h5ad", name))


def df_iris():
    """The iris table as scikit-learn has it."""
    import pandas as pd

    return pd.read_parquet(_kept(_TEST + "iris.parquet"))


def df_iris_in_meter():
    """The iris table in meters, the organisms by their names."""
    df = df_iris().rename(columns=_IRIS_LENGTHS)
    for name in _IRIS_LENGTHS.values():
        df[name] /= 100
    df["iris_organism_name"] = df.pop("target").map({0: "setosa", 1: "versicolor", 2: "virginica"})
    return df


def df_iris_in_meter_study1():
    """Its first half."""
    return df_iris_in_meter().iloc[:75]


def df_iris_in_meter_study2():
    """Its second half."""
    return df_iris_in_meter().iloc[75:]


def file_fcs():
    """A file of a cytometer."""
    return _here(_DATASETS + ".lamindb/DBNEczSgBui0bbzBXMGH.fcs", "example.fcs")


def file_fcs_alpert19(populate_registries=False):
    """A file of a cytometer, of Alpert et al. 2019."""
    _without_registries("file_fcs_alpert19", populate_registries)
    return _here(_TEST + "Alpert19-070314-Mike-Study+15-2013-plate+1-15-004-1-13_cells_found.fcs", "Alpert19.fcs")


def file_jpg_paradisi05():
    """A picture of nuclei."""
    return _here(_TEST + "Laminopathic_nuclei.jpg", "paradisi05_laminopathic_nuclei.jpg")


def file_tiff_suo22():
    """A picture of the section of `anndata_suo22_Visium10X`."""
    return _here(_TEST + "F121_LP1_4LIV.tiff", "suo22/F121_LP1_4LIV.tiff")


def file_tsv_rnaseq_nfcore_salmon_merged_gene_counts(populate_registries=False):
    """Counts of genes of a pipeline of nf-core."""
    path = _here(_TEST + "salmon.merged.gene_counts.tsv", "salmon.merged.gene_counts.tsv")
    if populate_registries:
        _example_records.of_gene_counts()
    return path


def mudata_papalexi21_subset():
    """200 perturbed cells in four modalities, of Papalexi et al. 2021."""
    path = _here(_TEST + "papalexi21_subset_200x300_lamindb_demo_2023-07-25.h5mu", "papalexi21_subset.h5mu")
    import mudata

    mdata = mudata.read_h5mu(path)
    rna = mdata["rna"].obs
    mdata["rna"].obs = rna.drop(columns=[name for name in _OF_ALL_MODALITIES if name in rna])
    for modality in ("adt", "hto", "gdo"):
        mdata[modality].obs = mdata[modality].obs[[]]
    mdata["hto"].obs["technique"] = "cell hashing"
    mdata["hto"].obs["technique"] = mdata["hto"].obs["technique"].astype("category")
    return mdata


def schmidt22_crispra_gws_IFNG(basedir="."):
    """Hits of a genome-wide screen, of Schmidt et al. 2022."""
    return _here(_TEST + "schmidt22-crispra-gws-IFNG.csv", Path(basedir, "schmidt22-crispra-gws-IFNG.csv").as_posix())


def schmidt22_perturbseq(basedir="."):
    """Perturbed T cells, of Schmidt et al. 2022."""
    return _here(_TEST + "schmidt22_perturbseq.h5ad", Path(basedir, "schmidt22_perturbseq.h5ad").as_posix())


__all__ = ["anndata_file_pbmc68k_test", "anndata_human_immune_cells", "anndata_mouse_sc_lymph_node", "anndata_pbmc3k_processed",
           "anndata_pbmc68k_reduced", "anndata_suo22_Visium10X", "df_iris", "df_iris_in_meter", "df_iris_in_meter_study1",
           "df_iris_in_meter_study2", "file_fcs", "file_fcs_alpert19", "file_jpg_paradisi05", "file_tiff_suo22",
           "file_tsv_rnaseq_nfcore_salmon_merged_gene_counts", "mudata_papalexi21_subset", "schmidt22_crispra_gws_IFNG",
           "schmidt22_perturbseq"]
