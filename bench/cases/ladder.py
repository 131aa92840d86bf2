"""Lineage of a ladder: each artifact made from two parents, depth 12 (or as given)."""
import sys

import lamindb as ln
from timing import milliseconds, report

depth = int(sys.argv[1]) if len(sys.argv) > 1 else 12
ln.settings.creation.artifact_silence_missing_run_warning = True
ln.settings.verbosity = "error"
level = []
for step in range(depth):
    made = []
    for side in "ab":
        run = ln.Run(ln.Transform(key=f"step {step}{side}").save()).save()
        with open(f"{step}{side}.txt", "w") as file:
            file.write(f"{step}{side}")
        made.append(ln.Artifact(f"{step}{side}.txt", key=f"{step}{side}.txt", run=run).save())
        if level:
            run.input_artifacts.set(level)
    level = made
report(ms=milliseconds(lambda: level[0].view_lineage()))
