"""Values of features of every dtype: what fits, what is refused, how they come back, queries by them."""

import datetime
from pathlib import Path

import lamindb as ln
from attempt import attempt, title

ln.settings.creation.search_names = False


def write(name):
    Path(name).write_text(name)
    return name


def show(artifact):
    attempt(lambda: sorted(artifact.features.get_values().items()))


artifact = ln.Artifact(write("a.txt"), key="a.txt").save()

title("nothing")
print(artifact.features)
print(artifact.labels)
show(artifact)
print(artifact.features.slots)

title("features that nobody defined")
attempt(lambda: artifact.features.add_values({
    "int": 1, "float": 1.5, "bool": True, "text": "a", "date": "2024-01-02", "object": datetime.date(2024, 1, 2),
    "datetime": "2024-01-02T03:04:05", "compact": "20240102", "dict": {"a": 1}, "ints": [1, 2], "texts": ["a", "b"],
    "none": None, "empty": [], "mixed": [1, "a"]}))

title("what fits")
dtypes = ("int", "float", "num", "bool", "str", "date", "datetime", "object")
for dtype in dtypes:
    ln.Feature(name=f"a {dtype}", dtype=dtype).save()
values = (1, 1.5, True, "text", "2024-01-01", "2024-01-02 03:04", [1, 2], {"a": 1}, [], None, datetime.date(2024, 1, 1))
for dtype in dtypes:
    for value in values:
        fresh = ln.Artifact(write(f"{dtype}{values.index(value)}.txt"), description="x").save()
        print(dtype, repr(value))
        attempt(lambda: fresh.features.add_values({f"a {dtype}": value}))
        show(fresh)

title("lists and dictionaries")
for dtype in ("list[int]", "list[float]", "list[bool]", "list[cat ? str]"):
    feature = ln.Feature(name=dtype, dtype="str").save()
    feature.dtype = dtype
    feature.save()
    for value in ([1, 2], [1.5, 2.5], [True, False], ["a", "b"], (3, 4), [1, 2.5]):
        print(dtype, value)
        attempt(lambda: artifact.features.add_values({dtype: value}))

title("many at once")
labels = ln.save([ln.ULabel(name=f"label {number}") for number in range(4)])
ln.Feature(name="label", dtype=ln.ULabel).save()
ln.Feature(name="any", dtype="cat").save()
other = ln.Artifact(write("other.txt"), key="other.txt").save()
other.features.add_values({"a float": 21.6, "label": "label 1", "a int": 3, "a bool": False, "a str": "x", "any": "label 2",
                           "a date": "2024-01-01", "a datetime": "2024-01-02 03:04"})
show(other)
print(other.features)
other.describe()
print(ln.Feature.get(name="any").dtype)
other.features.add_values({"label": list(ln.ULabel.filter(name__in=["label 0", "label 3"]).all())})
print(other.features)

title("labels that nobody made")
attempt(lambda: other.features.add_values({"label": "nope", "any": "neither", "a int": 4}))
attempt(lambda: other.features.add_values({"label": ["label 1", "label 2"]}))
attempt(lambda: other.features.add_values({"label": 1}))
attempt(lambda: other.features.add_values({"label": ln.ULabel(name="unsaved")}))
show(other)

title("removed")
other.features.remove_values("a float")
other.features.remove_values("label")
other.features.remove_values("a int", value=77)
other.features.remove_values("a int", value=3)
show(other)

title("models")
model = ln.Artifact(write("model.txt"), key="model.txt", kind="model").save()
attempt(lambda: model.features.add_values({"a int": 1}))

title("within a run")
ln.track(transform=ln.Transform(key="pipe", type="pipeline"))
attempt(lambda: other.features.add_values({"x": 1, "y": "a"}))
