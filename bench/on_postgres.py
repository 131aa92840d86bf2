"""Measures lamin-cpp against lamindb 1.3.2 on a Postgres server in one run: LABELS [ROUNDS].

Both sides make their instance once; each measurement runs in a copy of its database, both sides in turn.  The table has
medians by the clock on the wall and by the processor of the client.  Environment: LAMIN_BIN, LAMIN_PYTHON,
REFERENCE_PYTHON, and LAMIN_TEST_POSTGRES, LAMIN_TEST_POSTGRES_URL (tests/support/postgres.sh).
"""

import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SERVER, URL = os.environ["LAMIN_TEST_POSTGRES"], os.environ["LAMIN_TEST_POSTGRES_URL"]
THEIRS = pathlib.Path(os.environ["REFERENCE_PYTHON"])
SIDES = {"ours": (os.environ["LAMIN_BIN"], os.environ["LAMIN_PYTHON"]), "lamindb": (str(THEIRS.parent / "lamin"), str(THEIRS))}
FIGURES = {"save": "{labels:,} labels by one `ln.save` (M3: goal 4×)",
           "values": "{records:,} records with ten feature values each (M8: goal 20×)",
           "frame": "a data frame of {rows:,} labels"}


def psql(statement):
    subprocess.run(["psql", "-qd", SERVER, "-c", statement], check=True, capture_output=True)


class Side:
    def __init__(self, name, folder):
        self.name, self.home = name, folder / name
        self.lamin, self.python = SIDES[name]
        self.blank, self.copy = f"bench_blank_{os.getpid()}_{name}", f"bench_copy_{os.getpid()}_{name}"
        self.home.mkdir()
        psql(f"CREATE DATABASE {self.blank}")
        self.run(self.lamin, "init", "--storage", str(self.home / "store"), "--db", f"{URL}/{self.blank}", "--name", "bench")
        for settings in (self.home / ".lamin").glob("*.env"):
            settings.write_text(settings.read_text().replace(self.blank, self.copy))

    def run(self, *command, **more):
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LAMIN_OFFLINE": "1", "TZ": "UTC", **more}
        if self.name == "lamindb":
            environment["PYTHONPATH"] = str(HERE.parent / "tests/interop/reference_site")
        done = subprocess.run(command, env=environment, cwd=self.home, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{self.name}: {done.stdout}{done.stderr}")
        return done.stdout

    def measure(self, labels):
        psql(f"DROP DATABASE IF EXISTS {self.copy} WITH (FORCE)")
        psql(f"CREATE DATABASE {self.copy} TEMPLATE {self.blank}")
        out = self.run(self.python, str(HERE / "cases/on_postgres.py"), str(labels))
        return json.loads(out.splitlines()[-1])


def main():
    labels, rounds = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3
    folder = pathlib.Path(tempfile.mkdtemp(prefix="lamin-bench-"))
    sides = [Side(name, folder) for name in SIDES]
    seen = {side.name: [] for side in sides}
    for _ in range(rounds):
        for side in sides:
            seen[side.name].append(side.measure(labels))
            print(side.name, seen[side.name][-1], file=sys.stderr, flush=True)
    print("| what | lamindb 1.3.2 | lamin-cpp | ratio | processor: there | here | ratio |\n|---|--:|--:|--:|--:|--:|--:|")
    for figure, text in FIGURES.items():
        cells = []
        for clock in range(2):
            theirs, ours = (statistics.median(one[figure][clock] for one in seen[name]) for name in ("lamindb", "ours"))
            cells += [f"{theirs:.2f} s", f"{ours:.2f} s", f"{theirs / ours:.0f}×"]
        what = text.format(labels=labels, records=labels // 10, rows=labels + labels // 10)
        print(f"| {what} | {' | '.join(cells)} |")
    for side in sides:
        for name in (side.blank, side.copy):
            psql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
