"""`.df()` of 50,000 artifacts."""
import lamindb as ln
import pandas  # noqa: F401  the import of pandas is not what is measured
from timing import milliseconds, report

ln.Artifact.filter(id__lt=10).df()
report(ms=milliseconds(lambda: ln.Artifact.filter().df(), 3))
