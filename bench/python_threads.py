"""What threads of one Python process leave each other: how long a thread that computes is stopped by another one that works
on the database, and how many questions several threads ask in a second.

    python_threads.py [--labels 50000] [--delay MILLISECONDS]

Runs with the `lamindb` of this Python, on SQLite; with --delay on the Postgres server of LAMIN_TEST_POSTGRES
(tests/support/postgres.sh), as if it were so far away.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "bindings/python/tests"))


def connect(delay):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="lamin-threads-"))
    os.environ.update(HOME=str(folder), LAMIN_SETTINGS_DIR=str(folder), LAMIN_CACHE_DIR=str(folder / "cache"))
    options = {"storage": str(folder / "store")}
    if delay is not None:
        from distant_server import DistantServer

        name = f"lamin_threads_{os.getpid()}"
        subprocess.run(["psql", "-qd", os.environ["LAMIN_TEST_POSTGRES"], "-c", f"CREATE DATABASE {name}"], check=True)
        options |= {"db": DistantServer(delay / 1e3).address(name), "name": "threads"}
    import lamindb as ln

    ln.settings.verbosity = "error"
    ln.setup.init(**options)
    return ln


def longest_pause(*works):
    """Seconds for which a thread that looks at the clock did not get to it, while others do `works`."""
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    longest, last = 0.0, time.perf_counter()
    while any(thread.is_alive() for thread in threads):
        time.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return longest


def questions_a_second(ln, threads, seconds=3.0):
    uid, end, counts = ln.ULabel.filter().first().uid, time.perf_counter() + seconds, [0] * threads

    def ask(number):
        while time.perf_counter() < end:
            ln.ULabel.get(uid)
            counts[number] += 1

    workers = [threading.Thread(target=ask, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sum(counts) / seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labels", type=int, default=50_000)
    parser.add_argument("--delay", type=float)
    arguments = parser.parse_args()
    ln = connect(arguments.delay)
    import pandas as pd

    ln.settings.creation.search_names = False
    labels = [ln.ULabel(name=f"label {number}") for number in range(arguments.labels)]
    table = pd.DataFrame({"a": [1]})
    ln.Artifact.from_df(table, key="first.parquet")  # imports what it needs
    start = time.perf_counter()
    pause = longest_pause(lambda: ln.save(labels),
                          lambda: [ln.Artifact.from_df(table, key=f"{turn}.parquet") for turn in range(5)])
    print(f"{arguments.labels:,} labels saved beside new artifacts: {time.perf_counter() - start:.1f} s, "
          f"longest pause of Python {pause * 1e3:.0f} ms")
    schema = ln.Schema([ln.Feature(name="kind", dtype=ln.ULabel).save()]).save()
    frame = pd.DataFrame({"kind": [f"label {row % 100}" for row in range(1_000)]}).astype("category")
    pause = longest_pause(lambda: [ln.curators.DataFrameCurator(frame, schema).report() for _ in range(20)])
    print(f"20 reports of a curator: longest pause of Python {pause * 1e3:.0f} ms")
    print("questions a second of 1, 2, 4 and 8 threads:", *[f"{questions_a_second(ln, count):,.0f}" for count in (1, 2, 4, 8)])


if __name__ == "__main__":
    main()
