"""`.filter(uid=…).one()` among 50,000 artifacts."""
import lamindb as ln
from timing import milliseconds, report

uids = [row[0] for row in ln.Artifact.filter().order_by("id").values_list("uid")[10000:10200]]
ln.Artifact.filter(uid=uids[0]).one()
report(ms=milliseconds(lambda: [ln.Artifact.filter(uid=uid).one() for uid in uids], 3) / len(uids))
