"""ln.save: many records at once."""

from pathlib import Path

import lamindb as ln
from attempt import attempt, title

title("labels")
labels = [ln.ULabel(name=f"bulk {number}") for number in range(5)]
print(ln.save(labels))
print([label.id for label in labels], labels[0]._state.adding)
ln.save(labels)
print(ln.ULabel.filter(name__startswith="bulk").count())
labels[0].description = "changed"
ln.save(labels)
print(ln.ULabel.get(name="bulk 0").description)

title("mixed")
Path("m.txt").write_text("m")
ln.save([ln.ULabel(name="mixed"), ln.Artifact("m.txt", key="m.txt", run=False), ln.Project(name="mixed project")])
print(ln.ULabel.filter(name="mixed").count(), ln.Artifact.get(key="m.txt").path.read_text(), ln.Project.filter().count())

title("empty and wrong")
print(ln.save([]))
attempt(lambda: ln.save(labels[0]))

title("artifacts")
made = []
for number in range(10):
    Path(f"f{number}.txt").write_text(f"file {number}")
    made.append(ln.Artifact(f"f{number}.txt", key=f"many/f{number}.txt", run=False))
ln.save(made)
print(ln.Artifact.filter(key__startswith="many/").count())
print(all(artifact.path.exists() for artifact in ln.Artifact.filter(key__startswith="many/").all()))
print(ln.Artifact.get(key="many/f3.txt").path.read_text())
