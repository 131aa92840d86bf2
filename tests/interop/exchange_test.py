"""Each side opens, reads and writes the other's instance, by turns, over one settings directory."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parent / "exchange"
ADDRESS = re.compile(r"0x[0-9a-f]+")


class Shared:
    """One instance, in one folder, with one HOME, that both sides use."""

    def __init__(self, maker, other, folder: Path):
        self.maker, self.other, self.folder = maker, other, folder
        self.home = folder / "home"
        self.database = folder / "shared" / ".lamindb" / "lamin.db"
        for script in SCRIPTS.glob("*.py"):
            shutil.copy(script, folder)
        self.lamin(maker, "init", "--storage", "./shared", "--modules", "bionty")
        self.made = self.catalog()

    def lamin(self, side, *arguments, **options) -> str:
        return side.call_lamin(*arguments, home=self.home, folder=self.folder, **options).stdout

    def write(self, side, name: str) -> None:
        side.run([side.python, "write.py", name], self.home, self.folder)

    def read(self, side) -> str:
        done = side.run([side.python, "read.py"], self.home, self.folder)
        return ADDRESS.sub("<address>", done.stdout)

    def catalog(self) -> set[str]:
        with sqlite3.connect(self.database) as connection:
            return {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}

    def ask(self, statement: str) -> list:
        with sqlite3.connect(self.database) as connection:
            return connection.execute(statement).fetchall()


@pytest.fixture(scope="module", params=["made by ours", "made by the reference"])
def shared(request, our_python, reference, tmp_path_factory):
    sides = (our_python, reference) if request.param == "made by ours" else (reference, our_python)
    instance = Shared(*sides, tmp_path_factory.mktemp("exchange"))
    instance.write(instance.maker, "first")
    instance.write(instance.other, "second")
    instance.write(instance.maker, "third")
    return instance


def test_both_read_the_same(shared):
    assert shared.read(shared.other) == shared.read(shared.maker)


def test_every_writer_left_its_records(shared):
    keys = {key for (key,) in shared.ask("SELECT key FROM lamindb_artifact WHERE _branch_code = 1")}
    assert {"first/file.txt", "second/file.txt", "third/file.txt"} <= keys
    assert shared.ask("SELECT count(*) FROM lamindb_artifact WHERE key = 'again.txt'") == [(1,)]
    assert shared.ask("SELECT count(*) FROM lamindb_ulabel WHERE name = 'Kind'") == [(1,)]


def test_versions_go_on_across_the_sides(shared):
    versions = shared.ask("SELECT uid, is_latest FROM lamindb_artifact WHERE key = 'shared.txt' ORDER BY id")
    assert len({uid[:16] for uid, _ in versions}) == 1
    assert [uid[16:] for uid, _ in versions] == ["0000", "0001", "0002"]
    assert [latest for _, latest in versions] == [0, 0, 1]


def test_inputs_are_tracked_across_the_sides(shared):
    before = shared.ask(
        "SELECT t.key FROM lamindb_transform_predecessors p JOIN lamindb_transform t ON t.id = p.to_transform_id "
        "JOIN lamindb_transform f ON f.id = p.from_transform_id WHERE f.key = 'third.nf' ORDER BY t.key"
    )
    assert before == [("first.nf",), ("second.nf",)]


def test_database_is_sound_and_its_catalog_unchanged(shared):
    assert shared.ask("PRAGMA integrity_check") == [("ok",)]
    assert shared.ask("PRAGMA foreign_key_check") == []
    assert shared.catalog() == shared.made


def test_both_tell_the_same_of_the_instance(shared):
    told = {side.name: plain(shared.lamin(side, "info")) for side in (shared.maker, shared.other)}
    assert told["ours"] == told["reference"]


def test_both_connect_and_disconnect_by_one_settings_directory(shared):
    settings = shared.home / ".lamin" / "current_instance.env"
    for first, second in ((shared.maker, shared.other), (shared.other, shared.maker)):
        shared.lamin(first, "disconnect")
        assert not settings.exists()
        shared.lamin(second, "connect", "shared")
        assert settings.read_text() == (shared.home / ".lamin" / "instance--anonymous--shared.env").read_text()


def test_file_saved_by_one_command_is_loaded_by_the_other(shared):
    for first, second in ((shared.maker, shared.other), (shared.other, shared.maker)):
        name = f"cli-{first.name}.txt"
        (shared.folder / name).write_text(f"saved by {first.name}")
        shared.lamin(first, "save", name, "--key", f"cli/{name}")
        done = second.call_lamin("load", "artifact", "--key", f"cli/{name}", home=shared.home, folder=shared.folder)
        told = re.search(r"artifact is here: (\S+)", plain(done.stdout + done.stderr))
        assert told and Path(told[1]).read_text() == f"saved by {first.name}"


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)
