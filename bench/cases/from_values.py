"""`ULabel.from_values` of 500 names, all there; and of 500 of which 100 are not."""
import lamindb as ln
from timing import milliseconds, report

ln.settings.verbosity = "error"
known = [f"sample {number} of study {number % 97}" for number in range(100, 50100, 100)]
mixed = known[:400] + [f"no such sample {number}" for number in range(100)]
ln.ULabel.from_values(known[:3])
report(ms=milliseconds(lambda: ln.ULabel.from_values(known), 3), mixed_ms=milliseconds(lambda: ln.ULabel.from_values(mixed), 3))
