"""1,000 small files made and saved with one `ln.save`; milliseconds a file."""
import pathlib

import lamindb as ln
from timing import milliseconds, report

ln.settings.creation.artifact_silence_missing_run_warning = True
pathlib.Path("files").mkdir()
for number in range(1000):
    pathlib.Path(f"files/{number}.txt").write_text(f"content of file {number}\n" * 20)
ln.Artifact("files/0.txt", key="files/0.txt").save()


def work():
    ln.save([ln.Artifact(f"files/{number}.txt", key=f"files/{number}.txt") for number in range(1, 1000)])


report(ms=milliseconds(work) / 999)
