"""Small public sources in the folder `sources`, for scripts that need terms without a network."""

from pathlib import Path

TERMS = ["ontology_id", "name", "definition", "synonyms", "parents"]
GENES = ["ensembl_gene_id", "symbol", "ncbi_gene_id", "biotype", "description", "synonyms"]


def put(folder, name, columns, rows, index=None):
    import pandas as pd

    frame = pd.DataFrame(rows, columns=columns)
    (frame.set_index(index) if index else frame).to_parquet(folder / f"{name}.parquet")


def lay_out():
    """Writes the tables and has bionty read them."""
    import bionty as bt

    folder = Path("sources").absolute()
    folder.mkdir()
    put(folder, "df_all__cl__2024-08-16__CellType", TERMS, [
        ("CL:0000000", "cell", "A Material Entity.", None, []),
        ("CL:0000084", "T cell", "A Type Of Lymphocyte.", "T lymphocyte|T-cell", ["CL:0000542"]),
        ("CL:0000236", "B cell", "A Lymphocyte Of B Lineage.", "B lymphocyte|B-cell", ["CL:0000542"]),
        ("CL:0000542", "lymphocyte", "A Lymphocyte Is A Leukocyte.", None, ["CL:0000000"]),
    ], "ontology_id")
    put(folder, "df_human__ensembl__release-112__Gene", GENES, [
        ("ENSG00000068097", "HEATR6", "63897", "protein_coding", "HEAT repeat containing 6", "ABC1|FLJ22087"),
        ("ENSG00000081059", "TCF7", "6932", "protein_coding", "transcription factor 7", "TCF-1"),
        ("ENSG00000153563", "CD8A", "925", "protein_coding", "CD8a molecule", "CD8"),
        ("ENSG00000010610", "CD4", "920", "protein_coding", "CD4 molecule", None),
    ])
    put(folder, "df_vertebrates__ensembl__release-112__Organism", ["name", "scientific_name", "ontology_id"],
        [("human", "Homo sapiens", "NCBITaxon:9606"), ("mouse", "Mus musculus", "NCBITaxon:10090")])
    put(folder, "ensembl_prefix", ["gene_prefix", "name"], [("ENSG", "human"), ("ENSMUSG", "mouse")])
    bt.base.settings.dynamicdir = folder
