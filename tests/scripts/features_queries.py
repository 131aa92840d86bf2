"""Artifacts found by their features, and what is wrong with a query."""

from pathlib import Path

import lamindb as ln
from attempt import attempt, title

ln.settings.creation.search_names = False


def write(name):
    Path(name).write_text(name)
    return name


for name, dtype in dict(count="int", rate="float", flag="bool", note="str", day="date", label="cat[ULabel]").items():
    ln.Feature(name=name, dtype=dtype).save()
ln.save([ln.ULabel(name="one"), ln.ULabel(name="two"), ln.ULabel(name="other one"), ln.ULabel(name="unused")])
rows = (
    dict(count=1, rate=1.5, flag=True, note="alpha", day="2024-01-01", label="one"),
    dict(count=5, rate=2.5, flag=False, note="beta", day="2024-02-01", label="two"),
    dict(count=7, note="gamma", label="other one"),
    {},
)
for number, values in enumerate(rows):
    ln.Artifact(write(f"{number}.txt"), key=f"{number}.txt").save().features.add_values(values)


def ask(**conditions):
    shown = {key: value if isinstance(value, (str, int, float)) else type(value).__name__ for key, value in conditions.items()}
    print(shown)
    attempt(lambda: sorted(ln.Artifact.features.filter(**conditions).list("key")))


title("values")
ask(count=1)
ask(count__gt=1)
ask(count__gte=5)
ask(count__lt=7)
ask(count__lte=5)
ask(count__in=[1, 7])
ask(count__isnull=False)
ask(count="1")
ask(rate=1.5)
ask(rate__gt=2)
ask(flag=True)
ask(flag=False)
ask(note="alpha")
ask(note="Alpha")
ask(note__icontains="LPH")
ask(note__gt="b")
ask(note__in=["alpha", "beta"])
ask(day="2024-01-01")
ask(day__gt="2024-01-15")
ask(count=1, note="alpha")

title("labels")
ask(label="one")
ask(label=ln.ULabel.get(name="one"))
ask(label__contains="one")
ask(label__icontains="ONE")
ask(label__startswith="other")
ask(label="unused")
ask(count__gt=1, label__contains="o")

title("not registered")
ask(nope=1)
ask(nope__gt=1)
ask(count=1, nope=2)
ask(key="0.txt")

title("one")
print(ln.Artifact.features.get(count=1).key)
attempt(lambda: ln.Artifact.features.get(count=77))
ln.Artifact.get(key="0.txt").delete()
ask(count=1)
