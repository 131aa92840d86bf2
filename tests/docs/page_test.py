"""The pages of docs/guide that are written in Python and shell, block by block (run_guide.py)."""

import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("page", ["hierarchies"])
def test_the_blocks_of_a_page_run(page):
    python = pathlib.Path(os.environ["LAMIN_PYTHON"]).absolute()
    done = subprocess.run([sys.executable, ROOT / "tests/docs/run_guide.py", "--lamin", python.parent / "lamin", "--python", python,
                           ROOT / f"docs/guide/{page}.md"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
