"""A label with a new name made in a full registry, similar names checked; the median of 20 such names."""
import lamindb as ln
from timing import milliseconds, report

ln.settings.verbosity = "error"
ln.ULabel(name="warm up")
names = [f"sampel {number} of studdy {number % 97}" for number in range(1000, 11000, 500)]
report(ms=sorted(milliseconds(lambda name=name: ln.ULabel(name=name)) for name in names)[len(names) // 2])
