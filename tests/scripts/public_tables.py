"""Small public sources in the folder `sources`, for scripts that need terms without a network."""

from pathlib import Path

TERMS = ["ontology_id", "name", "definition", "synonyms", "parents"]
GENES = ["ensembl_gene_id", "symbol", "ncbi_gene_id", "biotype", "description", "synonyms"]
# Terms of the releases that CELLxGENE's schema is pinned to: id, name, synonyms.
SEXES = [("PATO:0000383", "female", None), ("PATO:0000384", "male", "masculine"), ("PATO:0000461", "normal", "average")]
COMPOUNDS = [("CHEBI:15365", "aspirin", "acetylsalicylic acid")]
TABLES = {
    "df_all__efo__3.69.0__ExperimentalFactor": [("EFO:0009922", "10x 3' v3", "10X 3' v3"), ("EFO:0008931", "Smart-seq2", None)],
    "df_all__mondo__2024-08-06__Disease": [("MONDO:0004979", "asthma", "asthmatic|bronchial asthma")],
    "df_all__uberon__2024-08-07__Tissue": [("UBERON:0000178", "blood", None), ("UBERON:0002048", "lung", None)],
    "df_all__pato__2023-05-18__Phenotype": SEXES,
    "df_all__pato__2024-03-28__Phenotype": SEXES,
    "df_human__hancestro__3.0__Ethnicity": [("HANCESTRO:0005", "European", None)],
    "df_human__hsapdv__2024-05-28__DevelopmentalStage": [("HsapDv:0000087", "human adult stage", "adult")],
    "df_all__ncbitaxon__2023-06-20__Organism": [("NCBITaxon:9606", "homo sapiens", "human")],
    "df_all__chebi__2024-07-27__Compound": COMPOUNDS,
    "df_all__chebi__2024-07-27__Drug": COMPOUNDS,
    "df_all__clo__2022-03-21__CellLine": [("CLO:0003684", "HeLa cell", "HeLa")],
}


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
    for release in ("release-110",):
        (folder / f"df_human__ensembl__{release}__Gene.parquet").write_bytes(
            (folder / "df_human__ensembl__release-112__Gene.parquet").read_bytes())
    for name, rows in TABLES.items():
        put(folder, name, TERMS, [(id, term, f"About {term}.", synonyms, []) for id, term, synonyms in rows],
            "ontology_id")
    put(folder, "ensembl_prefix", ["gene_prefix", "name"], [("ENSG", "human"), ("ENSMUSG", "mouse")])
    bt.base.settings.dynamicdir = folder
