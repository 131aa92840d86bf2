"""A package of registries of one's own (modules/mylab): mounted, migrated, used like the built-in ones."""

import os
import subprocess
import sys

USE = '''
import datetime
import lamindb as ln
import mylab
from attempt import attempt, title

title("records")
x1 = mylab.Instrument(name="x1", vendor="acme", precision=0.5, bought=datetime.date(2024, 5, 1)).save()
x2 = mylab.Instrument(name="x2").save()
print(x1)
print(x1.label(), x1.in_use, len(x1.uid), type(x1) is mylab.Instrument)
attempt(lambda: mylab.Instrument())
attempt(lambda: mylab.Instrument(nam="x"))
attempt(lambda: mylab.Instrument(name="x1") == x1)

title("relations")
reading = mylab.Reading(name="first", instrument=x1).save()
print(reading)
print(reading.instrument == x1, list(x1.readings.all()) == [reading])
x1.parents.add(x2)
print([child.name for child in x2.children.all()])
reading.ulabels.add(ln.ULabel(name="good").save())
open("a.txt", "w").write("a")
ln.settings.creation.artifact_silence_missing_run_warning = True
artifact = ln.Artifact("a.txt", key="a.txt").save()
artifact.readings.add(reading)
print(list(artifact.readings.all()) == [reading], list(reading.artifacts.all()) == [artifact])

title("queries")
print(ln.Artifact.filter(readings__instrument__name="x1").count(), ln.ULabel.filter(readings__name="first").count())
print(mylab.Reading.filter(instrument__vendor__startswith="ac", ulabels__name="good").one().name)
print(mylab.Instrument.filter(bought__year=2024).one().name, mylab.Instrument.get(x1.uid[:6]) == x1)
attempt(lambda: mylab.Instrument.filter(vendr="x"))
print(sorted(mylab.Instrument.search("x").df()["name"]), mylab.Instrument.lookup().x2.name)
print(mylab.Instrument.df().columns.tolist())
print(mylab.Reading.df().columns.tolist())
print(mylab.Instrument.validate(["x1", "nope"], field="name").tolist())

title("the registries")
print(mylab.Instrument._meta.db_table, mylab.Reading._meta.app_label)
print(mylab.Instrument.__get_name_with_module__())

title("delete")


def refused(call):
    try:
        call()
    except Exception as error:
        print(type(error).__name__)


refused(lambda: x1.delete())
refused(lambda: reading.delete())
artifact.readings.remove(reading)
reading.delete()
print(mylab.Reading.filter().count())
'''

environment = {**os.environ, "LAMIN_SETTINGS_DIR": os.path.abspath("elsewhere")}
environment["PYTHONPATH"] = os.pathsep.join([os.path.abspath("modules"), os.getcwd(), os.environ.get("PYTHONPATH", "")])


def run(code):
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


run('import lamindb_setup; lamindb_setup.init(storage="./lab", modules="mylab")')
created = run("import lamindb_setup; lamindb_setup.migrate.create()")
print(sorted(line.strip() for line in created.splitlines() if "Create model" in line))
run("import lamindb_setup; lamindb_setup.migrate.deploy()")
print(run(USE))
