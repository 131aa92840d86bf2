"""Measures lamin-cpp against lamindb 1.3.2 in one run.

Both sides open the same instance in turn (a fresh copy for each measurement), alternating; the table gives medians and
their ratio beside the goal.  Environment: LAMIN_BIN, LAMIN_PYTHON, REFERENCE_PYTHON; `./dev bench` sets them.
"""

import argparse
import json
import os
import pathlib
import platform
import resource
import shutil
import statistics
import subprocess
import time

from instances import fill, fill_labels
from limits import Place
from rows import CASES

HERE = pathlib.Path(__file__).resolve().parent


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
        os.sync()  # or the first flush of a case would write the copy
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

    def limits(self, case):
        """By the name of the case or of the other figure: the limit, measured where ours has just run, and its name."""
        place = Place(self.store, self.folder / "work", self.empty, self.names["python"])
        wanted = [(case.name, case.limit)] + [(name, limit) for name, _, _, limit in (row for row in case.more if len(row) == 4)]
        return {name: (limit(place), limit.__doc__) for name, limit in wanted if limit}


def show(value):
    return "–" if value is None else f"{value:.3g}" if value < 100 else f"{value:.0f}"


def compare(bench, case):
    """Rows of the table: what, theirs, ours, goal, the limit and what it is."""
    ours, theirs, extra, limits = [], [], {}, {}
    for _ in range(case.rounds):
        figure, figures = bench.measure(case, ours=True)
        ours.append(figure)
        extra.setdefault("ours", []).append(figures)
        limits = bench.limits(case)
        if not case.only_ours:
            figure, figures = bench.measure(case, ours=False)
            theirs.append(figure)
            extra.setdefault("theirs", []).append(figures)
    rows = [(case.what, statistics.median(theirs) if theirs else None, statistics.median(ours), case.goal, limits.get(case.name))]
    for name, what, goal, *_ in case.more:
        figures = [statistics.median(one[name] for one in extra[side]) for side in ("theirs", "ours")]
        rows.append((what, *figures, goal, limits.get(name)))
    return rows


def line_of(what, theirs, ours, goal, limit):
    ratio = "–" if theirs is None else f"{theirs / ours:.0f}×"
    near = "– |" if limit is None else f"{ours / limit[0]:.2g}× | {show(limit[0])}, {limit[1]}"
    return f"| {what} | {show(theirs)} | {show(ours)} | {ratio} | {f'{goal}×' if goal else '–'} | {near} |"


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
             "| what | lamindb 1.3.2, ms | lamin-cpp, ms | ratio | goal | times the limit | limit of the machine, ms |",
             "|---|--:|--:|--:|--:|--:|---|"]
    print(*lines, sep="\n", flush=True)
    for case in CASES:
        if arguments.cases and case.name not in arguments.cases:
            continue
        try:
            rows = compare(bench, case)
        except RuntimeError as error:
            print(f"| {case.what} | failed: {error} |", flush=True)
            continue
        for row in rows:
            lines.append(line_of(*row))
            print(lines[-1], flush=True)
    (arguments.out / "results.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
