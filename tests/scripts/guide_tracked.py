"""Tracked functions in a tracked script, with params."""

from attempt import attempt
import lamindb as ln
import pandas as pd

@ln.tracked()
def subset_dataframe(input_artifact_key: str, output_artifact_key: str, subset_rows: int = 2, subset_cols: int = 2) -> None:
    artifact = ln.Artifact.get(key=input_artifact_key)
    dataset = artifact.load()
    new_data = dataset.iloc[:subset_rows, :subset_cols]
    ln.Artifact.from_df(new_data, key=output_artifact_key).save()
attempt(lambda: subset_dataframe("a.parquet", "b.parquet"))
ln.Param(name="subset_rows", dtype="int").save()
ln.Param(name="subset_cols", dtype="int").save()
ln.Param(name="input_artifact_key", dtype="str").save()
attempt(lambda: ln.Param(name="output_artifact_key", dtype="str").save())
attempt(lambda: ln.track(params={"subset_rows": 3}))
df = ln.core.datasets.small_dataset1(otype="DataFrame")
input_artifact_key = "my_analysis/dataset.parquet"
artifact = ln.Artifact.from_df(df, key=input_artifact_key).save()
output_artifact_key = input_artifact_key.replace(".parquet", "_subsetted.parquet")
attempt(lambda: subset_dataframe(input_artifact_key, output_artifact_key))
attempt(lambda: subsetted_artifact.view_lineage() is None)
attempt(lambda: subsetted_artifact.run.params.get_values())
attempt(lambda: subsetted_artifact.run.initiated_by_run)
attempt(lambda: subsetted_artifact.run.transform)
attempt(lambda: subset_dataframe(input_artifact_key, output_artifact_key, subset_cols=3))
subsetted_artifact = ln.Artifact.get(key=output_artifact_key)
attempt(lambda: subsetted_artifact.run.params.get_values())
attempt(lambda: subsetted_artifact.versions.df())
attempt(lambda: ln.Run.df(include=["transform__key", "initiated_by_run__id"]))
attempt(lambda: ln.Transform.df())
param_values = subsetted_artifact.run.params.get_values()
attempt(lambda: ln.Run.params.filter(subset_cols=3).df())
attempt(lambda: ln.Run.filter(transform__key__contains="subset").count())
@ln.tracked(uid="uniqueFunc01")
def summarize(key):
    frame = ln.Artifact.get(key=key).load()
    return frame.describe()
attempt(lambda: summarize(output_artifact_key))
attempt(lambda: summarize("nope"))
attempt(lambda: ln.Run.df().finished_at.isna().tolist())
attempt(lambda: subset_dataframe(input_artifact_key=artifact, output_artifact_key="c.parquet"))
@ln.tracked()
def outer(n: int):
    return inner(n) + 1
@ln.tracked()
def inner(n: int):
    return n * 2
attempt(lambda: outer(4))
ln.Param(name="n", dtype="int").save()
attempt(lambda: outer(4))
attempt(lambda: ln.Run.filter(transform__key__endswith="inner").one().initiated_by_run.transform.key.split("/")[-1])
attempt(lambda: outer("text"))
attempt(lambda: [r.transform.type for r in ln.Run.filter().order_by("id")])
attempt(lambda: ln.context.run.params.get_values())
