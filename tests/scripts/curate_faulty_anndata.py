"""200 AnnData objects with faults made by chance: the same verdict, first failure, values not validated, synonyms."""

import random
import warnings

warnings.simplefilter("ignore")
import anndata as ad
import bionty as bt
import lamindb as ln
import numpy as np
import pandas as pd
import public_tables
from attempt import attempt, title

public_tables.lay_out()
ln.settings.creation.search_names = False
# lamindb makes the organism of any one of the ids.
bt.settings.organism = "mouse"
bt.settings.organism = "human"
LABELS = ["DMSO", "IFNG", "T cell", "µ-opioid"]
for name in LABELS:
    ln.ULabel(name=name).save()
GENES = ["ENSG00000153563", "ENSG00000010610", "ENSG00000081059", "ENSG00000068097"]
for gene in GENES:
    bt.Gene.from_source(ensembl_gene_id=gene).save()
CELLS = ["cell", "lymphocyte", "T cell", "B cell"]
for cell in CELLS:
    bt.CellType.from_source(name=cell).save()
obs = ln.Schema(name="obs", features=[
    ln.Feature(name="label", dtype=ln.ULabel).save(), ln.Feature(name="cell", dtype=bt.CellType).save(),
    ln.Feature(name="count", dtype=int).save(), ln.Feature(name="note", dtype=str, nullable=False).save()]).save()
var = ln.Schema(name="var", itype=bt.Gene.ensembl_gene_id, dtype=float).save()
schema = ln.Schema(name="cells", otype="AnnData", components={"obs": obs, "var": var}).save()
SYNONYMS = ["T-cell", "B lymphocyte", "t cell", "T lymphocyte"]


def misspelt(chance, word):
    place = chance.randrange(len(word))
    return chance.choice([word[:place] + word[place + 1:], word + " ", " " + word, word.lower(), word.upper(),
                          word[:place] + "x" + word[place:], word.replace(" ", "-")])


def categories(chance, rows, names, others):
    values = [chance.choice(names) for _ in range(rows)]
    for _ in range(chance.choice([0, 0, 0, 1, 2])):
        values[chance.randrange(rows)] = chance.choice(others)
    if chance.random() < 0.2:
        values[chance.randrange(rows)] = None
    return pd.Categorical(values)


def ids(chance):
    chosen = chance.sample(GENES, chance.randint(1, len(GENES)))
    fault = chance.randrange(8)
    if fault == 0:
        chosen[0] += ".7"
    if fault == 1:
        chosen[0] = "ENSMUSG00000053977"
    if fault == 2:
        chosen[-1] = chosen[-1].lower()
    if fault == 3:
        chosen.append("ENSG00000999999")
    return chosen


def adata(chance):
    rows = chance.randint(2, 6)
    table = pd.DataFrame({
        "label": categories(chance, rows, LABELS, [misspelt(chance, chance.choice(LABELS)), "zzz"]),
        "cell": categories(chance, rows, CELLS, [*SYNONYMS, misspelt(chance, chance.choice(CELLS))]),
        "count": np.arange(rows, dtype=chance.choice(["int64", "int32"])),
        "note": [f"n{row}" for row in range(rows)]}, index=[f"c{row}" for row in range(rows)])
    fault = chance.randrange(10)
    if fault == 0:
        table = table.drop(columns=chance.choice(list(table.columns)))
    if fault == 1:
        table["count"] = table["count"].astype(float)
    if fault == 2:
        table["note"] = [None, *table["note"].tolist()[1:]]
    if fault == 3:
        table["label"] = table["label"].astype(str)
    if fault == 4:
        table["extra"] = 1
    names = ids(chance)
    return ad.AnnData(np.ones((rows, len(names)), dtype="float32"), obs=table, var=pd.DataFrame(index=names))


for seed in range(200):
    title(f"object {seed}")
    data = adata(random.Random(seed))
    curator = ln.curators.AnnDataCurator(data, schema)
    attempt(curator.validate)
    for slot in ("obs", "var"):
        attempt(lambda: curator.slots[slot].cat.non_validated)
    if "cell" in data.obs and str(data.obs["cell"].dtype) == "category":
        found = bt.CellType.inspect(data.obs["cell"].dropna().unique().tolist(), mute=True)
        print(found.validated, found.non_validated, found.synonyms_mapper)
for source in bt.Source.filter(in_db=True):  # lamindb says so when the first term with parents is saved
    source.in_db = False
    source.save()
