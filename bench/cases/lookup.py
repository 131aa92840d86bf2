"""`lookup()` over 50,000 names."""
import lamindb as ln
from timing import milliseconds, report

report(ms=milliseconds(lambda: ln.ULabel.lookup()))
