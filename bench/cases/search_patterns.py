"""Search for 40 patterns among many labels, the best 20 as records: names, prefixes, slips, digits; median and worst."""
import lamindb as ln
from timing import milliseconds, report

numbers = range(100, 50000, 4990)
patterns = [f"sample {number} of study {number % 97}" for number in numbers]
patterns += [f"samp {number}"[: 4 + number % 5] for number in numbers]
patterns += [f"smaple {number}" for number in numbers]
patterns += [str(number) for number in numbers]
ln.ULabel.search("warm up").list()
times = sorted(milliseconds(lambda text=text: ln.ULabel.search(text, limit=20).list()) for text in patterns)
report(ms=times[len(times) // 2], worst_ms=times[-1])
