"""What all cases share: time a call, print the figure as the last line."""

import json
import sys
import time


def milliseconds(call, repeat=1):
    """Median wall time of `call` over `repeat` runs."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1e3)
    return sorted(times)[len(times) // 2]


def report(**figures):
    sys.stdout.flush()
    print(json.dumps(figures))
