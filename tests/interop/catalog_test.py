"""`lamin init` of both sides makes the same database and the same settings files."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from databases import SqliteFile

MODULE_SETS = ["", "bionty", "bionty,wetlab"]


class Fresh:
    """An instance that a side has just made, under the name `catalog`."""

    def __init__(self, side, folder: Path, modules: str):
        self.home = folder / "home"
        self.folder = folder
        self.storage = folder / "catalog"
        arguments = ["init", "--storage", "./catalog"] + (["--modules", modules] if modules else [])
        side.call_lamin(*arguments, home=self.home, folder=folder)
        self.database = self.storage / ".lamindb" / "lamin.db"

    def statements(self) -> dict[str, str]:
        with sqlite3.connect(self.database) as connection:
            return dict(connection.execute("SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL"))

    def pragma(self, name: str):
        with sqlite3.connect(self.database) as connection:
            return connection.execute(f"PRAGMA {name}").fetchone()[0]

    def rows(self, table: str, leave_out: tuple[str, ...] = ()) -> list[dict]:
        """Rows without times, and with the folder and the key of BioPortal taken out."""
        found = SqliteFile(self.database).rows(table, "id")
        return [
            {name: self._plain(value) for name, value in row.items() if name not in ("created_at", "updated_at", *leave_out)}
            for row in found
        ]

    def settings(self) -> dict[str, str]:
        """Names and contents of the files under ~/.lamin."""
        files = sorted(path for path in (self.home / ".lamin").rglob("*") if path.is_file())
        return {str(path.relative_to(self.home)): self._plain(path.read_text()) for path in files}

    def _plain(self, value):
        if not isinstance(value, str):
            return value
        return re.sub(r"apikey=[^&]*", "apikey=<key>", value).replace(str(self.folder), "<folder>")


@pytest.fixture(scope="module", params=MODULE_SETS, ids=["none", "bionty", "bionty+wetlab"])
def pair(request, ours, reference, tmp_path_factory):
    return tuple(
        Fresh(side, tmp_path_factory.mktemp(side.name), request.param) for side in (ours, reference)
    )


def test_same_tables_and_indexes_by_name(pair):
    mine, theirs = pair
    assert sorted(mine.statements()) == sorted(theirs.statements())


def test_same_statement_for_every_table_and_index(pair):
    mine, theirs = pair
    expected = theirs.statements()
    different = {name: (sql, expected[name]) for name, sql in mine.statements().items() if sql != expected.get(name)}
    assert different == {}


def test_same_columns_in_the_same_order(pair):
    mine, theirs = pair
    for name in theirs.statements():
        if name.startswith("table "):
            table = name.removeprefix("table ")
            assert _columns(mine.database, table) == _columns(theirs.database, table), table


def test_same_pragmas(pair):
    mine, theirs = pair
    for name in ("user_version", "application_id", "page_size", "encoding", "auto_vacuum"):
        assert mine.pragma(name) == theirs.pragma(name), name


def test_same_migrations_in_the_same_order(pair):
    # The order of bionty and wetlab among themselves is that of an unordered set upstream.
    mine, theirs = pair
    apps = {row["app"] for row in theirs.rows("django_migrations")}
    for group in [apps - {"bionty", "wetlab"}, {"bionty"}, {"wetlab"}]:
        assert _migrations(mine, group) == _migrations(theirs, group)


def test_same_content_types(pair):
    mine, theirs = pair
    assert _content_types(mine) == _content_types(theirs)


@pytest.mark.parametrize("table, random", [("lamindb_space", ()), ("lamindb_user", ()), ("lamindb_storage", ("uid",))])
def test_same_default_rows(pair, table, random):
    mine, theirs = pair
    assert mine.rows(table, random) == theirs.rows(table, random)


def test_same_public_sources(pair):
    mine, theirs = pair
    if "table bionty_source" not in theirs.statements():
        pytest.skip("no module bionty in this instance")
    assert mine.rows("bionty_source") == theirs.rows("bionty_source")


def test_no_other_rows(pair):
    mine, theirs = pair
    assert _counts(mine) == _counts(theirs)


def test_same_settings_files(pair):
    mine, theirs = pair
    assert mine.settings() == theirs.settings()


def test_same_files_in_the_storage(pair):
    mine, theirs = pair
    assert _files(mine.storage) == _files(theirs.storage)
    uid = (mine.storage / ".lamindb" / "storage_uid.txt").read_text()
    assert uid == SqliteFile(mine.database).rows("lamindb_storage")[0]["uid"]
    assert re.fullmatch(r"[0-9A-Za-z]{12}", uid)


def _columns(database: Path, table: str) -> list:
    with sqlite3.connect(database) as connection:
        return connection.execute(f'PRAGMA table_info("{table}")').fetchall()


def _migrations(instance: Fresh, apps: set[str]) -> list:
    return [(row["app"], row["name"]) for row in instance.rows("django_migrations") if row["app"] in apps]


def _content_types(instance: Fresh) -> set:
    return {(row["app_label"], row["model"]) for row in instance.rows("django_content_type")}


def _counts(instance: Fresh) -> dict[str, int]:
    with sqlite3.connect(instance.database) as connection:
        names = [name.removeprefix("table ") for name in instance.statements() if name.startswith("table ")]
        counted = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
    return {name: count for name, count in counted.items() if count and name != "sqlite_sequence"}


def _files(storage: Path) -> list[str]:
    # A write-ahead log beside the database is allowed: lamindb 1.3.2 opens such a file.
    found = (str(path.relative_to(storage)) for path in storage.rglob("*") if path.is_file())
    return sorted(name for name in found if not name.endswith(("-wal", "-shm")))
