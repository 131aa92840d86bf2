"""`.df(include="ulabels__name")` of 50,000 artifacts with two labels each."""
import lamindb as ln
import pandas  # noqa: F401
from timing import milliseconds, report

ln.Artifact.filter(id__lt=10).df(include="ulabels__name")
report(ms=milliseconds(lambda: ln.Artifact.filter().df(include="ulabels__name"), 3))
