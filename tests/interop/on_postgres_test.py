"""The same on a Postgres server: the catalog, and instances that both sides write to by turns.

LAMIN_TEST_POSTGRES and LAMIN_TEST_POSTGRES_URL name the server (tests/support/postgres.sh); `psql` and `pg_dump` look into it.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parent / "exchange"
ADDRESS = re.compile(r"0x[0-9a-f]+")
NUMBERS = itertools.count(1)
# Tables whose rows a fresh instance has; without what is random or tells the time.
FRESH = {
    "django_migrations": "app, name",
    "django_content_type": "app_label, model",
    "lamindb_space": "id, uid, name, description, created_by_id",
    "lamindb_user": "id, uid, handle, name",
    "lamindb_storage": "id, type, region, _aux, _branch_code, space_id, run_id, created_by_id",
    "bionty_source": "uid, entity, organism, name, version, in_db, currently_used, description, "
    "regexp_replace(url, 'apikey=.*', ''), source_website, md5, _aux, created_by_id",
    "pg_sequences": "sequencename, last_value",
}


@pytest.fixture(scope="session")
def server() -> str:
    if "LAMIN_TEST_POSTGRES_URL" not in os.environ:
        pytest.skip("no Postgres server: see tests/support/postgres.sh")
    return os.environ["LAMIN_TEST_POSTGRES_URL"]


class Instance:
    """An instance that `maker` has made in a new database of the server, and that both sides use."""

    def __init__(self, server: str, maker, other, folder: Path):
        self.maker, self.other, self.folder = maker, other, folder
        self.home = folder / "home"
        self.database = f"lamin_interop_{os.getpid()}_{next(NUMBERS)}"
        subprocess.run(
            ["psql", "-qd", os.environ["LAMIN_TEST_POSTGRES"], "-c", f"CREATE DATABASE {self.database}"], check=True
        )
        self.url = f"{server}/{self.database}"
        for script in SCRIPTS.glob("*.py"):
            shutil.copy(script, folder)
        self.lamin(maker, "init", "--storage", "./shared", "--db", self.url, "--name", "shared", "--modules", "bionty,wetlab")
        self.made = self.catalog()
        self.fresh = {table: self.ask(f"SELECT {columns} FROM {table} ORDER BY 1, 2") for table, columns in FRESH.items()}

    def lamin(self, side, *arguments) -> str:
        return side.call_lamin(*arguments, home=self.home, folder=self.folder).stdout

    def write(self, side, name: str) -> None:
        side.run([side.python, "write.py", name], self.home, self.folder)

    def read(self, side) -> str:
        return ADDRESS.sub("<address>", side.run([side.python, "read.py"], self.home, self.folder).stdout)

    def catalog(self) -> list[str]:
        """The statements that make the catalog, of which the names of databases and random keys are taken out."""
        dump = subprocess.run(["pg_dump", "-s", "-d", self.url], check=True, capture_output=True, text=True).stdout
        return [line for line in dump.splitlines() if "restrict" not in line]

    def ask(self, statement: str) -> list[tuple]:
        done = subprocess.run(
            ["psql", "-qAtd", self.url, "-F", "\t", "-c", statement], check=True, capture_output=True, text=True
        )
        return [tuple(line.split("\t")) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def made_by_ours(server, our_python, reference, tmp_path_factory):
    return Instance(server, our_python, reference, tmp_path_factory.mktemp("ours"))


@pytest.fixture(scope="module")
def made_by_reference(server, our_python, reference, tmp_path_factory):
    return Instance(server, reference, our_python, tmp_path_factory.mktemp("reference"))


def test_same_catalog(made_by_ours, made_by_reference):
    assert made_by_ours.made == made_by_reference.made


@pytest.mark.parametrize("table", FRESH)
def test_same_rows_of_a_fresh_instance(made_by_ours, made_by_reference, table):
    assert made_by_ours.fresh[table] == made_by_reference.fresh[table]


@pytest.fixture(scope="module", params=["made_by_ours", "made_by_reference"])
def shared(request):
    instance = request.getfixturevalue(request.param)
    instance.write(instance.maker, "first")
    instance.write(instance.other, "second")
    instance.write(instance.maker, "third")
    return instance


def test_both_read_the_same(shared):
    assert shared.read(shared.other) == shared.read(shared.maker)


def test_every_writer_left_its_records(shared):
    keys = {key for (key,) in shared.ask("SELECT key FROM lamindb_artifact WHERE _branch_code = 1")}
    assert {"first/file.txt", "second/file.txt", "third/file.txt"} <= keys
    assert shared.ask("SELECT count(*) FROM lamindb_artifact WHERE key = 'again.txt'") == [("1",)]
    assert shared.ask("SELECT count(*) FROM lamindb_ulabel WHERE name = 'Kind'") == [("1",)]


def test_versions_go_on_across_the_sides(shared):
    versions = shared.ask("SELECT uid, is_latest FROM lamindb_artifact WHERE key = 'shared.txt' ORDER BY id")
    assert len({uid[:16] for uid, _ in versions}) == 1
    assert [uid[16:] for uid, _ in versions] == ["0000", "0001", "0002"]
    assert [latest for _, latest in versions] == ["f", "f", "t"]


def test_catalog_is_unchanged(shared):
    assert shared.catalog() == shared.made


def test_both_tell_the_same_of_the_instance(shared):
    # The reference shows the set of modules in any order.
    told = {side.name: re.sub(r"\x1b\[[0-9;]*m", "", shared.lamin(side, "info")) for side in (shared.maker, shared.other)}
    told = {name: text.replace("{'wetlab', 'bionty'}", "{'bionty', 'wetlab'}") for name, text in told.items()}
    assert told["ours"] == told["reference"]
    assert "secret" not in told["ours"]
