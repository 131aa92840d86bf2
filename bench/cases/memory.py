"""Peak memory after import and the first query."""
import lamindb as ln
from timing import peak_memory, report

ln.Artifact.filter().count()
report(mb=peak_memory())
