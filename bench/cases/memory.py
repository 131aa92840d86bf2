"""Peak memory after import and the first query."""
import resource

import lamindb as ln
from timing import report

ln.Artifact.filter().count()
report(mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
