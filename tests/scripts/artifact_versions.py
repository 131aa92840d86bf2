"""Versions of artifacts: by key, by revises, tags, get by prefix, delete of versions."""

from pathlib import Path

import lamindb as ln
from attempt import attempt, title


def write(text):
    Path("a.txt").write_text(text)
    return "a.txt"


title("the same key, other content")
one = ln.Artifact(write("one"), key="docs/a.txt", description="first").save()
two = ln.Artifact(write("two two"), key="docs/a.txt")
print(two)
two.save()
print(one.is_latest, two.is_latest)
one.refresh_from_db()
print(one.is_latest, one.stem_uid == two.stem_uid, two.description)
print(two.versions.df()[["key", "description", "size", "is_latest"]])
print(one.versions.list("size"))

title("revises")
three = ln.Artifact(write("three three"), revises=two).save()
print(three)
attempt(lambda: ln.Artifact(write("four"), revises=three, key="other/key.txt"))
attempt(lambda: ln.Artifact(write("four"), revises=5))
four = ln.Artifact(write("four"), revises=one, version="4.0", description="fourth").save()
print(four)
attempt(lambda: ln.Artifact(write("five"), revises=four, version="4.0"))
attempt(lambda: ln.Artifact(write("five"), key="docs/a.txt", version="4.0"))

title("get")
print(ln.Artifact.get(one.uid[:8]) == four)
print(ln.Artifact.get(one.uid[:16]) == four)
print(ln.Artifact.get(one.uid) == one)
print(ln.Artifact.get(key="docs/a.txt") == four)
attempt(lambda: ln.Artifact.get(key="docs/a.txt", is_latest=False))
attempt(lambda: ln.Artifact.get("zzzzzzzz"))
attempt(lambda: ln.Artifact.get(9999))
attempt(lambda: ln.Artifact.get(key="zzz"))
print(ln.Artifact.filter(key="docs/a.txt").count(), ln.Artifact.filter(key="docs/a.txt", is_latest=True).count())
print(ln.Artifact.filter(key="docs/a.txt").latest_version().one() == four)

title("delete of the latest and of a middle one")
four.delete(permanent=True)
print(ln.Artifact.filter(key="docs/a.txt").df()[["size", "is_latest"]])
two.delete(permanent=True)
print(ln.Artifact.filter(key="docs/a.txt").df()[["size", "is_latest"]])
three = ln.Artifact.get(key="docs/a.txt")
three.delete()
print(ln.Artifact.filter(key="docs/a.txt", _branch_code=None).df()[["size", "is_latest", "_branch_code"]])

title("transforms")
transform = ln.Transform(key="t.py", type="script").save()
print(ln.Transform(key="t.py", type="script") == transform)
transform.source_code = "print(1)"
transform.save()
newer = ln.Transform(key="t.py", type="script")
print(newer)
newer.save()
print(transform.versions.df()[["key", "is_latest"]])
attempt(lambda: ln.Transform(key="u.py", revises=newer))
attempt(lambda: ln.Transform(key="u.py", revises="x"))
