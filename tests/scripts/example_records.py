"""Example data with `populate_registries=True`: the same records.  The files are small ones of ours, there is no network."""

import os
import shutil
import urllib.request

import anndata as ad
import numpy as np
import pandas as pd


def fetch(url, filename=None, *_):
    """What is downloaded lies here already."""
    name = url.rpartition("/")[2]
    if filename and not os.path.exists(filename):
        shutil.copy(name, filename)
    return filename or name, None


urllib.request.urlretrieve = fetch
import bionty as bt
import lamindb as ln
import public_tables
from attempt import attempt, title
from lamindb.core import datasets

public_tables.TABLES["df_all__efo__3.70.0__ExperimentalFactor"] = [
    ("EFO:0009922", "10x 3' v3", "10X 3' v3"), ("EFO:0008913", "single-cell RNA sequencing", None), ("EFO:0008896", "RNA-Seq", None)]
public_tables.lay_out()
cells = ad.AnnData(
    np.zeros((4, 3), dtype="float32"),
    obs=pd.DataFrame({
        "cell_type": pd.Categorical(["lymphocyte", "cell", "no such cell", "cell"]), "assay": pd.Categorical(["10x 3' v3"] * 3 + ["other"]),
        "tissue": pd.Categorical(["blood", "lung", "blood", "blood"]), "donor": pd.Categorical(["D2", "D1", "D2", "D3"])}, index=list("abcd")),
    var=pd.DataFrame({"gene_symbols": ["CD8A", "CD4", "x"], "feature_name": ["CD8A", "CD4", "x"], "feature_is_filtered": False},
                     index=["ENSG00000153563", "ENSG00000010610", "ENSG99999999999"]),
    uns={"cell_type_ontology_term_id_colors": np.array(["#fff"]), "title": "immune", "schema_version": "2.0.0"})
cells.write_h5ad("human_immune.h5ad")
(ln.settings.cache_dir / "datasets").mkdir(parents=True, exist_ok=True)
shutil.copy("human_immune.h5ad", ln.settings.cache_dir / "datasets")
pd.DataFrame({"gene_id": ["YAL001C"], "S1": [1]}).to_csv("salmon.merged.gene_counts.tsv", sep="\t")


def records():
    for registry in (ln.Feature, ln.ULabel, bt.Organism, bt.Gene, bt.CellType, bt.Tissue, bt.ExperimentalFactor):
        print(registry.__name__, [getattr(record, "symbol", None) or record.name for record in registry.filter().order_by("id")])


title("cells without records")
print(sorted(datasets.anndata_human_immune_cells().uns))
title("cells")
found = datasets.anndata_human_immune_cells(populate_registries=True)
print(found)
print(sorted(found.uns))
records()
title("counts, after the cells")
attempt(lambda: datasets.file_tsv_rnaseq_nfcore_salmon_merged_gene_counts(populate_registries=True))
records()
for source in bt.Source.filter(in_db=True):  # lamindb says so when the first term with parents is saved
    source.in_db = False
    source.save()
