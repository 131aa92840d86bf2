"""Small data sets to try things with.  The values are those of lamindb 1.3.2, so that hashes agree."""

from lamindb._unbuilt import Unbuilt

_B_CELL, _T_CELL, _CD8 = "B cell", "T cell", "CD8-positive, alpha-beta T cell"
_STUDY_1 = {
    "temperature": 21.6,
    "study": "Candidate marker study 1",
    "date_of_study": "2024-12-01",
    "study_note": "We had a great time performing this study and the results look compelling.",
}
_STUDY_2 = {"temperature": 22.6, "study": "Candidate marker study 2", "date_of_study": "2025-02-13"}


def _frame(genes, columns, index, categories, attrs):
    import pandas as pd

    df = pd.DataFrame({**genes, **columns}, index=index)
    for name in categories:
        df[name] = df[name].astype("category")
    df.attrs = dict(attrs)
    return df


def _as(otype, df, n_genes):
    if otype == "DataFrame":
        return df
    import anndata as ad

    obs = df.iloc[:, n_genes:].copy()
    obs.attrs = {}
    return ad.AnnData(df.iloc[:, :n_genes], obs=obs, uns=df.attrs)


def small_dataset1(otype="DataFrame", gene_symbols_in_index=False, with_typo=False, with_cell_type_synonym=False,
                   with_cell_type_typo=False):
    """Three samples with three genes and eight annotations."""
    names = ["CD8A", "CD4", "CD14"] if gene_symbols_in_index else [
        "ENSG00000153563", "ENSG00000010610", "ENSG00000170458"]
    cd8 = "CD8-pos alpha-beta T cell" if with_cell_type_typo else _CD8
    columns = {
        "perturbation": ["DMSO", "IFNJ" if with_typo else "IFNG", "DMSO"],
        "sample_note": ["was ok", "looks naah", "pretty! 🤩"],
        "cell_type_by_expert": ["B-cell" if with_cell_type_synonym else _B_CELL, cd8, cd8],
        "cell_type_by_model": [_B_CELL, _T_CELL, _T_CELL],
        "assay_oid": ["EFO:0008913"] * 3,
        "concentration": ["0.1%", "200 nM", "0.1%"],
        "treatment_time_h": [24, 24, 6],
        "donor": ["D0001", "D0002", None],
    }
    genes = dict(zip(names, ([1, 2, 3], [3, 4, 5], [5, 6, 7])))
    categories = ("perturbation", "cell_type_by_expert", "cell_type_by_model", "assay_oid")
    return _as(otype, _frame(genes, columns, ["sample1", "sample2", "sample3"], categories, _STUDY_1), 3)


def small_dataset2(otype, gene_symbols_in_index=False):
    """Three more samples with three genes and two annotations."""
    names = ["CD8A", "CD4", "CD38"] if gene_symbols_in_index else [
        "ENSG00000153563", "ENSG00000010610", "ENSG00000004468"]
    columns = {"perturbation": ["DMSO", "IFNG", "IFNG"], "cell_type_by_model": [_B_CELL, _T_CELL, _T_CELL]}
    genes = dict(zip(names, ([2, 3, 3], [3, 4, 5], [4, 2, 3])))
    return _as(otype, _frame(genes, columns, ["sample4", "sample5", "sample6"], tuple(columns), _STUDY_2), 3)


def small_dataset3_cellxgene(otype="AnnData"):
    """Three cells with an invalid gene and an invalid tissue."""
    columns = {
        "disease_ontology_term_id": ["MONDO:0004975", "MONDO:0004980", "MONDO:0004980"],
        "organism": ["human"] * 3,
        "sex": ["female", "male", "unknown"],
        "sex_ontology_term_id": ["PATO:0000383", "PATO:0000384", "unknown"],
        "tissue": ["lungg", "lungg", "heart"],
        "donor": ["-1", "1", "2"],
    }
    genes = dict(zip(["invalid_ensembl_id", "ENSG00000000419", "ENSG00000139618"], ([2, 3, 3], [3, 4, 5], [4, 2, 3])))
    return _as(otype, _frame(genes, columns, ["barcode1", "barcode2", "barcode3"], ("tissue",), {}), 3)


def _file(name, content, in_storage_root):
    from pathlib import Path

    from lamindb import settings

    path = Path(settings.storage.root, name) if in_storage_root else Path(name)
    path.write_text(content)
    return path


def file_mini_csv(in_storage_root=False):
    """A csv file with one column and three rows, in the working directory or in the storage."""
    return _file("mini.csv", "test\n1\n2\n3\n", in_storage_root)


def file_fastq(in_storage_root=False):
    """A file with the name of sequencing reads."""
    return _file("input.fastq.gz", "Mock fastq artifact.", in_storage_root)


def file_bam(in_storage_root=False):
    """A file with the name of aligned reads."""
    return _file("output.bam", "Mock bam artifact.", in_storage_root)


_CELLRANGER = (
    "metrics_summary.csv", "molecule_info.h5", "cloupe.cloupe", "web_summary.html", "possorted_genome_bam.bam",
    "possorted_genome_bam.bam.bai", "raw_feature_bc_matrix.h5", "filtered_feature_bc_matrix.h5", "analysis/analysis.csv",
    *(f"{kind}_feature_bc_matrix/{name}" for kind in ("raw", "filtered")
      for name in ("barcodes.tsv.gz", "features.tsv.gz", "matrix.mtx.gz")),
)


def dir_scrnaseq_cellranger(sample_name, basedir="./", output_only=True):
    """A folder with the files that Cell Ranger writes, each with six random characters in it."""
    from pathlib import Path

    from lamindb.base.ids import base62

    folder = Path(basedir) / sample_name
    files = [folder / name for name in _CELLRANGER]
    if not output_only:
        files += [Path(basedir) / "fastq" / f"{sample_name}_R{read}_001.fastq.gz" for read in (1, 2)]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(base62(6))
    return folder


def anndata_with_obs():
    """40 cells of four types, tissues and diseases over the first 100 human genes of the public source, all zero."""
    import anndata as ad
    import bionty as bt
    import numpy as np
    import pandas as pd

    columns = {
        "cell_type": ["T cell", "hematopoietic stem cell", "hepatocyte", "my new cell type"],
        "cell_type_id": ["CL:0000084", "CL:0000037", "CL:0000182", ""],
        "tissue": ["kidney", "liver", "heart", "brain"],
        "disease": ["chronic kidney disease", "liver lymphoma", "cardiac ventricle disorder", "Alzheimer disease"],
    }
    obs = pd.DataFrame({name: values * 10 for name, values in columns.items()}, index=[f"obs{i}" for i in range(40)])
    genes = bt.base.Gene(organism="human").df()["ensembl_gene_id"].head(100).tolist()
    return ad.AnnData(X=np.zeros((40, len(genes)), dtype=np.float32), obs=obs, var=pd.DataFrame(index=genes))


def spatialdata_blobs():
    """The blobs of the package spatialdata."""
    from spatialdata.datasets import blobs

    return blobs()


_TITLE_WORDS = (
    "study", "investigate", "research", "result", "cluster", "rank", "candidate", "visualize", "efficiency", "classify", "intestine",
    "liver", "spleen", "bone marrow", "lung", "kidney", "T cell", "B cell", "monocyte", "neuron", "hepatocyte", "fibroblast", "IgA",
    "IgD", "IgE", "IgG", "IgM",
)


def fake_bio_notebook_titles(n=100):
    """`n` titles of studies that nobody has made: a few words each, by chance."""
    import random

    titles = (" ".join(random.choices(_TITLE_WORDS, k=random.randint(4, 8))) for _ in range(n))
    return [title[0].upper() + title[1:] + "." for title in titles]


_UNBUILT = ("dir_iris_images",)


def __getattr__(name):
    from . import _downloads

    if name in _downloads.__all__:
        return getattr(_downloads, name)
    if name in _UNBUILT:
        return Unbuilt(f"lamindb.core.datasets.{name}", "an example of lamindb's that is made of files in the cloud")
    raise AttributeError(f"module 'lamindb.core.datasets' has no attribute '{name}'")


def __dir__():
    from . import _downloads

    return sorted({*(name for name in globals() if not name.startswith("_")), *_downloads.__all__} - {"Unbuilt"})
