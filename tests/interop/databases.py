"""Looks into the database of an instance: a file of SQLite, or a database of the Postgres server that LAMIN_TEST_POSTGRES
and LAMIN_TEST_POSTGRES_URL name (tests/support/postgres.sh), by way of `psql`."""

from __future__ import annotations

import functools
import itertools
import json
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

NUMBERS = itertools.count(1)
FOREIGN_KEYS = """SELECT c.conrelid::regclass || ' ' || a.attname || ' ' || c.confrelid::regclass FROM pg_constraint c
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] WHERE c.contype = 'f'"""


class SqliteFile:
    """The database of an instance with local storage, where `lamin init` puts it."""

    def __init__(self, path: Path):
        self.path = path

    def tables(self) -> list[str]:
        found = self._ask("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return sorted(row["name"] for row in found)

    def columns(self, table: str) -> list[str]:
        return [row["name"] for row in self._ask(f'PRAGMA table_info("{table}")')]

    def rows(self, table: str, order: str = "rowid") -> list[dict]:
        return self._ask(f'SELECT * FROM "{table}" ORDER BY {order}')

    def move_storage(self, old: Path, new: Path) -> None:
        with sqlite3.connect(self.path) as connection:
            connection.execute("UPDATE lamindb_storage SET root = replace(root, ?, ?)", (str(old), str(new)))

    def _ask(self, statement: str) -> list[dict]:
        with sqlite3.connect(self.path) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(statement)]


class PostgresDatabase:
    """A database of the server, made when it is first named."""

    def __init__(self, template: "PostgresDatabase | None" = None):
        self.name = f"lamin_{os.getpid()}_{next(NUMBERS):04}"
        self.url = f"{os.environ['LAMIN_TEST_POSTGRES_URL']}/{self.name}"
        _psql("postgres", f"CREATE DATABASE {self.name}" + (f" TEMPLATE {template.name}" if template else ""))

    def tables(self) -> list[str]:
        return sorted(self._content)

    def columns(self, table: str) -> list[str]:
        return self._content[table][0]

    def rows(self, table: str, order: str = "id") -> list[dict]:
        keys = [key for key in order.split(", ") if key in self.columns(table)]
        return sorted((dict(row) for row in self._content[table][1]), key=lambda row: [row[key] for key in keys])

    @functools.cached_property
    def _content(self) -> dict[str, tuple[list[str], list[dict]]]:
        """Columns and rows by table, as they are when they are first asked for; in three calls, since each is a process."""
        columns: dict[str, list[str]] = {}
        for line in _psql(self.name, "SELECT table_name || ' ' || column_name FROM information_schema.columns "
                                     "WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"):
            table, column = line.split(" ")
            columns.setdefault(table, []).append(column)
        every = [f"SELECT '{table} ' || row_to_json(t) FROM \"{table}\" AS t" for table in columns]
        rows: dict[str, list[dict]] = {table: [] for table in columns}
        for line in _psql(self.name, "; ".join(every)):
            table, row = line.split(" ", 1)
            rows[table].append(json.loads(row))
        self._close_gaps(rows)
        return {table: (columns[table], rows[table]) for table in columns}

    def _close_gaps(self, rows: dict[str, list[dict]]) -> None:
        """Numbers the rows of each table from 1 in the order of their ids: a sequence does not take back the number of a
        row that was refused, and how often a side tries in vain is its own business."""
        places = {
            table: {key: place for place, key in enumerate(sorted(row["id"] for row in content), start=1)}
            for table, content in rows.items()
            if content and isinstance(content[0].get("id"), int)
        }
        references = (line.split(" ") for line in _psql(self.name, FOREIGN_KEYS))
        keys = [(table, "id", table) for table in places] + [(*reference,) for reference in references]
        for table, column, target in keys:
            for row in rows[table]:
                if target in places and row[column] is not None:
                    row[column] = places[target][row[column]]

    def move_storage(self, old: Path, new: Path) -> None:
        _psql(self.name, f"UPDATE lamindb_storage SET root = replace(root, '{old}', '{new}')")

    def drop(self) -> None:
        _psql("postgres", f"DROP DATABASE {self.name} WITH (FORCE)")


def _psql(database: str, statement: str) -> list[str]:
    address = f"{os.environ['LAMIN_TEST_POSTGRES']} dbname={database}"
    done = subprocess.run(["psql", "-qAtd", address, "-c", statement], check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


class SqliteInstances:
    """Instances in folders, each with its database in its storage."""

    def make(self, side, modules: str, folder: Path) -> None:
        side.call_lamin("init", "--storage", "./store", "--modules", modules, home=folder / "home", folder=folder)

    def copy(self, blank: Path, folder: Path) -> SqliteFile:
        shutil.copytree(blank, folder)
        _rewrite_settings(folder, {str(blank): str(folder)})
        database = SqliteFile(folder / "store" / ".lamindb" / "lamin.db")
        database.move_storage(blank, folder)
        return database

    def remove(self, database) -> None:
        pass  # it goes with its folder


class PostgresInstances:
    """Instances in folders, with databases on the server."""

    def __init__(self):
        self.blanks: dict[Path, PostgresDatabase] = {}

    def make(self, side, modules: str, folder: Path) -> None:
        database = self.blanks[folder] = PostgresDatabase()
        side.call_lamin("init", "--storage", "./store", "--modules", modules, "--db", database.url, "--name", "store",
                        home=folder / "home", folder=folder)

    def copy(self, blank: Path, folder: Path) -> PostgresDatabase:
        shutil.copytree(blank, folder)
        template = self.blanks[blank]
        database = PostgresDatabase(template)
        _rewrite_settings(folder, {str(blank): str(folder), template.name: database.name})
        database.move_storage(blank, folder)
        return database

    def remove(self, database: PostgresDatabase) -> None:
        database.drop()


def _rewrite_settings(folder: Path, changes: dict[str, str]) -> None:
    for settings in (folder / "home" / ".lamin").glob("*.env"):
        text = settings.read_text()
        for old, new in changes.items():
            text = text.replace(old, new)
        settings.write_text(text)
