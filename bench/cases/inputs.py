"""1,000 inputs linked to a run one by one, by `artifact.cache()`."""
import pathlib

import lamindb as ln
from timing import milliseconds, report

pathlib.Path("files").mkdir()
for number in range(1000):
    pathlib.Path(f"files/{number}.txt").write_text(f"input file {number}\n")
ln.settings.creation.artifact_silence_missing_run_warning = True
ln.save([ln.Artifact(f"files/{number}.txt", key=f"files/{number}.txt") for number in range(1000)])
artifacts = ln.Artifact.filter(key__startswith="files/").all().list()
ln.track(ln.Transform(key="pipeline"))


def work():
    for artifact in artifacts:
        artifact.cache()


report(ms=milliseconds(work))
