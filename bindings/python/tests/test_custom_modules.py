"""A package of registries of one's own, in the form that lamindb documents: tests/scripts/modules/mylab."""

import os
import shutil
from pathlib import Path

import pytest

MODULES = Path(__file__).resolve().parents[3] / "tests" / "scripts" / "modules"


@pytest.fixture
def lab(python, tmp_path, monkeypatch):
    """Runs code beside a copy of the package, in an instance that mounts it."""
    shutil.copytree(MODULES / "mylab", tmp_path / "packages" / "mylab")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path / 'packages'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    python('import lamindb as ln; ln.setup.init(storage="./store", modules="mylab")')
    return python


def test_its_classes_are_registries(lab):
    printed = lab("""
    import lamindb as ln, mylab
    x1 = mylab.Instrument(name="x1", vendor="acme", precision=0.5).save()
    print(x1.label(), x1.in_use, len(x1.uid), type(x1) is mylab.Instrument)
    reading = mylab.Reading(name="first", instrument=x1).save()
    print(repr(reading).split("uid=")[0], reading.instrument.name)
    print(mylab.Instrument.get(name="x1") == x1, x1.readings.one() == reading)
    print(mylab.Instrument.df().columns.tolist()[:4], ln.ULabel.filter(readings__name="first").count())
    """)
    assert "x1 (acme) True 12 True" in printed
    assert "Reading( x1" in printed
    assert "True True" in printed
    assert "['uid', 'name', 'vendor', 'serial_number'] 0" in printed


def test_they_link_with_artifacts_and_labels(lab):
    printed = lab("""
    import lamindb as ln, mylab
    open("a.txt", "w").write("a")
    artifact = ln.Artifact("a.txt", key="a.txt").save()
    reading = mylab.Reading(name="r", instrument=mylab.Instrument(name="x").save()).save()
    artifact.readings.add(reading)
    reading.ulabels.add(ln.ULabel(name="good").save())
    print(ln.Artifact.filter(readings__instrument__name="x").one().key, reading.artifacts.count())
    print(ln.Artifact.filter(readings__ulabels__name="good").count())
    parent = mylab.Instrument(name="parent").save()
    reading.instrument.parents.add(parent)
    print([child.name for child in parent.children.all()])
    """)
    assert "a.txt 1" in printed
    assert "\n1\n" in printed
    assert "['x']" in printed


def test_a_changed_class_is_migrated(lab, tmp_path):
    lab('import lamindb as ln; ln.setup.migrate.create()')
    models = tmp_path / "packages" / "mylab" / "models.py"
    models.write_text(models.read_text().replace(
        "    notes: str", '    room: str | None = CharField(max_length=9, null=True)\n    notes: str'))
    printed = lab("""
    import lamindb as ln
    print(ln.setup.migrate.check())
    ln.setup.migrate.create()
    print(ln.setup.migrate.check())
    ln.setup.migrate.deploy()
    """)
    assert "migrations are not in sync with ORMs, please create a migration: lamin migrate create" in printed
    assert "+ Add field room to instrument" in printed
    assert "Applying mylab.0002_instrument_room... OK" in printed
    assert "a1" in lab('import lamindb, mylab; print(mylab.Instrument(name="y", room="a1").save().room)')


def test_without_the_package_its_registries_can_still_be_read(lab, monkeypatch, tmp_path):
    lab('import lamindb, mylab; mylab.Instrument(name="x1").save()')
    shutil.rmtree(tmp_path / "packages" / "mylab")
    assert "x1" in lab('import lamindb, mylab; print(mylab.Instrument.get(name="x1").name)')
