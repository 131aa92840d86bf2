"""Curation at length: five million texts, errors in one of a hundred rows, an AnnData object, values held against a registry."""
import pathlib

import anndata as ad
import bionty as bt
import lamindb as ln
import numpy as np
import pandas as pd
from timing import milliseconds, report

ROWS = 5_000_000
ln.settings.creation.search_names = False
ln.settings.verbosity = "error"
ln.save([ln.ULabel(name=f"label {number}") for number in range(500)])
feature = ln.Feature(name="free", dtype=ln.ULabel, coerce_dtype=True).save()
schema = ln.Schema([feature]).save()
chance = np.random.default_rng(1)
labels = np.array([f"label {number}" for number in range(500)], dtype=object)
codes = chance.integers(0, 500, ROWS)
texts = labels[codes]
wrong = texts.copy()
wrong[::100] = labels[codes[::100]] + "x"
columns = [ln.Feature(name=f"column {number}", dtype=ln.ULabel).save() for number in range(5)]
both = ln.Schema(otype="AnnData", components={"obs": ln.Schema(columns, name="columns").save()}).save()
obs = pd.DataFrame({one.name: pd.Categorical.from_codes(chance.integers(0, 500, 50_000), labels) for one in columns},
                   index=[f"cell {number}" for number in range(50_000)])
cells = ad.AnnData(np.zeros((50_000, 2_000), dtype="float32"), obs=obs)
# A public source of one term, so that neither side looks for another one.
sources = pathlib.Path("sources").absolute()
sources.mkdir(exist_ok=True)
pd.DataFrame({"name": ["cell"], "definition": [None], "synonyms": [None], "parents": [[]]},
             index=pd.Index(["CL:0000000"], name="ontology_id")).to_parquet(sources / "df_all__cl__2024-08-16__CellType.parquet")
bt.base.settings.dynamicdir = sources
ln.save([bt.CellType(name=f"cell {number}", synonyms=f"old cell {number}", ontology_id=f"XX:{number}") for number in range(500)])
asked = [f"{'old ' * (number % 2)}cell {number % 700}" for number in range(100_000)]


def validate(make):
    try:
        make().validate()
    except ln.errors.ValidationError:
        pass
    ln.settings.verbosity = "error"


def table(values):
    return lambda: ln.curators.DataFrameCurator(pd.DataFrame({"free": values}), schema)


validate(lambda: ln.curators.DataFrameCurator(pd.DataFrame({"free": texts[:10]}), schema))
report(ms=milliseconds(lambda: validate(table(texts))), errors_ms=milliseconds(lambda: validate(table(wrong))),
       anndata_ms=milliseconds(lambda: validate(lambda: ln.curators.AnnDataCurator(cells, both))),
       inspect_ms=milliseconds(lambda: bt.CellType.inspect(asked, mute=True), 3),
       standardize_ms=milliseconds(lambda: bt.CellType.standardize(asked, mute=True), 3))
