"""A folder of 10,000 small files: the hash, and the same again unchanged."""
import os
import time

import lamindb as ln
from timing import milliseconds, report

ln.settings.creation.artifact_silence_missing_run_warning = True
os.makedirs("folder")
for number in range(10000):
    with open(f"folder/{number}.bin", "wb") as file:
        file.write(number.to_bytes(4, "big") * 1024)
time.sleep(3)  # so that no file counts as just written
first = milliseconds(lambda: ln.Artifact("folder", key="folder"))
report(ms=first, again_ms=milliseconds(lambda: ln.Artifact("folder", key="folder"), 3))
