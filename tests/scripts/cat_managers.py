"""Managers of categories: ln.Curator.from_df and from_anndata."""

import anndata as ad
import bionty as bt
import lamindb as ln
import numpy as np
import pandas as pd
from attempt import attempt, title

ln.track()
frame = pd.DataFrame({"cell_medium": pd.Categorical(["DMSO", "DMSO", "DMSO"]), "note": ["a", "b", "c"]},
                     index=["s1", "s2", "s3"])

title("from_df")
manager = ln.Curator.from_df(frame, categoricals={"cell_medium": ln.ULabel.name})
attempt(lambda: manager.non_validated)
attempt(manager.validate)
attempt(lambda: manager.non_validated)
attempt(lambda: manager.save_artifact(key="x.parquet"))
attempt(lambda: manager.standardize("cell_medium"))
attempt(lambda: manager.standardize("all"))
attempt(lambda: manager.standardize("bla"))
attempt(lambda: manager.add_new_from("cell_medium"))
attempt(manager.validate)
attempt(lambda: manager.add_new_from("cell_medium"))
attempt(lambda: manager.add_new_from("bla"))
attempt(lambda: manager.lookup())
attempt(lambda: manager.lookup()["columns"].cell_medium.name)
artifact = manager.save_artifact(key="x.parquet")
artifact.describe()
print(list(ln.Feature.filter().values_list("name", "dtype")))
print(list(ln.ULabel.filter().values_list("name", "is_type")))
attempt(lambda: ln.Curator.from_df(3))
attempt(lambda: ln.Curator.from_df(frame, organism=3))
attempt(lambda: ln.Curator.from_df(frame, categoricals={"cell_medium": "name"}))
attempt(ln.Curator.from_df(frame).validate)

title("from_anndata")
adata = ad.AnnData(np.ones((3, 2), dtype="int64"), obs=frame, var=pd.DataFrame(index=["CD8A", "CD4"]))
attempt(lambda: ln.Curator.from_anndata(adata, var_index="symbol"))
attempt(lambda: ln.Curator.from_anndata(frame, var_index=bt.Gene.symbol))
