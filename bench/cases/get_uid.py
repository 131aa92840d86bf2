"""`.get(uid)` among 50,000 artifacts."""
import lamindb as ln
from timing import milliseconds, report

uids = [row[0] for row in ln.Artifact.filter().order_by("id").values_list("uid")[10000:10040]]
ln.Artifact.get(uids[0])
report(ms=milliseconds(lambda: [ln.Artifact.get(uid) for uid in uids], 3) / len(uids))
