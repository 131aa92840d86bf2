"""artifact.labels: added with and without a feature, looked up, taken over, taken out of features."""

import warnings
from pathlib import Path

import bionty as bt
import lamindb as ln
from attempt import attempt, title

warnings.simplefilter("ignore")
ln.settings.creation.search_names = False


def write(name):
    Path(name).write_text(name)
    return name


artifact = ln.Artifact(write("a.txt"), key="a.txt").save()
features = {name: ln.Feature(name=name, dtype=dtype).save() for name, dtype in dict(
    any="cat", label="cat[ULabel]", cell="cat[bionty.CellType]", both="cat[ULabel|bionty.CellType]", count="int").items()}
one, two, three = (ln.ULabel(name=name).save() for name in ("one", "two", "three"))
cell = bt.CellType(name="a cell", ontology_id="CL:0000001").save()

title("without a feature")
attempt(lambda: artifact.labels.add(one))
attempt(lambda: artifact.labels.add([two, cell]))
attempt(lambda: artifact.labels.add(ln.ULabel.filter(name="three")))
attempt(lambda: artifact.labels.add([]))
attempt(lambda: artifact.labels.add("text"))
attempt(lambda: artifact.labels.add(ln.ULabel(name="unsaved")))
attempt(lambda: artifact.labels.add(ln.Project(name="project").save()))
print(artifact.labels)

title("under a feature")
for name, feature in features.items():
    for labels in (one, cell, [one, two], [one, cell], ln.ULabel(name="unsaved")):
        print(name, feature.dtype)
        attempt(lambda: artifact.labels.add(labels, feature=feature))
attempt(lambda: artifact.labels.add(one, feature="label"))
attempt(lambda: artifact.labels.add(one, feature=ln.Feature(name="unsaved", dtype="cat")))
artifact.describe()
print(artifact.features)

title("looked up")
attempt(lambda: artifact.labels.get(features["label"]))
attempt(lambda: artifact.labels.get(features["label"], flat_names=True))
attempt(lambda: artifact.labels.get(features["count"]))
attempt(lambda: artifact.labels.get("label"))

title("removed through the relation")
artifact.ulabels.remove(two)
print(artifact.labels)
attempt(lambda: artifact.features.get_values()["label"])

title("taken over")
other = ln.Artifact(write("other.txt"), key="other.txt").save()
other.labels.add(three, feature=features["label"])
third = ln.Artifact(write("third.txt"), key="third.txt").save()
third.labels.add_from(other)
third.describe()

title("external")
third.labels.make_external(three)
third.describe()

title("feature sets")
attempt(lambda: third.features["columns"])
schema = ln.Schema(features=[features["label"], features["count"]], name="set").save()
third.features._add_schema(schema, slot="columns")
third.describe()
attempt(lambda: third.labels.add(one, feature=features["label"]))
attempt(lambda: third.features.add_values({"label": "two", "count": 3}))
third.describe()
print(third.features)
print(third.features.slots["columns"].name, third.features["columns"].list("name"))
attempt(lambda: third.features.make_external("x"))

title("unsaved")
unsaved = ln.Artifact(write("unsaved.txt"), key="unsaved.txt")
attempt(lambda: unsaved.labels.add(one))
attempt(lambda: unsaved.features._add_schema(schema, slot="columns"))
print(unsaved.labels)
