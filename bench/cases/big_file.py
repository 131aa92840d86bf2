"""A file of 1 GiB: the hash."""
import os

import lamindb as ln
from timing import milliseconds, report

ln.settings.creation.artifact_silence_missing_run_warning = True
with open("big.bin", "wb") as file:
    block = os.urandom(1 << 20)
    for _ in range(1024):
        file.write(block)
ln.Artifact("big.bin", key="big.bin")
report(ms=milliseconds(lambda: ln.Artifact("big.bin", key="big.bin"), 5))
