"""Records of another instance, saved into the connected one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The other instance is made by a process with a settings directory of its own.
FILL = """
import lamindb_setup
lamindb_setup.init(storage="./source")
import lamindb as ln
transform = ln.Transform(key="make.py", type="script").save()
run = ln.Run(transform=transform).save()
quality = ln.ULabel(name="Quality", is_type=True).save()
good = ln.ULabel(name="good", type=quality, description="d").save()
bad = ln.ULabel(name="bad").save()
bad.parents.add(good)
for content in ("first", "second"):
    open("a.txt", "w").write(content)
    artifact = ln.Artifact("a.txt", key="a.txt", run=run, description=content).save()
artifact.ulabels.add(good)
open("b.txt", "w").write("b")
other = ln.Artifact("b.txt", key="b.txt", run=run).save()
"""
done = subprocess.run([sys.executable, "-c", FILL], env={**os.environ, "LAMIN_SETTINGS_DIR": os.path.abspath("elsewhere")},
                      capture_output=True, text=True)
assert done.returncode == 0, done.stderr
for settings in Path("elsewhere").glob("**/instance--*.env"):
    shutil.copy(settings, Path.home() / ".lamin")

import lamindb as ln  # noqa: E402
from attempt import attempt, title  # noqa: E402

SOURCE = "anonymous/source"

title("read")
print(ln.ULabel.using(SOURCE).filter().count(), ln.ULabel.filter().count())
artifact = ln.Artifact.using(SOURCE).get(key="a.txt")
print(artifact._state.db, artifact.description, artifact.path.read_text())

title("a label and its type")
label = ln.ULabel.using(SOURCE).get(name="good")
saved = label.save()
print(saved is label, saved._state.db, saved.type.name, saved.created_by.handle)
run = ln.Run.get(saved.run_id)
print(run.transform.key == f"transfers/{run.transform.uid[:12]}", run.transform.description, run.transform.type)
print(run.transform.uid[12:], run.initiated_by_run)

title("again")
print(ln.ULabel.using(SOURCE).get(name="good").save() == saved, ln.ULabel.filter().count(), ln.Run.filter().count())

title("a label without its parents")
print(ln.ULabel.using(SOURCE).get(name="bad").save().parents.count())

title("an artifact")
saved = artifact.save()
print(saved._state.db, saved.key, saved.path.read_text(), saved.path.parent.parent.name)
print([label.name for label in saved.ulabels.all()], ln.Storage.filter().count(), saved.run_id == run.id)

title("an artifact again")
print(ln.Artifact.using(SOURCE).get(key="a.txt").save() == saved, ln.Artifact.filter().count())

title("a version that is not the latest")
attempt(lambda: ln.Artifact.using(SOURCE).filter(is_latest=False).one().save())

title("an artifact without labels")
print(ln.Artifact.using(SOURCE).get(key="b.txt").save().ulabels.count())
