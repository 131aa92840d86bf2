"""describe: general part, labels, warnings, long texts."""

from pathlib import Path

import lamindb as ln
from attempt import title


def write(text):
    Path("d.txt").write_text(text)
    return "d.txt"


title("plain")
artifact = ln.Artifact(write("describe me"), key="d/one.txt", description="a description").save()
artifact.describe()

title("labels")
artifact.ulabels.add(ln.ULabel(name="lab1").save(), ln.ULabel(name="lab2").save())
artifact.projects.add(ln.Project(name="a project").save())
artifact.describe()
for number in range(12):
    artifact.ulabels.add(ln.ULabel(name=f"{number:02} many").save())
artifact.describe()

title("version, trash, not the latest")
artifact.version = "1.0"
artifact.save()
artifact.describe()
artifact.delete()
artifact.describe()
artifact.restore()
newer = ln.Artifact(write("describe me too"), key="d/one.txt").save()
newer.describe()
ln.Artifact.get(artifact.uid).describe()

title("only a description, kind, made by a pipeline")
ln.track(ln.Transform(key="pipe.nf", type="pipeline"))
other = ln.Artifact(write("other"), description="only a description", kind="model").save()
other.describe()
print(other.features)
print(other.labels)
