"""Checks the sources against the rows of modules (ARCHITECTURE.md): includes point down, vendors stay in their rooms.

Run by `./dev check` and by ctest.  Prints a line per violation; exits 1 if there is one.
"""

import pathlib
import re
import sys

ROWS = {
    "base": 1,
    "sql": 3, "schema": 3, "storage": 3, "formats": 3, "http": 3,
    "registries": 4, "query": 4, "migrations": 4,
    "records": 5,
    "artifacts": 6, "annotation": 6, "collections": 6, "lineage": 6, "curation": 6, "ontologies": 6, "remote": 6,
    "instance": 7,
    "cli": 8, "hub": 8, "capi": 8,
}
# Includes within a row that are meant: who may see whom.
SIDEWAYS = {("sql", "schema"), ("remote", "artifacts"), ("lineage", "artifacts"), ("lineage", "annotation"), ("annotation", "artifacts"),
            ("collections", "artifacts"), ("curation", "artifacts"),
            ("ontologies", "curation"), ("migrations", "registries")}
# Row 6 sees records and storage, never SQL; this is what lets a hub stand in for a database.
FORBIDDEN = {(module, "sql") for module, row in ROWS.items() if row == 6}
# Third-party headers and the one place that includes them.
VENDORS = {"sqlite3.h": "sql/sqlite", "nlohmann/": "base", "CLI/": "cli", "libpq-fe.h": "sql/postgres", "curl/": "http", "expat.h": "ontologies", "zlib.h": "ontologies",
           "arrow/": "formats/parquet/module", "parquet/": "formats/parquet/module"}
INCLUDE = re.compile(r'^#include [<"]([^>"]+)[>"]', re.M)


def violations(root):
    for path in sorted((root / "src").rglob("*.[ch]pp")):
        relative = path.relative_to(root / "src")
        if "_test." in path.name or path.name.startswith("test_"):
            continue  # tests may stand on anything
        module = relative.parts[0]
        for target in INCLUDE.findall(path.read_text()):
            other = target.split("/")[0]
            if other in ROWS and other != module:
                down = ROWS[other] < ROWS[module] or (module, other) in SIDEWAYS
                if not down or (module, other) in FORBIDDEN:
                    yield f"src/{relative}: {module} must not include {target}"
            for vendor, room in VENDORS.items():
                if target.startswith(vendor) and not str(relative).startswith(room):
                    yield f"src/{relative}: {vendor} belongs in src/{room}"
                if target.startswith(vendor) and path.suffix == ".hpp":
                    yield f"src/{relative}: {vendor} in a header"


def lists(root):
    """Every module has a README; every folder with sources is one that its CMakeLists.txt names."""
    for module in sorted(path for path in (root / "src").iterdir() if path.is_dir()):
        if not any(module.rglob("*.cpp")):
            continue
        if not (module / "README.md").exists():
            yield f"src/{module.name}: no README.md"
        listed = "".join(path.read_text() for path in module.rglob("CMakeLists.txt"))
        for folder in sorted({source.parent for source in module.rglob("*.cpp")} - {module}):
            if folder.name not in listed:
                yield f"{folder.relative_to(root)}: not among the FOLDERS of its CMakeLists.txt"


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    found = [*violations(root), *lists(root)]
    print(*found, sep="\n")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
