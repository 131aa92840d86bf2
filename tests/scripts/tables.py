"""Artifacts of DataFrames and AnnData objects."""

from pathlib import Path

import anndata as ad
import lamindb as ln
import numpy as np
import pandas as pd
from attempt import attempt, title

FIELDS = "key description suffix kind otype n_files n_observations is_latest".split()


def fields(artifact):
    print({name: getattr(artifact, name) for name in FIELDS})


frame = pd.DataFrame({"a": [1, 2, 3], "b": ["x", "y", "z"]})

title("from_df")
table = ln.Artifact.from_df(frame, key="t/frame.parquet")
fields(table)
print(table.path.parent == ln.settings.cache_dir)
table.save()
print(table.path.parent.name, table.path.suffix)
print(table.load())
print(ln.Artifact.from_df(frame, key="t/frame.parquet") == table)
fields(ln.Artifact.from_df(frame.assign(c=1), description="only a description"))
attempt(lambda: ln.Artifact.from_df(frame.assign(c=2)))
attempt(lambda: ln.Artifact.from_df(frame, key="t/frame.txt"))
attempt(lambda: ln.Artifact.from_df(frame, key="t/frame"))
fields(ln.Artifact(frame.assign(c=3), key="by/constructor.parquet"))

title("another version")
newer = ln.Artifact.from_df(frame.assign(c=1.5), key="t/frame.parquet").save()
fields(newer)
print(newer.versions.df()[["key", "n_observations", "is_latest"]])
print(newer.load().dtypes)

title("from_anndata")
data = ad.AnnData(
    np.ones((3, 2), dtype="float32"),
    obs=pd.DataFrame({"c": ["x", "y", "z"]}, index=["c1", "c2", "c3"]),
    var=pd.DataFrame(index=["g1", "g2"]),
)
cells = ln.Artifact.from_anndata(data, key="cells/x.h5ad").save()
fields(cells)
print(cells.load())
attempt(lambda: ln.Artifact.from_anndata(frame, key="cells/y.h5ad"))
attempt(lambda: ln.Artifact.from_anndata(data, key="cells/y.csv"))
data.write_h5ad("file.h5ad")
data.obs["d"] = 1
data.write_h5ad("file2.h5ad")
fields(ln.Artifact.from_anndata("file2.h5ad", key="cells/file2.h5ad").save())
Path("c.csv").write_text("a,b\n1,2\n")
attempt(lambda: ln.Artifact.from_anndata("c.csv", key="cells/c.csv"))
