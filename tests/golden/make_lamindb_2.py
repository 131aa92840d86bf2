"""Makes lamindb_2.sql: a small database as lamindb 2.12 leaves it, for src/instance/old_databases_test.cpp.

    python3 -m venv two && two/bin/pip install lamindb==2.12.1
    mkdir work && cd work && HOME=$PWD/.. ../two/bin/lamin init --storage ./store --modules bionty
    HOME=$PWD/.. ../two/bin/python make_lamindb_2.py fill && python make_lamindb_2.py dump store/.lamindb/lamin.db > lamindb_2.sql
"""

import sqlite3
import sys


def fill():
    import bionty as bt
    import lamindb as ln

    type(ln.setup.settings.instance).is_on_hub = property(lambda self: False)  # there is no network
    for name, content in (("a.txt", "one"), ("b.txt", "two")):
        open(name, "w").write(content)
    ln.Artifact("a.txt", key="a.txt", description="first").save()
    open("a.txt", "w").write("three")
    latest = ln.Artifact("a.txt", key="a.txt", description="second").save()
    other = ln.Artifact("b.txt", key="b.txt").save()
    label = ln.ULabel(name="good").save()
    label.type = ln.ULabel(name="Quality", is_type=True).save()
    label.save()
    latest.ulabels.add(label)
    temperature = ln.Feature(name="temperature", dtype=float).save()
    ln.Feature(name="quality", dtype=ln.ULabel).save()
    latest.features.add_values({"temperature": 21.5})
    first, second = (ln.Transform(key=key, kind="pipeline").save() for key in ("t.py", "t2.py"))
    ln.Run(first).save()
    second.predecessors.add(first)
    ln.Schema([temperature], name="s").save()
    latest.cell_types.add(bt.CellType(name="my cell").save())
    ln.Collection([latest, other], key="c").save()
    ln.Record(name="r").save()
    other.delete()


def dump(path):
    database = sqlite3.connect(path)
    database.execute("DELETE FROM bionty_source WHERE id NOT IN (SELECT source_id FROM bionty_celltype WHERE source_id NOT NULL)")
    print("-- A small database made by lamindb 2.12.1, as text (make_lamindb_2.py).")
    for line in database.iterdump():
        if "sqlite_sequence" not in line and not line.startswith(("CREATE INDEX", "CREATE UNIQUE INDEX", "CREATE TRIGGER")):
            print(line)


if __name__ == "__main__":
    fill() if sys.argv[1] == "fill" else dump(sys.argv[2])
