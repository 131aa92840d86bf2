"""The command `lamin` over what Python made."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

import pytest

LAMIN = os.environ.get("LAMIN_BIN") or shutil.which("lamin", path=pathlib.Path(sys.executable).parent)


@pytest.fixture
def lamin(ln):
    """Runs the command with the settings of this process; returns what it prints."""
    if LAMIN is None:
        pytest.skip("the command is not installed")
    return lambda *words: subprocess.run([LAMIN, *words], capture_output=True, text=True, check=False)


def test_load_shows_where_the_members_of_a_collection_are(ln, folder, lamin):
    members = []
    for i in range(12):
        (folder / f"{i}.txt").write_text(f"member {i}")
        members.append(ln.Artifact(f"{i}.txt", key=f"members/{i}.txt").save())
    collection = ln.Collection(members, key="members").save()
    lines = lamin("load", "collection", "--key", "members").stdout.splitlines()
    assert lines[0] == "→ collection paths (12 files):"
    assert lines[1] == f"→   [1/12] {members[0].path}"
    assert [line.split()[1] for line in lines[5:8]] == ["[5/12]", "...", "[8/12]"]
    assert lines[6] == "→   ... 2 more files ..." and len(lines) == 12
    collection.delete(permanent=True)
    missing = lamin("load", "collection", "--key", "nope")
    assert missing.returncode == 1 and "Collection with key=nope does not exist." in missing.stderr


def test_the_schema_is_a_graph(lamin):
    graph = lamin("info", "--schema").stdout
    assert graph.startswith("digraph schema {")
    assert '"lamindb.Artifact" -> "lamindb.Run" [label="run"];' in graph
    assert '"lamindb.Artifact" -> "lamindb.ULabel" [label="ulabels", dir=none];' in graph


def test_saving_a_notebook_attaches_report_and_environment_to_its_run(python, tmp_path, lamin):
    """With a stand-in for nbconvert, which writes what it is asked for."""
    programs = tmp_path / "programs"
    programs.mkdir()
    converter = programs / "jupyter-nbconvert"
    converter.write_text('#!/bin/sh\necho "<html>$7</html>" > "$4/$6"\n')
    converter.chmod(0o755)
    cell = {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [], "source": ["import lamindb as ln\n", "ln.track()"]}
    (tmp_path / "book.ipynb").write_text(json.dumps(
        {"cells": [cell], "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}))
    python("import lamindb as ln; ln.setup.init(storage='store'); ln.track(path='book.ipynb')")
    home = tmp_path / "home"
    environment = {**os.environ, "HOME": str(home), "LAMIN_SETTINGS_DIR": str(home), "LAMIN_CACHE_DIR": str(home / "cache"),
                   "PATH": f"{programs}:{os.environ['PATH']}"}
    for _ in range(2):
        done = subprocess.run([LAMIN, "save", "book.ipynb"], cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert "report is already saved" in done.stderr
    out = python("""
        import lamindb as ln
        run = ln.Transform.get(key="book.ipynb").latest_run
        print(run.report.description == f"Report of run {run.uid}", run.report.path.read_text().strip()[-17:])
        print(run.environment.description, run._is_consecutive)
    """)
    assert out.splitlines()[-2:] == ["True book.ipynb</html>", "requirements.txt True"]
