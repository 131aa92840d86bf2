"""Filters, lookups, relations, order, values, one and none."""

from pathlib import Path

import lamindb as ln
from attempt import attempt, title

ln.settings.verbosity = "error"
names = ["Apple", "apple pie", "Banana", "Cherry 1", "Cherry 2", "date", "Fig_1", "100% grape"]
ln.save([ln.ULabel(name=name) for name in names])
ln.settings.verbosity = "warning"
kind = ln.ULabel(name="Fruit", is_type=True).save()
for name in ("Apple", "Banana"):
    label = ln.ULabel.get(name=name)
    label.type = kind
    label.description = f"{name} described"
    label.save()
for number in range(4):
    Path(f"{number}.txt").write_text("x" * (number + 1))
    artifact = ln.Artifact(f"{number}.txt", key=f"set{number % 2}/{number}.txt", run=False).save()
    artifact.ulabels.add(ln.ULabel.get(name=names[number]))


def found(*arguments, **conditions):
    attempt(lambda: ln.ULabel.filter(*arguments, **conditions).order_by("id").list("name"))


title("lookups")
found(name="Apple")
found(name__exact="Apple")
found(name__iexact="APPLE")
found(name__contains="pp")
found(name__icontains="APP")
found(name__startswith="Cherry")
found(name__istartswith="cherry")
found(name__endswith="1")
found(name__iendswith="PIE")
found(name__in=["Apple", "date", "none"])
found(name__in=("Apple",))
found(name__contains="_")
found(name__contains="%")
found(id__gt=2, id__lte=4)
found(id__gte=7)
found(id__lt=3)
found(id__range=(2, 4))
found(type__isnull=False)
found(description__isnull=True)
found(name__regex="[12]$")
found(name__iregex="^a")

title("relations")
found(type=kind)
found(type__name="Fruit")
found(type__name__startswith="Fr", name__startswith="B")
found(records__name="Apple")
found(artifacts__key__startswith="set0")
found(created_by__handle="anonymous", id__lt=3)
attempt(lambda: ln.Artifact.filter(ulabels__name__in=["Apple", "Banana"]).order_by("key").list("key"))
attempt(lambda: ln.Artifact.filter(ulabels=ln.ULabel.get(name="Apple")).list("key"))
attempt(lambda: ln.Artifact.filter(ulabels__type__name="Fruit").order_by("key").list("key"))
attempt(lambda: ln.Artifact.filter(transform__description__icontains="x").count())
attempt(lambda: ln.Artifact.filter(created_by__handle__startswith="anon").count())

title("and, or, not")
found(ln.Q(name="Apple") | ln.Q(name="date"))
found(ln.Q(name__startswith="Cherry") & ~ln.Q(name__endswith="1"))
found(~ln.Q(name__contains="e"))
found(ln.Q(name="Apple"), name="Apple")
attempt(lambda: ln.ULabel.filter(name__startswith="Ch").exclude(name="Cherry 1").list("name"))
attempt(lambda: ln.ULabel.filter().exclude(type__isnull=True).count())

title("order and slices")
query = ln.ULabel.filter(id__lte=5)
print(query.order_by("name").list("name"))
print(query.order_by("-name").list("name"))
print(query.order_by("type__name", "-id").list("id"))
print(query.order_by("id")[0].name, [label.name for label in query.order_by("id")[1:3]])
attempt(lambda: query[-1])
attempt(lambda: query.order_by("nonsense"))
print(query.order_by("id").reverse().list("id"))
print(ln.Artifact.filter().order_by("size").first().key, ln.Artifact.filter().order_by("size").last().key)

title("count, exists, one")
print(query.count(), len(query), bool(query), query.exists(), query.distinct().count())
print(query.filter(name="none").exists(), query.filter(name="none").first(), query.filter(name="none").one_or_none())
attempt(lambda: query.filter(name="none").one())
attempt(lambda: query.filter(name="Apple").one().name)
attempt(lambda: query.get(name="Apple").name)
attempt(lambda: query.get(name="none"))
attempt(lambda: type(query.one))
try:
    query.one()
except Exception as error:
    print(type(error).__name__)
try:
    query.one_or_none()
except Exception as error:
    print(type(error).__name__)
attempt(lambda: ln.ULabel.get(name__startswith="Ch"))

title("values")
print(query.order_by("id").values("id", "name"))
print(query.order_by("id").values_list("name", flat=True))
print(query.order_by("id").values_list("id", "name")[:2])
print(list(query.order_by("id").values_list("type__name", flat=True)))
print(ln.ULabel.filter(name="none").values("name"))

title("sets")
print(ln.ULabel.filter(), "\n" in repr(ln.ULabel.filter()))
print(ln.ULabel.filter(name="none"))
print(query.filter(name="Apple").update(description="bulk"), ln.ULabel.get(name="Apple").description)
print(query.latest_version if False else type(query).__name__)
attempt(lambda: query.latest_version())
attempt(lambda: query.nonsense)
print([label.name for label in query.order_by("id")])

title("errors")
attempt(lambda: ln.ULabel.filter(nam="x"))
attempt(lambda: ln.ULabel.filter(type="x"))
attempt(lambda: ln.Artifact.filter(ulabels="x"))
attempt(lambda: ln.ULabel.filter(id="x"))
attempt(lambda: ln.ULabel.filter(name__nonsense="x"))
attempt(lambda: ln.ULabel.filter(created_by__handel="x"))
attempt(lambda: ln.ULabel.get(nonsense="x"))
attempt(lambda: ln.ULabel.get("nope"))
attempt(lambda: ln.ULabel.get(999))

title("old names")
attempt(lambda: ln.Artifact.filter(type="dataset").count())
attempt(lambda: ln.Artifact.filter(n_objects=1).count())
attempt(lambda: ln.Artifact.filter(transform__key="x").count())
attempt(lambda: ln.Artifact.filter(visibility=None).count())
