"""What goes wrong: an error of the class that lamindb raises, with what and which, and nothing half written.

The native side of the same list is src/artifacts/bad_input_test.cpp, src/instance/instance_test.cpp and tests/cases.
"""

import os
import pathlib
import sqlite3
import threading
import time

import pandas as pd
import pytest

ON_SQLITE = os.environ.get("LAMIN_TEST_ON") != "postgres"
LATIN = os.fsdecode(b"caf\xe9.txt")


@pytest.fixture(autouse=True)
def nothing_is_left(ln, folder):
    """Rows and stored bytes are the same after each test of this file that does not save."""
    root = pathlib.Path(str(ln.settings.storage.root)) / ".lamindb"
    objects = {path.name for path in root.iterdir() if "lamin.db" not in path.name}
    rows = ln.Artifact.filter(_branch_code=None).count()
    yield
    assert ln.Artifact.filter(_branch_code=None).count() == rows
    assert {path.name for path in root.iterdir() if "lamin.db" not in path.name} == objects


def written(name, text="text"):
    pathlib.Path(name).write_text(text)
    return name


@pytest.mark.parametrize(("make", "kind", "text"), [
    (lambda ln: ln.Artifact("missing.txt", key="m.txt"), FileNotFoundError, "missing.txt"),
    (lambda ln: ln.Artifact(os.makedirs("empty") or "empty", key="empty"), ValueError, "The folder holds no files"),
    (lambda ln: ln.Artifact(written("a.txt"), key="x/.lamindb/a.txt"), ValueError,
     "Do not pass key that contains a managed storage path in `.lamindb/`"),
    (lambda ln: ln.Artifact(written("a.txt"), key="a.csv"), "InvalidArgument",
     "The suffix '.txt' of the provided path is inconsistent, it should be '.csv'"),
    (lambda ln: ln.Artifact(written("a.txt")), ValueError, "Pass one of key, run or description as a parameter"),
    (lambda ln: ln.Artifact(written("a.txt"), key=LATIN), UnicodeEncodeError, "surrogates not allowed"),
    (lambda ln: ln.Artifact(3, key="x"), TypeError, "data has to be a string, Path, UPath"),
    (lambda ln: ln.Artifact.from_df(3, key="x.parquet"), NotImplementedError, "pass a path instead!"),
    (lambda ln: ln.Artifact.from_df(pd.DataFrame({"a": [1]}), key="x.txt"), "InvalidArgument", "should be '.parquet'"),
    (lambda ln: ln.Artifact(os.fsdecode(b"caf\xe9 missing.txt"), key="m.txt"), FileNotFoundError, "missing.txt"),
    (lambda ln: ln.Artifact.get("notThereAtAll"), "DoesNotExist", ""),  # without a text, as there; the uid is a note
])
def test_each_mistake_has_its_class_and_says_which(ln, make, kind, text):
    kind = getattr(ln.errors, kind) if isinstance(kind, str) else kind
    with pytest.raises(kind) as caught:
        make(ln)
    assert text in "\n".join([str(caught.value), *getattr(caught.value, "__notes__", [])])


def test_a_file_whose_name_is_not_utf8_is_saved(ln):
    pathlib.Path(LATIN).write_text("latin")
    artifact = ln.Artifact(LATIN, key="cafe.txt").save()
    assert artifact.path.read_text() == "latin"
    folder = pathlib.Path("folder")
    folder.mkdir()
    (folder / LATIN).write_text("inside")
    several = ln.Artifact(folder, key="folder").save()
    assert several.n_files == 1 and (several.cache() / LATIN).read_text() == "inside"
    artifact.delete(permanent=True)
    several.delete(permanent=True)


def test_a_file_that_may_not_be_read(python, tmp_path):
    os.chmod(written(tmp_path / "secret.txt"), 0)
    os.chmod(tmp_path, 0o755)
    assert "secret.txt" in python(f"""
        import os
        from lamindb_setup.core.hashing import hash_file
        if os.geteuid() == 0:
            os.seteuid(65534)
        try:
            hash_file({str(tmp_path / "secret.txt")!r})
        except PermissionError as error:
            print(error)
    """)


def test_a_taken_uid_is_an_integrity_error_with_its_column(ln):
    first, second = ln.ULabel(name="the first").save(), ln.ULabel(name="the second")
    second.uid = first.uid
    from django.db.utils import IntegrityError

    with pytest.raises(IntegrityError, match="uid"):
        second.save()
    assert ln.ULabel.filter(name="the second").count() == 0
    first.delete()


def test_a_file_that_is_gone_by_the_time_it_is_saved(ln):
    gone = ln.Artifact(written("gone.txt", "gone"), key="gone.txt")
    os.remove("gone.txt")
    with pytest.raises(FileNotFoundError, match="gone.txt"):
        gone.save()


def test_a_file_that_grows_while_it_is_hashed_is_told_or_hashed_as_it_was(ln):
    path, stop = pathlib.Path("growing.bin"), threading.Event()
    path.write_bytes(b"x" * 4_000_000)

    def grow():
        with path.open("ab") as file:
            while not stop.is_set():
                file.write(b"y")
                file.flush()
                time.sleep(0.0005)

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        with pytest.raises(OSError, match="changed while it was read"):
            for _ in range(200):
                ln.Artifact(path, key="growing.bin")
    finally:
        stop.set()
        writer.join()


@pytest.mark.skipif(not ON_SQLITE, reason="one file is locked on SQLite only")
def test_a_locked_database_is_waited_for(ln):
    database = pathlib.Path(str(ln.settings.storage.root)) / ".lamindb/lamin.db"
    holder = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.5, holder.rollback)
    release.start()
    started = time.monotonic()
    label = ln.ULabel(name="after the lock").save()
    assert time.monotonic() - started > 0.3 and label.id is not None
    release.join()
    holder.close()
    label.delete()
