"""Inputs and outputs of runs, and the transforms before a transform."""

from pathlib import Path

import lamindb as ln
import pandas as pd
from attempt import attempt, title

title("without a run")
Path("in.csv").write_text("a,b\n1,2\n")
raw = ln.Artifact("in.csv", key="in.csv").save()
raw.load()
attempt(lambda: raw.load(is_run_input=True))
raw.cache()
attempt(lambda: print(raw.view_lineage()))

title("a first pipeline")
ln.track(ln.Transform(key="first.nf", type="pipeline"))
Path("one.csv").write_text("a,b\n1,2\n3,4\n")
one = ln.Artifact("one.csv", key="one.csv").save()
raw.load()
one.load()
print(ln.context.run.input_artifacts.list("key"), ln.context.run.output_artifacts.list("key"))
ln.finish()

title("a second one")
ln.track(ln.Transform(key="second.nf", type="pipeline"))
frame = ln.Artifact.get(key="one.csv").load()
ln.Artifact.get(key="in.csv").cache(is_run_input=False)
two = ln.Artifact.from_df(frame, key="two.parquet").save()
print(ln.context.run.input_artifacts.list("key"), ln.context.transform.predecessors.list("key"))
print(two.run.transform.key, two.transform.key, one.transform.successors.list("key"))
print(one.input_of_runs.count())

title("made again by another run")
again = ln.Artifact("one.csv", key="one.csv")
again.save()
print(again == one, again.run.transform.key, [run.transform.key for run in again._subsequent_runs.all()])
ln.finish()

title("queries over lineage")
print(ln.Artifact.filter(run__transform__key="second.nf").list("key"))
print(ln.Artifact.filter(transform__key="first.nf").list("key"))
print(ln.Artifact.filter(input_of_runs__transform__key="second.nf").list("key"))
print(ln.Transform.filter(predecessors__key="first.nf").list("key"))
print(ln.Run.filter(input_artifacts__key="one.csv").count())
print(ln.Run.filter(transform__key__startswith="f").count())
print(type(two.view_lineage()).__name__, type(two.transform.view_lineage()).__name__)
print(pd.DataFrame(ln.Run.filter().order_by("id").values("id", "transform__key")))
