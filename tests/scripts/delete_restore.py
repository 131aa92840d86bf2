"""Trash, restore, permanent delete, and what remains on disk."""

from pathlib import Path

import lamindb as ln
from attempt import attempt, title

Path("t.txt").write_text("trash me")


def counts(key):
    print(
        ln.Artifact.filter(key=key).count(),
        ln.Artifact.filter(key=key, _branch_code=None).count(),
        ln.Artifact.filter(key=key, _branch_code=-1).count(),
    )


title("to the trash and back")
artifact = ln.Artifact("t.txt", key="t.txt").save()
path = artifact.path
artifact.delete()
print(artifact._branch_code, path.exists())
counts("t.txt")
artifact.describe()
artifact.restore()
print(artifact._branch_code)
counts("t.txt")
artifact.delete(storage=True)
print(path.exists())

title("the same content comes back from the trash")
again = ln.Artifact("t.txt", key="t.txt")
print(again == artifact, again._branch_code)
counts("t.txt")
print(ln.Artifact.search("t.txt").count(), ln.Artifact.get(artifact.uid)._branch_code)

title("permanent")
artifact = ln.Artifact.get(artifact.uid)
artifact.delete(permanent=True)
counts("t.txt")
print(path.exists())
artifact = ln.Artifact("t.txt", key="t.txt").save()
artifact.delete(permanent=True, storage=False)
print(artifact.path.exists())
attempt(lambda: ln.Artifact.get(key="t.txt"))

title("a real key")
root = Path(str(ln.settings.storage.root))
(root / "real.txt").write_text("real")
real = ln.Artifact(root / "real.txt").save()
real.delete(permanent=True, storage=False)
print((root / "real.txt").exists())
real = ln.Artifact(root / "real.txt").save()
real.delete(permanent=True, storage=True)
print((root / "real.txt").exists())

title("a set")
for number in range(3):
    Path("s.txt").write_text(str(number))
    ln.Artifact("s.txt", key=f"set/{number}.txt", run=False).save()
ln.Artifact.filter(key__startswith="set/").delete()
print(ln.Artifact.filter(key__startswith="set/").count())
ln.Artifact.filter(key__startswith="set/", _branch_code=None).delete(permanent=True)
print(ln.Artifact.filter(key__startswith="set/", _branch_code=None).count())

title("labels go at once")
labels = [ln.ULabel(name=f"label {number}") for number in range(3)]
ln.save(labels)
ln.ULabel.filter(name__startswith="label").delete()
print(ln.ULabel.filter(name__startswith="label").count())
