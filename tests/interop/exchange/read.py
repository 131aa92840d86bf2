"""Prints everything that stands in the connected instance."""

import lamindb as ln
import pandas as pd

pd.set_option("display.width", 1000)
pd.set_option("display.max_columns", None)
pd.set_option("display.max_colwidth", None)

for name in "Artifact ULabel Transform Run Storage User Space Project Feature".split():
    registry = getattr(ln, name)
    frame = registry.filter().order_by("id").df()
    print(f"\n# {name}\n{frame}\n{frame.dtypes}")

print("\n# artifacts")
for artifact in ln.Artifact.filter(_branch_code=None).order_by("id"):
    print(artifact)
    print(artifact.path, artifact.path.exists(), artifact._branch_code, artifact.run, artifact.transform)
    print(artifact.ulabels.list("name"), artifact.versions.list("uid"), artifact.input_of_runs.list("uid"))
    if artifact.suffix == ".txt":
        print(artifact.path.read_text())
print(ln.Artifact.get(key="table.parquet").load())
print(sorted(path.name for path in ln.Artifact.get(key="folder").cache().iterdir()))

print("\n# relations")
for run in ln.Run.filter().order_by("id"):
    print(run, run.input_artifacts.order_by("id").list("key"), run.output_artifacts.order_by("id").list("key"))
for transform in ln.Transform.filter().order_by("id"):
    print(transform.key, transform.predecessors.order_by("id").list("key"))
for label in ln.ULabel.filter().order_by("id"):
    print(label.name, label.type, label.parents.list("name"), label.artifacts.order_by("id").list("key"))

print("\n# search and get")
print(ln.ULabel.search("label of").list("name"))
print(ln.Artifact.search("file").list("key"))
for artifact in ln.Artifact.filter(key="shared.txt"):
    print(ln.Artifact.get(artifact.uid) == artifact, ln.Artifact.get(artifact.uid[:12]).uid)
