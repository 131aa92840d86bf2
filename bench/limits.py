"""What the machine itself takes for the heart of a case: the bare statement, the bare copy, an empty process.

Each function measures one limit in the instance that the case has just run in, and gives milliseconds (megabytes for
memory).  Its docstring says what was measured; the table prints it.
"""

import ctypes
import hashlib
import os
import pathlib
import sqlite3
import statistics
import subprocess
import time
from dataclasses import dataclass

CASES = pathlib.Path(__file__).resolve().parent / "cases"


@dataclass
class Place:
    store: pathlib.Path  # the instance that the case has run in
    work: pathlib.Path  # its working directory
    fresh: pathlib.Path  # an instance as `lamin init` leaves it
    python: str

    @property
    def database(self):
        return self.store / ".lamindb/lamin.db"


def median_of(call, repeat=5):
    """Milliseconds of `call`, by the clock."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def opened(path):
    """A connection as durable as ours: one flush a commit."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    return connection


def written(path, content):
    """A new file whose bytes are on the disk."""
    file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o644)
    os.write(file, content)
    os.fsync(file)
    os.close(file)


def program(place):
    """an empty program, `/bin/true`"""
    return median_of(lambda: subprocess.run(["/bin/true"]), 15)


def program_and_schema(place):
    """an empty program, and SQLite reading the schema"""

    def read_schema():
        connection = sqlite3.connect(place.database)
        connection.execute("select id from lamindb_artifact limit 20").fetchall()
        connection.close()

    return program(place) + median_of(read_schema)


def python(place):
    """an empty Python"""
    return median_of(lambda: subprocess.run([place.python, "-c", ""]), 9)


def python_with_pandas(place):
    """Python importing pandas and pyarrow"""
    return median_of(lambda: subprocess.run([place.python, "-c", "import pandas, pyarrow"]), 3)


def python_memory(place):
    """an empty Python"""
    show = f"import sys; sys.path.append({str(CASES)!r}); import timing; print(timing.peak_memory())"
    return float(subprocess.run([place.python, "-c", show], capture_output=True, text=True).stdout)


def catalog(place):
    """SQLite executing the statements of the new database in one transaction, flushed"""
    source = sqlite3.connect(place.fresh / ".lamindb/lamin.db")
    text = "\n".join(source.iterdump())
    source.close()

    def replay():
        target = place.work / f"catalog{time.monotonic_ns()}.db"
        connection = sqlite3.connect(target)
        connection.executescript(text)
        connection.close()

    return median_of(replay)


def file_and_row(place):
    """a program that copies and flushes the file, and one flushed insert"""
    copy = median_of(lambda: subprocess.run(["dd", "if=a.txt", f"of=b{time.monotonic_ns()}", "conv=fsync", "status=none"],
                                            cwd=place.work))
    return copy + one_insert(place)


def one_insert(place):
    connection = opened(place.database)
    figure = median_of(lambda: insert_labels(connection, [f"limit {time.monotonic_ns()}"]))
    connection.close()
    return figure


def insert_labels(connection, names):
    connection.execute("begin")
    connection.executemany(
        "insert into lamindb_ulabel (uid, name, is_type, space_id, created_by_id, created_at, updated_at, _branch_code)"
        " values (lower(hex(randomblob(6))), ?, 0, 1, 1, '2025-04-01 17:42:41.250000', '2025-04-01 17:42:41.250000', 1)",
        ((name,) for name in names))
    connection.execute("commit")


def label_rows(place):
    """SQLite inserting 50,000 rows with their indexes, flushed"""
    connection = opened(place.database)
    figure = median_of(lambda: insert_labels(connection, [f"limit {number}" for number in range(50_000)]), 1)
    connection.close()
    return figure


def statements(place, column):
    connection = sqlite3.connect(place.database)
    values = connection.execute(f"select {column} from lamindb_artifact where id between 10000 and 10199").fetchall()
    question = f"select * from lamindb_artifact where {column} = ?"
    figure = median_of(lambda: [connection.execute(question, value).fetchone() for value in values]) / len(values)
    connection.close()
    return figure


def by_uid(place):
    """one prepared statement in Python's sqlite3"""
    return statements(place, "uid")


def by_key(place):
    """one prepared statement in Python's sqlite3"""
    return statements(place, "key")


def fetched(place, question):
    connection = sqlite3.connect(place.database)
    figure = median_of(lambda: connection.execute(question).fetchall(), 3)
    connection.close()
    return figure


def artifact_rows(place):
    """the statement in Python's sqlite3, rows as tuples"""
    return fetched(place, "select * from lamindb_artifact order by id desc")


def artifact_labels(place):
    """the join in Python's sqlite3, rows as tuples"""
    return fetched(place, "select a.uid, a.key, a.description, l.name from lamindb_artifact a"
                          " left join lamindb_artifactulabel k on k.artifact_id = a.id"
                          " left join lamindb_ulabel l on l.id = k.ulabel_id order by a.id desc")


def label_names(place):
    """SQLite's names as 50,000 Python texts"""
    return fetched(place, "select name from lamindb_ulabel")


def names_in_memory(place):
    connection = sqlite3.connect(place.database)
    text = "\0".join(row[0] for row in connection.execute("select name from lamindb_ulabel"))
    connection.close()
    return text.encode()


def pass_over_names(place):
    """one pass over the names in memory"""
    names = names_in_memory(place)
    return median_of(lambda: names.find(b"no such name"), 9)


def names_in_one_statement(place):
    """one statement with 500 names in Python's sqlite3, rows as tuples"""
    connection = sqlite3.connect(place.database)
    names = [row[0] for row in connection.execute("select name from lamindb_ulabel where id % 100 = 1 limit 500")]
    question = f"select * from lamindb_ulabel where name in ({', '.join('?' * len(names))})"
    figure = median_of(lambda: connection.execute(question, names).fetchall())
    connection.close()
    return figure


def flushed_files(place):
    """a file written and flushed, and one flushed insert"""
    connection = opened(place.database)
    folder = place.work / "limit"
    folder.mkdir(exist_ok=True)

    def work():
        for number in range(200):
            written(folder / str(number), b"content" * 60)
            insert_labels(connection, [f"limit {time.monotonic_ns()}"])

    figure = median_of(work, 1) / 200
    connection.close()
    return figure


def files_flushed_together(place):
    """1,000 files written, one `syncfs`, 1,000 rows in one flushed transaction"""
    connection = opened(place.database)
    folder = place.work / "limit"
    folder.mkdir(exist_ok=True)
    libc = ctypes.CDLL(None)

    def work():
        for number in range(1000):
            (folder / str(number)).write_bytes(b"content" * 60)
        descriptor = os.open(folder, os.O_RDONLY)
        libc.syncfs(descriptor)
        os.close(descriptor)
        insert_labels(connection, [f"limit {number}" for number in range(1000)])

    figure = median_of(work, 1) / 1000
    connection.close()
    return figure


def shell(place, line):
    return median_of(lambda: subprocess.run(line, shell=True, cwd=place.work, stdout=subprocess.DEVNULL), 3)


def read_folder(place):
    """`cat` of the 10,000 files by two processes"""
    return shell(place, "find folder -type f -print0 | xargs -0 -P 2 -n 2500 cat")


def stat_folder(place):
    """`find -size`, a `stat` of each of the 10,000 files"""
    return shell(place, "find folder -type f -size +1G")


def chain_of_sha1(place):
    """SHA-1 of 50 MiB in memory, one chain"""
    content = bytes(50 << 20)
    return median_of(lambda: hashlib.sha1(content).digest())


def links_one_by_one(place):
    """1,000 flushed inserts"""
    return 1000 * one_insert(place)


def recursive(place, question):
    connection = sqlite3.connect(place.database)
    figure = median_of(lambda: connection.execute(question).fetchall(), 9)
    connection.close()
    return figure


def ladder(place):
    """one recursive statement"""
    return recursive(place, """with recursive above(id) as (
        select max(id) from lamindb_artifact
        union
        select link.artifact_id from above join lamindb_artifact made on made.id = above.id
        join lamindb_artifact_input_of_runs link on link.run_id = made.run_id)
        select * from above join lamindb_artifact using (id)""")


def parents(place):
    """one recursive statement"""
    return recursive(place, """with recursive above(id) as (
        select max(id) from lamindb_ulabel
        union
        select link.to_ulabel_id from above join lamindb_ulabel_parents link on link.from_ulabel_id = above.id)
        select * from above join lamindb_ulabel using (id)""")
