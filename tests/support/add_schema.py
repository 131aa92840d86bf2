"""A schema of features for cases, which have no Python modules: add_schema.py DATABASE NAME "column: dtype"..."""

import sqlite3
import sys

database, name, *features = sys.argv[1:]
connection = sqlite3.connect(database)
schema = connection.execute(
    "INSERT INTO lamindb_schema (uid, name, n, itype, is_type, minimal_set, ordered_set, maximal_set, created_by_id)"
    " VALUES (?, ?, ?, 'Feature', 0, 1, 0, 0, 1)", (f"{name:0<16}"[:16] + "0000", name, len(features))).lastrowid
for number, feature in enumerate(features):
    column, _, dtype = feature.partition(": ")
    row = connection.execute(
        "INSERT INTO lamindb_feature (uid, name, dtype, array_rank, array_size, created_by_id) VALUES (?, ?, ?, 0, 0, 1)",
        (f"{name:0<5}"[:5] + f"{number:07}", column, dtype)).lastrowid
    connection.execute("INSERT INTO lamindb_schemafeature (feature_id, schema_id) VALUES (?, ?)", (row, schema))
connection.commit()
