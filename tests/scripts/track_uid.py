"""track with a uid that the script pins."""

import lamindb as ln

ln.track("AbCdEfGh12340000")
print(ln.context.transform)
ln.finish()
transform = ln.Transform.get("AbCdEfGh1234")
print(transform.key, transform.uid, transform.runs.count())
ln.track("AbCdEfGh12340000")
ln.track("AbCdEfGh12340001")
print(ln.context.transform.uid)
