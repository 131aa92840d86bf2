"""How long a save takes while many processes save: latency of each commit, in one instance on SQLite.

    commit_latency.py [--processes 64] [--saves 200]

Runs in a folder of its own with the `lamindb` of this Python; prints the percentiles of the time that one
`ULabel(...).save()` took, from the call to its return (durable on the disk), and how many were saved a second.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

WRITER = """
import json, sys, time
import lamindb as ln
ln.settings.verbosity = "error"
ln.settings.creation.search_names = False
name, saves = sys.argv[1], int(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
times = []
for number in range(saves):
    label = ln.ULabel(name=f"{name} {number}")
    start = time.perf_counter()
    label.save()
    times.append((time.perf_counter() - start) * 1e3)
print(json.dumps(times))
"""


def percentile(times, share):
    return times[min(len(times) - 1, int(len(times) * share))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--processes", type=int, default=64)
    parser.add_argument("--saves", type=int, default=200)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=".") as folder:
        environment = dict(os.environ, HOME=os.path.abspath(folder), LAMIN_SETTINGS_DIR=os.path.abspath(folder))
        setup = "import lamindb as ln; ln.setup.init(storage='store')"
        subprocess.run([sys.executable, "-c", setup], cwd=folder, env=environment, check=True, capture_output=True)
        writers = [
            subprocess.Popen([sys.executable, "-c", WRITER, f"writer {number}", str(arguments.saves)], cwd=folder,
                             env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for number in range(arguments.processes)
        ]
        for writer in writers:
            while writer.stdout.readline().strip() != "ready":
                pass
        start = time.perf_counter()
        for writer in writers:
            writer.stdin.write("go\n")
            writer.stdin.flush()
        times = sorted(one for writer in writers for one in json.loads(writer.stdout.readlines()[-1]))
        elapsed = time.perf_counter() - start
        assert all(writer.wait() == 0 for writer in writers)
        count = "import lamindb as ln; print(ln.ULabel.filter(name__startswith='writer').count())"
        found = subprocess.run([sys.executable, "-c", count], cwd=folder, env=environment, check=True, capture_output=True, text=True)
        assert int(found.stdout.split()[-1]) == len(times) == arguments.processes * arguments.saves
    print(json.dumps({"processes": arguments.processes, "saves": len(times), "p50_ms": round(percentile(times, 0.5), 2),
                      "p90_ms": round(percentile(times, 0.9), 2), "p99_ms": round(percentile(times, 0.99), 2),
                      "worst_ms": round(times[-1], 2), "saves_a_second": round(len(times) / elapsed)}))


if __name__ == "__main__":
    main()
