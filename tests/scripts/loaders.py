"""load, cache and open by suffix; suffixes of names."""

from pathlib import Path

import lamindb as ln
from attempt import attempt, title

FILES = {
    "j.json": '{"a": [1, 2]}',
    "y.yaml": "a: 1\n",
    "t.tsv": "a\tb\n1\t2\n",
    "c.csv": "a,b\n1,2\n3,4\n",
    "u.unk": "u",
    "n.txt": "n n",
    "h.html": "<p>x</p>",
    "r.rds": "rds",
}

title("load")
for name, text in FILES.items():
    Path(name).write_text(text)
    artifact = ln.Artifact(name, key=f"files/{name}").save()
    print(name)
    attempt(artifact.load)
    print(artifact.cache() == artifact.path)

title("open")
attempt(lambda: ln.Artifact.get(key="files/u.unk").open())
attempt(lambda: ln.Artifact.get(key="files/c.csv").open(mode="w"))

title("suffixes")
ln.settings.verbosity = "error"
for name in (
    "x.tar.gz x.foo.bar x.1.2 noext x.v1.csv X.CSV x.fastq.gz x.csv.gz x.ome.tif x.vitessce.json a.b.c.d .hidden x."
).split():
    Path(name).write_text(name)
    artifact = ln.Artifact(name, description=name)
    print(name, repr(artifact.suffix), artifact._hash_type, artifact.hash)

title("unsaved")
Path("un.txt").write_text("unsaved")
unsaved = ln.Artifact("un.txt", key="un.txt")
attempt(lambda: unsaved.path.name)
attempt(lambda: unsaved.versions.count())
