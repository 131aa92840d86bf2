"""Real keys, replace, cache, storages."""

from pathlib import Path

import lamindb as ln
from attempt import attempt, title

root = Path(str(ln.settings.storage.root))
(root / "data").mkdir()


def in_storage(name, text):
    (root / "data" / name).write_text(text)
    return root / "data" / name


title("a path in the storage keeps its place")
real = ln.Artifact(in_storage("r.txt", "real\n"), description="real")
print(real.key, real._key_is_virtual)
print(real.save())
print(real.path)
attempt(lambda: ln.Artifact(in_storage("r2.txt", "real 2\n"), key="other/r2.txt"))
print(ln.Artifact(root / "data" / "r2.txt", key="data/r2.txt").key)
real.key = "data/r9.txt"
attempt(real.save)

title("replace")
Path("p.txt").write_text("p\n")
Path("q.txt").write_text("q longer\n")
Path("q.csv").write_text("a,b\n1,2\n")
artifact = ln.Artifact("p.txt", key="rep/p.txt").save()
uid, old = artifact.uid, artifact.path
artifact.replace("q.txt")
artifact.save()
print(artifact.uid == uid, artifact.key, artifact.size, artifact.path.read_text())
artifact.replace("q.csv")
artifact.save()
print(artifact.uid == uid, artifact.key, artifact.suffix, artifact.path.suffix, old.exists())
Path("folder").mkdir()
(Path("folder") / "x.txt").write_text("x")
attempt(lambda: artifact.replace("folder"))
attempt(lambda: artifact.replace("missing"))

title("replace of a real key")
Path("z.txt").write_text("zz\n")
real = ln.Artifact(in_storage("rr.txt", "rr\n")).save()
real.replace("z.txt")
real.save()
print(real.key, real.path.read_text())

title("storages")
print(ln.Storage.df()[["type", "region"]])
print(ln.settings.storage.root == root, ln.settings.storage.type)
storage = ln.Storage.get(1)
print(storage.path, storage.root, storage.type)
print(storage.artifacts.count())
