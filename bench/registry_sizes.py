"""How questions to a registry depend on its size (time of the processor): labels by uid, by name, 500 names at once;
cell types with synonyms by 500 names of which the registry has 300, 100 as synonyms or in other letters; 500 new labels.

    registry_sizes.py [ROWS ...]        60000 1000000 unless given; 10000000 takes minutes and 4 GB

Runs in folders of its own below the working directory, with the `lamindb` of this Python; prints a line for each size.
"""

import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

TIME = """
import json, random, sys, time
import lamindb as ln
rows = int(sys.argv[1])
ln.settings.verbosity = "error"
generator = random.Random(3)
numbers = [generator.randrange(1, rows) for _ in range(1500)]
uids = ["%08x" % (number * 2654435761 & 0xFFFFFFFF) for number in numbers]
names = [f"sample {number} of study {number % 97}" for number in numbers]


def median(call, values, unit):
    for value in values:
        call(value)
    times = []
    for value in values:
        start = time.process_time()
        call(value)
        times.append((time.process_time() - start) * unit)
    return round(sorted(times)[len(times) // 2], 2)


import bionty as bt
mixed = [f"sample {number} of study {number % 97}" for number in numbers[:300]]
mixed += [f"alias {number} here" if number % 2 else f"SAMPLE {number} of study {number % 97}" for number in numbers[300:400]]
mixed += [f"no such sample {number}" for number in numbers[400:500]]
new = [f"new label {number} of {number * 7919 % 1000}" for number in range(500)]


def first(call, values):
    # Of a process: it reads the texts of the registry.
    start = time.process_time()
    call(values)
    return round((time.process_time() - start) * 1e3, 1)


print(json.dumps({
    "rows": rows,
    "from_values_synonyms_first_ms": first(bt.CellType.from_values, mixed),
    "from_values_synonyms_500_ms": median(bt.CellType.from_values, [mixed] * 7, 1e3),
    "standardize_500_ms": median(bt.CellType.standardize, [mixed] * 7, 1e3),
    "new_500_first_ms": first(lambda names: ln.ULabel.from_values(names, create=True), new),
    "new_500_ms": median(lambda names: ln.ULabel.from_values(names, create=True), [new] * 7, 1e3),
    "get_uid_us": median(ln.ULabel.get, uids, 1e6),
    "filter_name_us": median(lambda name: ln.ULabel.filter(name=name).one(), names, 1e6),
    "from_values_500_ms": median(ln.ULabel.from_values, [names[:500]] * 7, 1e3),
}))
"""

INSERT = """
with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ?)
insert into lamindb_ulabel (uid, name, is_type, space_id, created_by_id, created_at, updated_at, _branch_code)
select printf('%08x', (n * 2654435761) & 4294967295), 'sample ' || n || ' of study ' || (n % 97), 0, 1, 1,
       '2025-04-01 17:42:41.250000', '2025-04-01 17:42:41.250000', 1 from numbers
"""


CELL_TYPES = """
with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ?)
insert into bionty_celltype (uid, name, ontology_id, synonyms, space_id, created_by_id, created_at, updated_at, _branch_code)
select printf('%08x', (n * 2654435761) & 4294967295), 'sample ' || n || ' of study ' || (n % 97), 'XX:' || n,
       'alias ' || n || ' here|other alias ' || n, 1, 1, '2025-04-01 17:42:41.250000', '2025-04-01 17:42:41.250000', 1 from numbers
"""


def fill(database, rows, table="lamindb_ulabel", insert=INSERT):
    """The indexes are made when the rows are there."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("pragma cache_size = -1000000")
    connection.execute("begin")
    indexes = connection.execute("select name, sql from sqlite_schema where type = 'index' and tbl_name = ?"
                                 " and sql is not null", (table,)).fetchall()
    for name, _ in indexes:
        connection.execute(f'drop index "{name}"')
    connection.execute(insert, (rows,))
    for _, text in indexes:
        connection.execute(text)
    connection.execute("commit")
    connection.close()


def main():
    for rows in [int(word) for word in sys.argv[1:]] or [60_000, 1_000_000]:
        with tempfile.TemporaryDirectory(dir=".") as folder:
            environment = dict(os.environ, HOME=os.path.abspath(folder), LAMIN_SETTINGS_DIR=os.path.abspath(folder))
            run = lambda *code: subprocess.run([sys.executable, "-c", *code], cwd=folder, env=environment, check=True,  # noqa: E731
                                               capture_output=True, text=True).stdout
            run("import lamindb as ln; ln.setup.init(storage='store', modules='bionty')")
            database = next(pathlib.Path(folder).glob("store/.lamindb/lamin.db"))
            fill(database, rows)
            fill(database, rows, "bionty_celltype", CELL_TYPES)
            print(json.dumps(json.loads(run(TIME, str(rows)).splitlines()[-1])), flush=True)


if __name__ == "__main__":
    main()
