"""Takes the accidental out of what the two sides print and store: uids, times, durations, addresses, folders.

A uid becomes `<uid N>`, numbered by first appearance, so that two texts are equal only if the same uids stand in the
same places.  Of a versioned uid only the stem is replaced: `<uid 1>0001` still tells the version.
"""

from __future__ import annotations

import re
from pathlib import Path

from databases import PostgresDatabase, SqliteFile

# Tables whose uid is a random stem and four characters of version.
VERSIONED = {"lamindb_artifact": 16, "lamindb_collection": 16, "lamindb_transform": 12}
# Uids that are the same in every instance.
FIXED = {"00000000"}

# Nothing refers to these links.  lamindb uses up numbers for links that it takes back or finds to be there.
LINKS = re.compile(r"(lamindb|bionty|wetlab)_(artifact|schema|collection)(?!$)")
# The reference links the genes of a feature set in any order.
ORDERS = {"bionty_schemagene": "schema_id, gene_id"}

ANSI = re.compile(r"\x1b\[[0-9;]*m")
SHOWN_UID = re.compile(
    r"(?P<kind>[A-Z]\w*)\(uid='(?P<a>\w+)'"  # Artifact(uid='...'
    r"|\.?uid = '(?P<b>\w+)'"  # .uid = '...' of describe
    r"|(?P<short>Transform|Run)\('(?P<c>\w+)"  # created Transform('...'), started new Run('8 chars...')
    r"|\.lamindb/(?P<d>\w{16,20})"  # a path in the storage
)
SUBSTITUTIONS = [
    # Ours does not show what only the database will fill (deviations.md).
    (re.compile(r", \w+=<django\.db\.models\.expressions\.DatabaseDefault object at 0x[0-9a-f]+>"), ""),
    (re.compile(r"0x[0-9a-f]{6,}"), "<address>"),
    (re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?( UTC|\+00:00|\+0000|Z)?"), "<time>"),
    (re.compile(r"after \d+[dhms]\b"), "after <duration>"),
    (re.compile(r"apikey=[\w-]*"), "apikey=<key>"),
    # The hash of a schema is made of the uids of its members.
    (re.compile(r"(Schema\([^\n]*?hash=)'[\w-]{22}'"), r"\1<hash>"),
    (re.compile(r"^(lamindb_schema: .*?hash=)'[\w-]{22}'", re.MULTILINE), r"\1<hash>"),
    # The reference writes these links twice.
    (re.compile(r"^(lamindb_artifactschema: .*?\bid=)\d+", re.MULTILINE), r"\1<id>"),
]


class Normaliser:
    """Replaces by one numbering what belongs to one run of one side."""

    def __init__(self, places: dict[str, Path | str] | None = None):
        self.places = sorted(
            ((str(path), name) for name, path in (places or {}).items()), key=lambda item: -len(item[0])
        )
        self.stems: list[str] = []

    def learn(self, database: SqliteFile | PostgresDatabase) -> None:
        """Learns the uids in the rows of an instance."""
        for table in database.tables():
            if table not in ("bionty_source", "lamindb_space", "lamindb_user") and "uid" in database.columns(table):
                for row in database.rows(table):
                    self._add(row["uid"][: VERSIONED.get(table)])

    def text(self, text: str) -> str:
        for path, name in self.places:
            text = text.replace(path, f"<{name}>")
        text = ANSI.sub("", text)
        self._learn_from(text)
        text = self._number_uids(text)
        for pattern, replacement in SUBSTITUTIONS:
            text = pattern.sub(replacement, text)
        lines = (re.sub(r"[ \t]+", " ", line).rstrip() for line in text.splitlines())
        return "\n".join(lines)

    def _learn_from(self, text: str) -> None:
        for match in SHOWN_UID.finditer(text):
            uid = match["a"] or match["b"] or match["c"] or match["d"]
            kind = match["kind"] or match["short"]
            if kind == "Run":
                self._add(uid)
            elif kind in ("Artifact", "Collection") or (kind is None and len(uid) == 20):
                self._add(uid[:16])
            elif kind == "Transform":
                self._add(uid[:12])
            else:
                self._add(uid)

    def _add(self, stem: str) -> None:
        if stem and len(stem) >= 4 and stem not in FIXED and stem not in self.stems:
            self.stems.append(stem)

    def _number_uids(self, text: str) -> str:
        # Longest first: the eight characters that a message shows of a run must not hide its whole uid.
        stems = sorted(self.stems, key=len, reverse=True)
        if not stems:
            return text
        pattern = re.compile(r"(?<![A-Za-z0-9])(" + "|".join(map(re.escape, stems)) + ")")
        numbers: dict[str, int] = {}

        def number(match: re.Match) -> str:
            # The first eight characters name a run in messages: count them and the whole uid as one.
            stem = match[1]
            owner = next((whole for whole in stems if len(whole) > len(stem) == 8 and whole.startswith(stem)), stem)
            return f"<uid {numbers.setdefault(owner, len(numbers) + 1)}>"

        return pattern.sub(number, text)


def dump(database: SqliteFile | PostgresDatabase, normaliser: Normaliser, leave_out: tuple[str, ...] = ()) -> str:
    """Every row of every table as one normalised text, a line a row, in order of tables and primary keys."""
    normaliser.learn(database)
    lines = []
    for table in database.tables():
        if table.startswith(("django_", "auth_")) or table in leave_out:
            continue
        order = (ORDERS[table],) if table in ORDERS else ()
        for row in database.rows(table, *order):
            if LINKS.match(table):
                row.pop("id")
            if table == "lamindb_schema" and row["n"] > 0:
                row["hash"] = "<hash of uids>"
            pairs = (f"{name}={value!r}" for name, value in sorted(row.items()))
            lines.append(f"{table}: " + ", ".join(pairs))
    return normaliser.text("\n".join(lines))
