"""Writes into the connected instance under a name: write.py NAME."""

import sys
from pathlib import Path

import lamindb as ln
import pandas as pd

who = sys.argv[1]
ln.settings.verbosity = "error"

kind = ln.ULabel(name="Kind", is_type=True).save()
label = ln.ULabel(name=f"label of {who}", description="ü ß 日本 'quoted'", type=kind).save()
ln.save([ln.ULabel(name=f"{who} bulk {number}") for number in range(3)])
label.parents.add(ln.ULabel.get(name=f"{who} bulk 0"))

ln.track(ln.Transform(key=f"{who}.nf", type="pipeline", description=f"pipeline of {who}"))
for earlier in ln.Artifact.filter(suffix=".txt", is_latest=True).order_by("id"):
    earlier.cache()

Path("file.txt").write_text(f"file of {who}")
own = ln.Artifact("file.txt", key=f"{who}/file.txt", description=f"by {who}").save()
own.ulabels.add(label, ln.ULabel.get(name="Kind"))

Path("shared.txt").write_text(f"shared, now by {who}")
ln.Artifact("shared.txt", key="shared.txt").save()

Path("again.txt").write_text("the same content for everyone")
ln.Artifact("again.txt", key="again.txt").save()

folder = Path("folder")
folder.mkdir(exist_ok=True)
(folder / f"{who}.txt").write_text(who)
ln.Artifact("folder", key="folder").save()

ln.Artifact.from_df(pd.DataFrame({"who": [who], "n": [1]}), key="table.parquet").save()

Path("trash.txt").write_text(f"trash of {who}")
ln.Artifact("trash.txt", key=f"{who}/trash.txt").save().delete()
Path("gone.txt").write_text(f"gone with {who}")
ln.Artifact("gone.txt", key=f"{who}/gone.txt").save().delete(permanent=True)

for former in ln.ULabel.filter(name__endswith="bulk 2").exclude(name__startswith=who):
    former.description = f"changed by {who}"
    former.save()
own.version = "1.0"
own.save()
ln.finish()
