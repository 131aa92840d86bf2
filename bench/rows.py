"""The rows of the table: what is run on both sides, how often, and the ratio to reach."""

from dataclasses import dataclass, field
from typing import Callable

import limits


@dataclass
class Case:
    name: str
    what: str
    goal: float  # reference / ours, at least
    rounds: int = 3
    script: str = ""  # of cases/; its last line is the figure
    ours: list = field(default_factory=list)  # commands, timed as whole processes
    theirs: list = field(default_factory=list)
    only_ours: bool = False
    empty: bool = False  # in a fresh instance instead of the one with 50,000 artifacts and labels
    labels: int = 0  # in an instance with so many labels and nothing else
    more: tuple = ()  # rows of other figures of the script: (name, what, goal) or (name, what, goal, limit)
    limit: Callable | None = None  # of limits.py: what the machine itself takes


COUNT = "import lamindb as ln; ln.Artifact.filter().count()"
CASES = [
    Case("version", "`lamin --version`", 60, 7, ours=["{lamin}", "--version"], theirs=["{their_lamin}", "--version"], limit=limits.program),
    Case("info", "`lamin info`", 60, 7, ours=["{lamin}", "info"], theirs=["{their_lamin}", "info"], limit=limits.program),
    Case("list", "`lamin list artifact` (20 of 50,000); there: `Artifact.df(limit=20)` in Python", 60, 5,
         ours=["{lamin}", "list", "artifact", "--limit", "20"],
         theirs=["{their_python}", "-c", "import lamindb as ln; print(ln.Artifact.df(limit=20))"], limit=limits.program_and_schema),
    Case("init", "`lamin init --modules bionty`", 100, 3,
         ours=["{lamin}", "init", "--storage", "./fresh", "--modules", "bionty"],
         theirs=["{their_lamin}", "init", "--storage", "./fresh", "--modules", "bionty"], limit=limits.catalog),
    Case("save", "`lamin save FILE --key K`", 50, 5,
         ours=["{lamin}", "save", "a.txt", "--key", "a.txt"], theirs=["{their_lamin}", "save", "a.txt", "--key", "a.txt"], limit=limits.file_and_row),
    Case("count", "`python -c \"…; ln.Artifact.filter().count()\"`", 40, 7,
         ours=["{python}", "-c", COUNT], theirs=["{their_python}", "-c", COUNT], limit=limits.python),
    Case("walk", "the walk: import, track, save, annotate, query, load, finish", 8, 3,
         ours=["{python}", "{cases}/walk.py"], theirs=["{their_python}", "{cases}/walk.py"], empty=True, limit=limits.python_with_pandas),
    Case("get_uid", "`.get(uid)` among 50,000", 100, 3, "get_uid.py", limit=limits.by_uid),
    Case("filter_uid", "`.filter(uid=…).one()` among 50,000", 15, 3, "filter_uid.py", limit=limits.by_uid),
    Case("df", "`.df()` of 50,000 rows", 10, 3, "df.py", limit=limits.artifact_rows),
    Case("df_labels", "`.df()` with a many-to-many column", 10, 3, "df_labels.py", limit=limits.artifact_labels),
    Case("search", "search over 50,000 names", 20, 3, "search.py", limit=limits.pass_over_names),
    Case("lookup", "`lookup()` over 50,000 names", 100, 1, "lookup.py", limit=limits.label_names),
    Case("save_labels", "50,000 ULabels made and saved with one `ln.save`", 10, 1, "save_labels.py", empty=True, limit=limits.label_rows),
    Case("curate", "`DataFrameCurator.validate()` of 1 M rows × 5 columns of categories", 30, 1, "curate.py", empty=True,
         more=(("texts_ms", "… as plain texts", 15), ("errors_ms", "… with errors in it", 30),
               ("small_ms", "… twenty tables of 100 rows", 100), ("save_ms", "… `save_artifact` of the million rows", 10))),
    Case("curate_large", "`DataFrameCurator.validate()` of 5 M plain texts", 15, 1, "curate_large.py", empty=True,
         more=(("errors_ms", "… with errors in one of a hundred rows", 15),
               ("anndata_ms", "`AnnDataCurator.validate()` of 50,000 × 2,000", 30),
               ("inspect_ms", "`inspect` of 100,000 values", 30), ("standardize_ms", "`standardize` of 100,000 values", 30))),
    Case("make_labels", "2,000 ULabels made one by one, similar names checked", 20, 1, "make_labels.py", empty=True),
    Case("save_files", "1,000 small files saved one by one (ms a file)", 3, 1, "save_files.py", empty=True, limit=limits.flushed_files),
    Case("save_files_bulk", "… made and saved with one `ln.save` (ms a file)", 20, 1, "save_files_bulk.py", empty=True, limit=limits.files_flushed_together),
    Case("folder_hash", "folder of 10,000 small files: hash", 20, 2, "folder_hash.py", empty=True,
         more=(("again_ms", "… the same again unchanged", 50, limits.stat_folder),), limit=limits.read_folder),
    Case("big_file", "1 GiB file: hash", 4, 2, "big_file.py", empty=True, limit=limits.chain_of_sha1),
    Case("inputs", "1,000 inputs linked to a run one by one", 50, 1, "inputs.py", empty=True, limit=limits.links_one_by_one),
    Case("ladder", "lineage ladder, depth 12", 500, 1, "ladder.py", empty=True, limit=limits.ladder),
    Case("ladder_40", "lineage ladder, depth 40 (there: never ends)", 0, 3, "ladder.py 40", only_ours=True, empty=True, limit=limits.ladder),
    Case("get_key", "`.get(key=…)` among 50,000", 15, 3, "get_key.py", limit=limits.by_key),
    Case("save_more_labels", "50,000 ULabels made and saved beside 60,000", 5, 1, "save_labels.py", labels=60_000, limit=limits.label_rows),
    Case("similar", "a ULabel made among 60,000, similar names checked", 100, 3, "similar.py", labels=60_000, limit=limits.pass_over_names),
    Case("search_patterns", "search among 60,000, 40 patterns: median", 100, 1, "search_patterns.py", labels=60_000,
         more=(("worst_ms", "… the worst of the patterns", 5),), limit=limits.pass_over_names),
    Case("search_million", "search among 1,000,000, 40 patterns: median", 100, 1, "search_patterns.py", labels=1_000_000,
         more=(("worst_ms", "… the worst of the patterns", 5),), limit=limits.pass_over_names),
    Case("from_values", "`from_values` of 500 among 60,000", 20, 1, "from_values.py", labels=60_000,
         more=(("mixed_ms", "… of which 100 are not there", 20),), limit=limits.names_in_one_statement),
    Case("from_values_million", "`from_values` of 500 among 1,000,000", 100, 1, "from_values.py", labels=1_000_000,
         more=(("mixed_ms", "… of which 100 are not there", 100),), limit=limits.names_in_one_statement),
    Case("parents", "`query_parents`, depth 40 (there: breaks at 10)", 0, 3, "parents.py 40", only_ours=True, empty=True, limit=limits.parents),
    Case("memory", "peak memory after import and first query (MB)", 6, 3, "memory.py", limit=limits.python_memory),
]
