"""Measures lamin-cpp against lamindb 1.3.2 in one run.

Both sides open the same instance in turn (a fresh copy for each measurement), alternating; the table gives medians and
their ratio beside the goal.  Environment: LAMIN_BIN, LAMIN_PYTHON, REFERENCE_PYTHON; `./dev bench` sets them.
"""

import argparse
import json
import os
import pathlib
import platform
import random
import resource
import shutil
import sqlite3
import statistics
import string
import subprocess
import time
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).resolve().parent
ROWS = 50_000


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
    more: tuple = ()  # rows of other figures of the script: (name, what, goal)


COUNT = "import lamindb as ln; ln.Artifact.filter().count()"
CASES = [
    Case("version", "`lamin --version`", 60, 7, ours=["{lamin}", "--version"], theirs=["{their_lamin}", "--version"]),
    Case("info", "`lamin info`", 60, 7, ours=["{lamin}", "info"], theirs=["{their_lamin}", "info"]),
    Case("list", "`lamin list artifact` (20 of 50,000); there: `Artifact.df(limit=20)` in Python", 60, 5,
         ours=["{lamin}", "list", "artifact", "--limit", "20"],
         theirs=["{their_python}", "-c", "import lamindb as ln; print(ln.Artifact.df(limit=20))"]),
    Case("init", "`lamin init --modules bionty`", 100, 3,
         ours=["{lamin}", "init", "--storage", "./fresh", "--modules", "bionty"],
         theirs=["{their_lamin}", "init", "--storage", "./fresh", "--modules", "bionty"]),
    Case("save", "`lamin save FILE --key K`", 50, 5,
         ours=["{lamin}", "save", "a.txt", "--key", "a.txt"], theirs=["{their_lamin}", "save", "a.txt", "--key", "a.txt"]),
    Case("count", "`python -c \"…; ln.Artifact.filter().count()\"`", 40, 7,
         ours=["{python}", "-c", COUNT], theirs=["{their_python}", "-c", COUNT]),
    Case("walk", "the walk: import, track, save, annotate, query, load, finish", 8, 3,
         ours=["{python}", "{cases}/walk.py"], theirs=["{their_python}", "{cases}/walk.py"], empty=True),
    Case("get_uid", "`.get(uid)` among 50,000", 100, 3, "get_uid.py"),
    Case("filter_uid", "`.filter(uid=…).one()` among 50,000", 15, 3, "filter_uid.py"),
    Case("df", "`.df()` of 50,000 rows", 10, 3, "df.py"),
    Case("df_labels", "`.df()` with a many-to-many column", 10, 3, "df_labels.py"),
    Case("search", "search over 50,000 names", 20, 3, "search.py"),
    Case("lookup", "`lookup()` over 50,000 names", 100, 1, "lookup.py"),
    Case("save_labels", "50,000 ULabels made and saved with one `ln.save`", 10, 1, "save_labels.py", empty=True),
    Case("curate", "`DataFrameCurator.validate()` of 1 M rows × 5 columns of categories", 30, 1, "curate.py", empty=True,
         more=(("texts_ms", "… as plain texts", 15), ("errors_ms", "… with errors in it", 30),
               ("small_ms", "… twenty tables of 100 rows", 100), ("save_ms", "… `save_artifact` of the million rows", 10))),
    Case("curate_large", "`DataFrameCurator.validate()` of 5 M plain texts", 15, 1, "curate_large.py", empty=True,
         more=(("errors_ms", "… with errors in one of a hundred rows", 15),
               ("anndata_ms", "`AnnDataCurator.validate()` of 50,000 × 2,000", 30),
               ("inspect_ms", "`inspect` of 100,000 values", 30), ("standardize_ms", "`standardize` of 100,000 values", 30))),
    Case("make_labels", "2,000 ULabels made one by one, similar names checked", 20, 1, "make_labels.py", empty=True),
    Case("save_files", "1,000 small files saved one by one (ms a file)", 3, 1, "save_files.py", empty=True),
    Case("save_files_bulk", "… made and saved with one `ln.save` (ms a file)", 20, 1, "save_files_bulk.py", empty=True),
    Case("folder_hash", "folder of 10,000 small files: hash", 20, 2, "folder_hash.py", empty=True,
         more=(("again_ms", "… the same again unchanged", 50),)),
    Case("big_file", "1 GiB file: hash", 4, 2, "big_file.py", empty=True),
    Case("inputs", "1,000 inputs linked to a run one by one", 50, 1, "inputs.py", empty=True),
    Case("ladder", "lineage ladder, depth 12", 500, 1, "ladder.py", empty=True),
    Case("ladder_40", "lineage ladder, depth 40 (there: never ends)", 0, 3, "ladder.py 40", only_ours=True, empty=True),
    Case("get_key", "`.get(key=…)` among 50,000", 15, 3, "get_key.py"),
    Case("save_more_labels", "50,000 ULabels made and saved beside 60,000", 5, 1, "save_labels.py", labels=60_000),
    Case("similar", "a ULabel made among 60,000, similar names checked", 100, 3, "similar.py", labels=60_000),
    Case("search_patterns", "search among 60,000, 40 patterns: median", 100, 1, "search_patterns.py", labels=60_000,
         more=(("worst_ms", "… the worst of the patterns", 5),)),
    Case("search_million", "search among 1,000,000, 40 patterns: median", 100, 1, "search_patterns.py", labels=1_000_000,
         more=(("worst_ms", "… the worst of the patterns", 5),)),
    Case("from_values", "`from_values` of 500 among 60,000", 20, 1, "from_values.py", labels=60_000,
         more=(("mixed_ms", "… of which 100 are not there", 20),)),
    Case("from_values_million", "`from_values` of 500 among 1,000,000", 100, 1, "from_values.py", labels=1_000_000,
         more=(("mixed_ms", "… of which 100 are not there", 100),)),
    Case("parents", "`query_parents`, depth 40 (there: breaks at 10)", 0, 3, "parents.py 40", only_ours=True, empty=True),
    Case("memory", "peak memory after import and first query (MB)", 6, 3, "memory.py"),
]


class Bench:
    def __init__(self, folder, clock):
        self.folder = folder
        self.clock = clock
        self.done = 0
        self.home = folder / "home"
        self.store = folder / "store"
        self.template = folder / "template"
        self.empty = folder / "empty"
        reference = pathlib.Path(os.environ["REFERENCE_PYTHON"])
        self.names = {
            "lamin": os.environ["LAMIN_BIN"],
            "python": os.environ["LAMIN_PYTHON"],
            "their_python": str(reference),
            "their_lamin": str(reference.parent / "lamin"),
            "cases": str(HERE / "cases"),
        }

    def environment(self):
        return dict(os.environ, HOME=str(self.home), LAMIN_SETTINGS_DIR=str(self.home), PYTHONPATH=str(HERE / "cases"),
                    PYTHONWARNINGS="ignore", NO_RICH="1", LAMIN_BENCH_CLOCK=self.clock)

    def run(self, command, cwd):
        return subprocess.run(command, cwd=cwd, env=self.environment(), capture_output=True, text=True)

    def prepare(self, keep):
        """One instance with 50,000 artifacts and labels, made by the reference and filled by SQL."""
        if keep and (self.folder / "settings").exists():
            self.settings = {self.home / ".lamin" / path.name: path.read_bytes() for path in (self.folder / "settings").iterdir()}
            self.done = 1 + max((int(path.name[4:]) for path in self.folder.glob("done*")), default=-1)
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        self.home.mkdir(parents=True)
        self.run([self.names["their_lamin"], "init", "--storage", str(self.store), "--modules", "bionty"], self.folder)
        shutil.copytree(self.store, self.empty)
        fill(self.store / ".lamindb/lamin.db")
        shutil.copytree(self.store, self.template)
        self.settings = {path: path.read_bytes() for path in (self.home / ".lamin").iterdir()}
        shutil.copytree(self.home / ".lamin", self.folder / "settings")

    def template_of(self, case):
        if not case.labels:
            return self.empty if case.empty else self.template
        template = self.folder / f"labels{case.labels}"
        if not template.exists():
            shutil.copytree(self.empty, template)
            fill_labels(template / ".lamindb/lamin.db", case.labels)
        return template

    def restore(self, template):
        # Renamed, not removed: a file system that has just lost thousands of files is slow to make new ones.
        for path in (self.store, self.folder / "work"):
            if path.exists():
                path.rename(self.folder / f"done{self.done}")
                self.done += 1
        shutil.copytree(template, self.store)
        for path in (self.home / ".lamin").iterdir():
            path.unlink()  # an instance that a case has made is not known to the next
        for path, content in self.settings.items():
            path.write_bytes(content)
        work = self.folder / "work"
        work.mkdir()
        (work / "a.txt").write_text("content")
        return work

    def now(self):
        if self.clock == "wall":
            return time.perf_counter()
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    def measure(self, case, ours):
        """One figure in milliseconds (or MB), with extra figures of the script."""
        work = self.restore(self.template_of(case))
        if case.script:
            script, *arguments = case.script.split()
            result = self.run([self.names["python" if ours else "their_python"], str(HERE / "cases" / script), *arguments], work)
            try:
                figures = json.loads(result.stdout.strip().splitlines()[-1])
            except (IndexError, ValueError):
                raise RuntimeError(f"{case.name}: {result.stdout[-500:]}{result.stderr[-1500:]}") from None
            return figures.get("ms", figures.get("mb")), figures
        command = [part.format(**self.names) for part in (case.ours if ours else case.theirs)]
        start = self.now()
        result = self.run(command, work)
        elapsed = (self.now() - start) * 1e3
        # The reference asks its hub at the end of finish(); without a network that fails after the work is done.
        if result.returncode != 0 and (ours or "ConnectError" not in result.stderr):
            raise RuntimeError(f"{case.name}: {result.stdout[-500:]}{result.stderr[-1500:]}")
        return elapsed, {}


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


def show(value):
    return "–" if value is None else f"{value:.3g}" if value < 100 else f"{value:.0f}"


def compare(bench, case):
    ours, theirs, extra = [], [], {}
    for _ in range(case.rounds):
        figure, figures = bench.measure(case, ours=True)
        ours.append(figure)
        extra.setdefault("ours", []).append(figures)
        if not case.only_ours:
            figure, figures = bench.measure(case, ours=False)
            theirs.append(figure)
            extra.setdefault("theirs", []).append(figures)
    rows = [(case.what, statistics.median(theirs) if theirs else None, statistics.median(ours), case.goal)]
    for name, what, goal in case.more:
        figures = [statistics.median(one[name] for one in extra[side]) for side in ("theirs", "ours")]
        rows.append((what, *figures, goal))
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", help="names of cases; all without")
    parser.add_argument("--clock", choices=["wall", "cpu"], default="wall",
                        help="cpu: time of the processor, for a machine that others use too; waiting for a disk does not count")
    parser.add_argument("--keep", action="store_true", help="the instances of an earlier run, if there are")
    parser.add_argument("--out", default="build/bench", type=pathlib.Path)
    arguments = parser.parse_args()
    bench = Bench((arguments.out / "run").resolve(), arguments.clock)
    bench.prepare(arguments.keep)
    lines = [f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, {arguments.clock} time", "",
             "| what | lamindb 1.3.2, ms | lamin-cpp, ms | ratio | goal |", "|---|--:|--:|--:|--:|"]
    print(*lines, sep="\n", flush=True)
    for case in CASES:
        if arguments.cases and case.name not in arguments.cases:
            continue
        try:
            rows = compare(bench, case)
        except RuntimeError as error:
            print(f"| {case.what} | failed: {error} |", flush=True)
            continue
        for what, theirs, ours, goal in rows:
            ratio = "–" if theirs is None else f"{theirs / ours:.0f}×"
            lines.append(f"| {what} | {show(theirs)} | {show(ours)} | {ratio} | {f'{goal}×' if goal else '–'} |")
            print(lines[-1], flush=True)
    (arguments.out / "results.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
