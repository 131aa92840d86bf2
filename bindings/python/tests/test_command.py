"""The command `lamin` over what Python made."""

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
