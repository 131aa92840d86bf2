"""Mistakes that people make, and what they are told."""

from pathlib import Path

import lamindb as ln
from attempt import attempt, title

Path("e.txt").write_text("e")
artifact = ln.Artifact("e.txt", key="e.txt", run=False).save()

title("setup")
attempt(lambda: ln.connect("another"))
attempt(lambda: ln.connect("another", nonsense=1))
attempt(lambda: ln.setup.init(storage="./another"))

title("get and filter")
attempt(lambda: ln.Artifact.get("none"))
attempt(lambda: ln.Artifact.get(key="none"))
attempt(lambda: ln.Artifact.get(12345))
attempt(lambda: ln.Artifact.filter(nonsense="x"))
attempt(lambda: ln.Artifact.filter(created_by="x"))
attempt(lambda: ln.Artifact.filter(id="x"))
attempt(lambda: ln.Artifact.filter().one())
attempt(lambda: ln.Artifact.filter(key="none").one())
attempt(lambda: ln.ULabel.search(None))

title("classes of errors")
for call in (lambda: ln.ULabel.get(name="none"), lambda: ln.ULabel.get("none")):
    try:
        call()
    except ln.ULabel.DoesNotExist:
        print("the registry's DoesNotExist")
    except ln.errors.DoesNotExist:
        print("the general DoesNotExist")

title("artifact")
attempt(lambda: ln.Artifact("e.txt", key="e.csv"))
attempt(lambda: ln.Artifact("missing", key="missing"))
attempt(lambda: artifact.nonsense)
attempt(lambda: artifact.replace("missing"))
attempt(lambda: artifact.load())
attempt(lambda: artifact.open())
attempt(lambda: artifact.ulabels.add("x"))

title("values")
label = ln.ULabel(name="a label").save()
attempt(lambda: setattr(label, "type", "x"))
label.created_by_id = 99
try:
    label.save()
except Exception as error:
    print(type(error).__name__)
attempt(lambda: ln.ULabel(name="with uid", uid="x"))
