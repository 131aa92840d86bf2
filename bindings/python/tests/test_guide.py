"""The guide: what it tells people to type works, shell and Python."""

import os
import pathlib
import shutil
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
GUIDES = sorted((ROOT / "docs" / "guide").glob("*.md"))


def lamin():
    """The command beside this Python, or that of the build."""
    beside = shutil.which("lamin", path=os.path.dirname(sys.executable))
    return beside or str(ROOT / "build" / "dev" / "src" / "cli" / "lamin")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_block_of_the_guide_runs(guide):
    done = subprocess.run([sys.executable, ROOT / "tests" / "docs" / "run_guide.py", "--lamin", lamin(), "--python",
                           sys.executable, guide], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
