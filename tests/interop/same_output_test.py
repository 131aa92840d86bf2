"""Every script of tests/scripts prints the same on both sides and leaves the same rows.

With LAMIN_TEST_ON=postgres both sides work on instances of a Postgres server (tests/support/postgres.sh).

With LAMIN_KEEP=FOLDER the two normalised texts of each script stay there as NAME.ours.txt and NAME.reference.txt.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import tempfile
from pathlib import Path

import pytest
from databases import PostgresInstances, SqliteInstances
from deviations import settle
from normalise import Normaliser, dump

SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"
SHARED = ("attempt.py", "cells_and_genes.py", "public_tables.py")
NAMES = sorted(path.stem for path in SCRIPTS.glob("*.py") if path.name not in SHARED)
# Packages that take minutes to install: scripts on them run where both sides have them.
OPTIONAL = re.compile(r"^import (mudata|spatialdata|tiledbsoma)\b", re.MULTILINE)

# The environment artifact holds the installed packages, the report holds uids and times, spatialdata writes its version:
# their content differs.  lamindb writes some parts of a store of tiledbsoma once more.
CONTENT_DIFFERS = re.compile(r"description='(requirements\.txt|log streams)|otype='(SpatialData|tiledbsoma)'")
CONTENT = re.compile(r"(hash|size|n_files)=('[^']*'|\d+)")


def pytest_generate_tests(metafunc):
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", NAMES)


ON_POSTGRES = os.environ.get("LAMIN_TEST_ON") == "postgres"


@pytest.fixture(scope="module")
def instances():
    return PostgresInstances() if ON_POSTGRES else SqliteInstances()


@pytest.fixture(scope="module")
def blank_instances(tmp_path_factory, instances):
    """Instances of each side, with module bionty unless the script imports more, made once and copied for every script."""
    made = {}

    def of(side, name: str) -> Path:
        modules = modules_of(name)
        if (side.name, modules) not in made:
            folder = made[side.name, modules] = tmp_path_factory.mktemp(f"blank-{side.name}")
            instances.make(side, modules, folder)
        return made[side.name, modules]

    return of


def modules_of(name: str) -> str:
    """The modules of the instance that a script runs in."""
    return "bionty,wetlab" if "\nimport wetlab" in (SCRIPTS / f"{name}.py").read_text() else "bionty"


class Outcome:
    """What one script printed and stored on one side."""

    def __init__(self, side, name: str, instances, blank: Path, folder: Path):
        database = instances.copy(blank, folder)
        for script in (f"{name}.py", *SHARED):
            shutil.copy(SCRIPTS / script, folder)
        shutil.copytree(SCRIPTS / "modules", folder / "modules", ignore=shutil.ignore_patterns("__pycache__"))
        done = side.run_script(Path(f"{name}.py"), folder / "home", folder, check=False)
        places = {"folder": folder, "database": database.name} if ON_POSTGRES else {"folder": folder}
        normaliser = Normaliser(places)
        normaliser.learn(database)
        self.printed = normaliser.text(done.stdout)
        self.errors = done.stderr
        self.exit_code = done.returncode
        stored = dump(database, Normaliser(places)).splitlines()
        self.rows = "\n".join(CONTENT.sub(r"\1=<content>", row) if CONTENT_DIFFERS.search(row) else row for row in stored)
        instances.remove(database)


@pytest.fixture(scope="module")
def outcomes(our_python, reference, instances, blank_instances):
    """Runs a script once on each side, in folders of equal and short names, and remembers what came of it."""
    # Short: `describe` breaks long lines at the width of the terminal.
    base = Path(tempfile.mkdtemp(prefix="", dir="/tmp"))

    known: dict[str, tuple[Outcome, Outcome]] = {}

    def run(name: str) -> tuple[Outcome, Outcome]:
        known[name] = tuple(
            Outcome(side, name, instances, blank_instances(side, name), base / letter)
            for side, letter in ((our_python, "o"), (reference, "r"))
        )
        keep(name, *known[name])
        return known[name]

    def of(name: str) -> tuple[Outcome, Outcome]:
        if name not in known:
            skip_without_packages(name, our_python, reference, base)
            for letter in "or":
                shutil.rmtree(base / letter, ignore_errors=True)
            return run(name)
        return known[name]

    yield of
    shutil.rmtree(base, ignore_errors=True)


def skip_without_packages(name: str, *sides_and_folder) -> None:
    *sides, folder = sides_and_folder
    for package in OPTIONAL.findall((SCRIPTS / f"{name}.py").read_text()):
        for side in sides:
            found = side.run([side.python, "-c", f"import importlib.util as u; print(u.find_spec({package!r}))"], folder, folder)
            if found.stdout.strip() == "None":
                pytest.skip(f"{side.name} has no {package}")


def keep(name: str, mine: Outcome, theirs: Outcome) -> None:
    folder = os.environ.get("LAMIN_KEEP")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for side, outcome in (("ours", mine), ("reference", theirs)):
            text = f"{outcome.printed}\n\n--- exit code {outcome.exit_code}\n{outcome.errors}\n\n--- rows\n{outcome.rows}\n"
            (Path(folder) / f"{name}.{side}.txt").write_text(text)


def test_prints_the_same(name, outcomes):
    mine, theirs = outcomes(name)
    assert theirs.exit_code == 0, f"the reference fails in {name}:\n{theirs.errors}"
    assert mine.exit_code == 0, f"ours fails in {name}:\n{mine.printed}\n{mine.errors}"
    theirs_printed, mine_printed = settle(name, theirs.printed, mine.printed)
    assert mine_printed == theirs_printed, difference(theirs_printed, mine_printed)


def test_leaves_the_same_rows(name, outcomes):
    mine, theirs = outcomes(name)
    if mine.exit_code != 0:
        pytest.skip("ours stopped early: see the test of what it prints")
    assert mine.rows == theirs.rows, difference(theirs.rows, mine.rows)


def difference(expected: str, found: str) -> str:
    lines = difflib.unified_diff(expected.splitlines(), found.splitlines(), "reference", "ours", lineterm="", n=1)
    return "\n" + "\n".join(line[:400] for line in lines)
