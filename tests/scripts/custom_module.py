"""A package of registries of one's own: mounted, migrated, used like the built-in ones."""

import os
import subprocess
import sys
from pathlib import Path

MODELS = '''
from __future__ import annotations

from django.db import models
from django.db.models import CASCADE, PROTECT
from lamindb.base import ids
from lamindb.base.fields import BooleanField, CharField, DateField, FloatField, ForeignKey, IntegerField, TextField
from lamindb.models import Artifact, BasicRecord, CanCurate, Feature, LinkORM, Record, TracksRun, TracksUpdates, ULabel


class Instrument(Record, CanCurate, TracksRun, TracksUpdates):
    """An instrument."""

    class Meta(Record.Meta, TracksRun.Meta, TracksUpdates.Meta):
        abstract = False

    _name_field: str = "name"

    id: int = models.AutoField(primary_key=True)
    uid: str = CharField(unique=True, max_length=12, default=ids.base62_12)
    name: str = CharField(max_length=150, db_index=True, unique=True)
    vendor: str | None = CharField(max_length=64, null=True)
    serial_number: int | None = IntegerField(null=True)
    precision: float | None = FloatField(null=True)
    bought: str | None = DateField(null=True)
    in_use: bool = BooleanField(default=True)
    parents: Instrument = models.ManyToManyField("self", symmetrical=False, related_name="children")

    def label(self):
        return f"{self.name} ({self.vendor})"


class Reading(Record, CanCurate, TracksRun, TracksUpdates):
    """A reading of an instrument."""

    class Meta(Record.Meta, TracksRun.Meta, TracksUpdates.Meta):
        abstract = False

    id: int = models.AutoField(primary_key=True)
    uid: str = CharField(unique=True, max_length=12, default=ids.base62_12)
    name: str = CharField(max_length=255, db_index=True)
    instrument: Instrument = ForeignKey(Instrument, PROTECT, related_name="readings")
    ulabels: ULabel = models.ManyToManyField(ULabel, related_name="readings")
    artifacts: Artifact = models.ManyToManyField(Artifact, through="ArtifactReading", related_name="readings")


class ArtifactReading(BasicRecord, LinkORM, TracksRun):
    id: int = models.BigAutoField(primary_key=True)
    artifact: Artifact = ForeignKey(Artifact, CASCADE, related_name="links_reading")
    reading: Reading = ForeignKey(Reading, PROTECT, related_name="links_artifact")
    feature: Feature = ForeignKey(Feature, PROTECT, null=True, default=None, related_name="links_artifactreading")
    label_ref_is_name: bool | None = BooleanField(null=True, default=None)
    feature_ref_is_name: bool | None = BooleanField(null=True, default=None)

    class Meta:
        unique_together = ("artifact", "reading", "feature")
'''
PACKAGE = '''
__version__ = "0.1.0"
from lamindb_setup import _check_instance_setup


def __getattr__(name):
    if name != "models":
        _check_instance_setup(from_module="mylab")
    return globals()[name]


if _check_instance_setup():
    import lamindb

    del __getattr__
    from .models import Instrument, Reading
'''
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

package = Path("packages") / "mylab"
package.mkdir(parents=True)
(package / "migrations").mkdir()
(package / "migrations" / "__init__.py").write_text("")
(package / "__init__.py").write_text(PACKAGE)
(package / "models.py").write_text(MODELS)
environment = {**os.environ, "LAMIN_SETTINGS_DIR": os.path.abspath("elsewhere")}
environment["PYTHONPATH"] = os.pathsep.join([os.path.abspath("packages"), os.getcwd(), os.environ.get("PYTHONPATH", "")])


def run(code):
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


run('import lamindb_setup; lamindb_setup.init(storage="./lab", modules="mylab")')
created = run("import lamindb_setup; lamindb_setup.migrate.create()")
print(sorted(line.strip() for line in created.splitlines() if "Create model" in line))
run("import lamindb_setup; lamindb_setup.migrate.deploy()")
print(run(USE))
