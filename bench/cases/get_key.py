"""`.get(key=…)` among 50,000 artifacts: a filter on a column with an index."""
import lamindb as ln
from timing import milliseconds, report

keys = [row[0] for row in ln.Artifact.filter().order_by("id").values_list("key")[10000:10200]]
ln.Artifact.get(key=keys[0])
report(ms=milliseconds(lambda: [ln.Artifact.get(key=key) for key in keys], 3) / len(keys))
