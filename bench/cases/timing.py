"""What all cases share: time a call, print the figure as the last line."""

import json
import os
import sys
import time

# On a machine that others use as well, the time of the processor says more than that of the clock on the wall.
clock = time.process_time if os.environ.get("LAMIN_BENCH_CLOCK") == "cpu" else time.perf_counter


def milliseconds(call, repeat=1):
    """Median time of `call` over `repeat` runs."""
    times = []
    for _ in range(repeat):
        start = clock()
        call()
        times.append((clock() - start) * 1e3)
    return sorted(times)[len(times) // 2]


def peak_memory():
    """Megabytes of this program; `ru_maxrss` would begin with those of the program that started it."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def report(**figures):
    sys.stdout.flush()
    print(json.dumps(figures))
