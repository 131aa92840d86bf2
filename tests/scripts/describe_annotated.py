"""describe with feature sets, linked features, labels of several registries."""

from pathlib import Path

import bionty as bt
import lamindb as ln
from attempt import attempt, title

ln.settings.creation.search_names = False


def write(name):
    Path(name).write_text(name)
    return name


features = [ln.Feature(name=f"feature {i:02}", dtype=("int", "float", "str", "cat[ULabel]")[i % 4]).save() for i in range(25)]
labels = [ln.ULabel(name=f"label {i:02}").save() for i in range(12)]
cell = bt.CellType(name="a cell", ontology_id="CL:0000001").save()

title("two sets")
artifact = ln.Artifact(write("a.txt"), key="a.txt").save()
artifact.features._add_schema(ln.Schema(features=features[:3], name="few").save(), slot="obs")
artifact.features._add_schema(ln.Schema(features=features[3:5], name="other").save(), slot="var")
artifact.describe()
print(artifact.features)

title("many features, values first")
other = ln.Artifact(write("other.txt"), key="other.txt").save()
other.features._add_schema(ln.Schema(features=features, name="many").save(), slot="columns")
other.features.add_values({"feature 03": labels[:3], "feature 00": 1, "feature 02": "x"})
other.describe()

title("linked features")
third = ln.Artifact(write("third.txt"), key="third.txt").save()
ln.Feature(name="a name of a feature that is too long for its column", dtype="str").save()
ln.Feature(name="cell", dtype="cat[bionty.CellType]").save()
third.features.add_values({"a name of a feature that is too long for its column": "a text that is too long for its column as well",
                           "feature 07": labels, "feature 01": 2.5, "cell": cell})
third.ulabels.add(labels[4])
third.projects.add(ln.Project(name="a project").save())
third.references.add(ln.Reference(name="a reference").save())
third.describe()
print(third.features)
print(third.labels)
attempt(lambda: sorted(third.features.get_values()["feature 07"]))
