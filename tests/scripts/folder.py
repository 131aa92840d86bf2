"""Artifacts of folders, and folders of artifacts."""

from pathlib import Path

import lamindb as ln
from attempt import attempt, title

folder = Path("folder")
(folder / "sub").mkdir(parents=True)
(folder / "a.txt").write_text("A")
(folder / "sub" / "b.txt").write_text("B")

title("save")
first = ln.Artifact("folder", key="my/folder").save()
print(first)
print(first.n_files, first.size, first.hash, first._hash_type, repr(first.suffix), first._overwrite_versions)
print(sorted(str(path.relative_to(first.path)) for path in first.path.rglob("*") if path.is_file()))
print(len(first.path.name))

title("again")
print(ln.Artifact("folder", key="my/folder") == first)
print(ln.Artifact(folder, key="my/folder/") == first)

title("another version shares the place")
(folder / "c.txt").write_text("C")
second = ln.Artifact("folder", key="my/folder").save()
first = ln.Artifact.get(first.uid)
print(second.path == first.path, second.n_files, first.is_latest)
for read in (first.load, first.cache, first.open):
    attempt(read)
print(second.cache() == second.path)
attempt(second.load)
second.describe()

title("errors")
Path("empty").mkdir()
attempt(lambda: ln.Artifact("folder", key="folder.zip"))
attempt(lambda: ln.Artifact("folder"))
Path("file.txt").write_text("file")
attempt(lambda: second.replace("file.txt"))

title("replace")
(folder / "d.txt").write_text("D")
second.replace("folder")
second.save()
print(second.n_files, second.size)

title("delete")
first.delete(permanent=True)
print(second.path.exists(), ln.Artifact.filter(key="my/folder").count())
second.delete(permanent=True)
print(second.path.exists(), ln.Artifact.filter(key="my/folder", _branch_code=None).count())

title("in the storage")
root = Path(str(ln.settings.storage.root))
(root / "inside").mkdir()
(root / "inside" / "a.txt").write_text("in A")
inside = ln.Artifact(root / "inside").save()
print(inside.key, inside._key_is_virtual, inside.n_files)

title("from_dir")
many = Path("many")
(many / "s").mkdir(parents=True)
(many / "1.txt").write_text("one")
(many / "2.txt").write_text("two")
(many / "s" / "3.txt").write_text("three")
made = ln.Artifact.from_dir("many", key="many")
print([(artifact.key, artifact.id, artifact._key_is_virtual) for artifact in made])
ln.save(made)
print(ln.Artifact.filter(key__startswith="many").df()[["key", "suffix", "size"]])
print(len(ln.Artifact.from_dir("many", key="many")))
attempt(lambda: ln.Artifact.from_dir("missing", key="many"))
attempt(lambda: ln.Artifact.from_dir("empty", key="empty"))
