"""Search over 50,000 names: the median of 20 words, ranked, as records."""
import lamindb as ln
from timing import milliseconds, report

words = [f"sample {number}" for number in range(100, 20000, 1000)]
ln.ULabel.search("warm up").list()
times = sorted(milliseconds(lambda word=word: ln.ULabel.search(word).list()) for word in words)
report(ms=times[len(times) // 2])
