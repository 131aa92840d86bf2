"""Artifacts of files: constructor, fields, same content, keys, errors."""

from pathlib import Path

import lamindb as ln
from attempt import attempt, title

Path("a.txt").write_text("hello a\n")
Path("b.txt").write_text("hello b\n")

title("construct")
artifact = ln.Artifact("a.txt", key="docs/a.txt")
print(artifact)
print(artifact.id, artifact.size, artifact.hash, artifact._hash_type, artifact.suffix, artifact.kind, artifact.otype)
print(artifact.n_files, artifact.n_observations, artifact._key_is_virtual, artifact._overwrite_versions)
print(artifact.path, artifact.run, artifact.transform)

title("save")
print(artifact.save())
print(artifact.path, artifact.path.read_text())
print(Path("a.txt").exists(), artifact.storage.type, artifact.created_by.handle)
print(sorted(path.suffix for path in (artifact.storage.path / ".lamindb").iterdir() if path.suffix == ".txt"))

title("forms")
attempt(lambda: ln.Artifact("b.txt"))
attempt(lambda: ln.Artifact("b.txt", description="only a description"))
attempt(lambda: ln.Artifact("b.txt", key="b.txt", run=False))
attempt(lambda: ln.Artifact(Path("b.txt"), key="b.txt", kind="model"))
attempt(lambda: ln.Artifact("b.txt", key="b.txt", version="1"))
attempt(lambda: ln.Artifact("b.txt", key="b.txt", type="dataset"))

title("errors")
attempt(lambda: ln.Artifact("b.txt", "key.txt"))
attempt(lambda: ln.Artifact("b.txt", key="b.txt", nonsense=1))
attempt(lambda: ln.Artifact("missing.txt", key="m.txt"))
attempt(lambda: ln.Artifact(5, key="x.txt"))
attempt(lambda: ln.Artifact([1], key="x.txt"))
attempt(lambda: ln.Artifact("b.txt", key="x/.lamindb/b.txt"))
attempt(lambda: ln.Artifact(ln.settings.storage.root / ".lamindb/lamin.db", key="x.db"))
attempt(lambda: ln.Artifact("b.txt", key="b.csv"))
attempt(lambda: ln.Artifact("b.txt", key="b"))
attempt(lambda: ln.Artifact("b.txt", revises="x"))

title("the same content again")
same = ln.Artifact("a.txt", key="docs/a.txt")
print(same == artifact, same.id)
same = ln.Artifact("a.txt", key="docs/other.txt")
print(same.key)
same = ln.Artifact("a.txt", description="described later")
print(same.description)
same.save()
print(ln.Artifact.get(artifact.uid).description)

title("a key for one without")
Path("nokey.txt").write_text("no key")
without = ln.Artifact("nokey.txt", description="no key yet").save()
print(without.key)
with_key = ln.Artifact("nokey.txt", key="given/later.txt")
print(with_key.key, with_key.id == without.id)
with_key.save()
print(ln.Artifact.get(without.uid).key)

title("two unsaved of the same content")
Path("two.txt").write_text("two")
first = ln.Artifact("two.txt", key="two.txt")
second = ln.Artifact("two.txt", key="two.txt")
first.save()
second.save()
print(first.id == second.id, first.uid == second.uid)

title("change key, description, version")
first.key = "moved/two.txt"
first.save()
first.description = "second description"
first.version = "1.0"
print(first.save())
first.key = "moved/two.csv"
attempt(first.save)
first.key = "moved/two"
attempt(first.save)
first.refresh_from_db()
first.suffix = ".csv"
attempt(first.save)

title("verbosity")
ln.settings.verbosity = "hint"
Path("v.txt").write_text("verbose")
ln.Artifact("v.txt", key="v.txt").save()
Path("v2.txt").write_text("verbose 2")
ln.Artifact("v2.txt", description="v2").save()
ln.settings.verbosity = "error"
Path("v3.txt").write_text("verbose 3")
ln.Artifact("v3.txt", description="v3").save()
