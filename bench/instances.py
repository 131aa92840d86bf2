"""The instances that the cases run in, filled by SQL: what is measured is not how they came to be."""

import random
import sqlite3
import string

ROWS = 50_000


def fill(database):
    alphabet = string.digits + string.ascii_letters
    generator = random.Random(1)
    uid = lambda length: "".join(generator.choices(alphabet, k=length))  # noqa: E731
    connection = sqlite3.connect(database)
    now = "2025-04-01 17:42:41.250000"
    connection.executemany(
        "insert into lamindb_ulabel (uid, name, is_type, space_id, created_by_id, created_at, updated_at, _branch_code)"
        " values (?, ?, 0, 1, 1, ?, ?, 1)", ((uid(8), f"sample {number} of study {number % 97}", now, now) for number in range(ROWS)))
    connection.executemany(
        "insert into lamindb_artifact (uid, key, suffix, size, hash, _hash_type, _key_is_virtual, _overwrite_versions, is_latest,"
        " space_id, storage_id, created_by_id, created_at, updated_at, _branch_code)"
        " values (?, ?, '.csv', ?, ?, 'md5', 1, 0, 1, 1, 1, 1, ?, ?, 1)",
        ((uid(16) + "0000", f"study{number % 97}/table{number}.csv", number, uid(22), now, now) for number in range(ROWS)))
    connection.executemany(
        "insert into lamindb_artifactulabel (artifact_id, ulabel_id, created_by_id, created_at) values (?, ?, 1, ?)",
        ((number, label, now) for number in range(1, ROWS + 1) for label in (1 + number % 500, 501 + number % 500)))
    connection.commit()
    connection.close()


def fill_labels(database, count):
    """Many labels; the indexes are made when the rows are there."""
    alphabet = string.digits + string.ascii_letters
    generator = random.Random(2)
    now = "2025-04-01 17:42:41.250000"
    connection = sqlite3.connect(database)
    indexes = connection.execute("select name, sql from sqlite_schema where type = 'index' and tbl_name = 'lamindb_ulabel'"
                                 " and sql is not null").fetchall()
    for name, _ in indexes:
        connection.execute(f'drop index "{name}"')
    connection.executemany(
        "insert into lamindb_ulabel (uid, name, is_type, space_id, created_by_id, created_at, updated_at, _branch_code)"
        " values (?, ?, 0, 1, 1, ?, ?, 1)",
        (("".join(generator.choices(alphabet, k=8)), f"sample {number} of study {number % 97}", now, now)
         for number in range(count)))
    for _, text in indexes:
        connection.execute(text)
    connection.commit()
    connection.close()
