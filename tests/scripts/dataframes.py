"""df: columns, order, types, empty registries, included relations."""

from pathlib import Path

import lamindb as ln
import pandas as pd
from attempt import attempt, title

pd.set_option("display.width", 400)
pd.set_option("display.max_columns", 60)

title("empty")
for name in "Artifact ULabel Transform Run Collection Schema Feature Project".split():
    frame = getattr(ln, name).df()
    print(name, list(frame.columns), sorted(set(map(str, frame.dtypes))), frame.index)

title("filled")
kind = ln.ULabel(name="Kind", is_type=True).save()
ln.ULabel(name="a", type=kind, description="described").save()
ln.ULabel(name="b").save()
print(ln.ULabel.df().drop(columns="created_at"))
print(ln.ULabel.df().dtypes)
print(ln.ULabel.df().index.name, ln.ULabel.df().index.tolist())
print(ln.ULabel.df(limit=1).name.tolist(), ln.ULabel.filter().order_by("id").df().name.tolist())
print(ln.ULabel.filter(type=None).df().dtypes.type_id, ln.ULabel.filter(type__isnull=False).df().dtypes.type_id)
print(ln.ULabel.filter(name="none").df())

title("artifacts")
for number in range(3):
    Path(f"{number}.csv").write_text("a\n" * (number + 1))
    ln.Artifact(f"{number}.csv", key=f"k/{number}.csv", kind="dataset" if number else None, run=False).save()
frame = ln.Artifact.df()
print(list(frame.columns))
print(frame.dtypes)
print(frame[["key", "suffix", "kind", "size", "n_files", "version", "is_latest"]])
first = ln.Artifact.get(key="k/0.csv")
first.version = "1"
first.save()
first.ulabels.add(ln.ULabel.get(name="a"), ln.ULabel.get(name="b"))

title("include")
print(ln.Artifact.filter().order_by("id").df(include="ulabels__name"))
print(ln.Artifact.filter().order_by("id").df(include=["ulabels__name", "created_by__handle"]))
print(ln.ULabel.filter().order_by("id").df(include=["type__name", "records__name"]))
attempt(lambda: ln.ULabel.df(include="nonsense").shape)
print(ln.Artifact.filter(key="none").df(include="ulabels__name").columns.tolist())

title("others")
for name in "User Storage Space".split():
    frame = getattr(ln, name).df()
    print(name, dict(frame.dtypes.astype(str)))
print(first.ulabels.df()[["name", "is_type"]])
print(first.versions.df()[["key", "version"]])
