"""Annotations, aggregates, F, sub-queries, sets of sets, dates, JSON: what query sets have from Django."""

import datetime as dt
from pathlib import Path

import lamindb as ln
from attempt import attempt, title

try:
    from django.db.models import Avg, Case, Count, Exists, F, Max, Min, OuterRef, Subquery, Sum, Value, When
    from django.db.models.functions import Coalesce, ExtractYear, Length, Lower, TruncDate, Upper
except ImportError:
    from lamindb._expressions import (
        Avg, Case, Coalesce, Count, Exists, ExtractYear, F, Length, Lower, Max, Min, OuterRef, Subquery, Sum, TruncDate, Upper,
        Value, When)

ln.settings.verbosity = "error"
Q, A, U = ln.Q, ln.Artifact, ln.ULabel
names = ["Apple", "apple pie", "Banana", "Cherry 1", "Cherry 2", "date"]
ln.save([U(name=name) for name in names])
fruit = U(name="Fruit", is_type=True).save()
for name in ("Apple", "Banana"):
    label = U.get(name=name)
    label.type, label.description = fruit, f"{name} described"
    label.save()
for i in range(6):
    Path(f"{i}.txt").write_text("x" * (i + 1))
    artifact = A(f"{i}.txt", key=f"d{i % 2}/{i}.txt", run=False, description=None if i % 3 else f"D{i}").save()
    artifact.ulabels.add(*[U.get(name=name) for name in names[:i]])
project = ln.Project(name="P1").save()
A.get(key="d0/0.txt").projects.add(project)
for key, aux in (("d1/1.txt", {"a": {"b": 3, "c": [1, {"d": "x"}]}, "t": True}), ("d0/2.txt", {"t": False, "s": "Abd"})):
    artifact = A.get(key=key)
    artifact._aux = aux
    artifact.save()
ln.settings.verbosity = "warning"
files = A.filter().order_by("key")


def rows(query):
    attempt(lambda: list(query()))


title("annotate")
rows(lambda: files.annotate(n=Count("ulabels")).values_list("key", "n"))
rows(lambda: [(a.key, a.n) for a in A.filter().annotate(n=Count("ulabels")).order_by("-n")])
rows(lambda: files.annotate(n=Count("ulabels")).filter(n__gt=2).list("key"))
rows(lambda: files.annotate(n=Count("ulabels")).exclude(n__gt=2).list("key"))
rows(lambda: files.filter(ulabels__name="Apple").annotate(n=Count("ulabels")).values_list("key", "n"))
rows(lambda: files.annotate(n=Count("ulabels")).filter(ulabels__name="Apple").values_list("key", "n"))
rows(lambda: files.annotate(n=Count("ulabels", filter=Q(ulabels__name__startswith="A"))).values_list("key", "n"))
rows(lambda: files.annotate(n=Count("ulabels__type", distinct=True)).values_list("key", "n"))
rows(lambda: files.annotate(n=Count("ulabels"), m=Count("projects")).values_list("key", "n", "m"))
rows(lambda: files.annotate(n=Max("ulabels__name")).values_list("n", flat=True))
rows(lambda: files.alias(n=Count("ulabels")).filter(n=2).list("key"))
rows(lambda: files.annotate(d=F("size") * 2 + 1).values_list("key", "d"))
rows(lambda: files.annotate(x=Lower("description")).values_list("x", flat=True))
rows(lambda: files.annotate(x=Upper("key"), y=Length("key")).values("x", "y")[:2])
rows(lambda: files.annotate(x=Coalesce("description", Value("none"))).values_list("x", flat=True))
rows(lambda: files.annotate(c=Case(When(size__gt=3, then=Value("big")), default=Value("small"))).values_list("c", flat=True))
attempt(lambda: files.annotate(n=Count("ulabels")).count())
attempt(lambda: files.annotate(key=F("id")))

title("aggregate")
attempt(lambda: A.filter().aggregate(Sum("size")))
attempt(lambda: A.filter().aggregate(s=Sum("size"), m=Max("size"), i=Min("size"), a=Avg("size"), c=Count("suffix", distinct=True)))
attempt(lambda: A.filter(key="none").aggregate(s=Sum("size"), c=Count("id"), m=Max("created_at")))
attempt(lambda: A.filter().aggregate(x=Sum(F("size") * 2), n=Count("ulabels")))
attempt(lambda: A.filter().order_by("id")[:3].aggregate(n=Sum("size")))
attempt(lambda: A.filter().annotate(n=Count("ulabels")).aggregate(m=Max("n"), a=Avg("n")))

title("groups")
rows(lambda: A.filter().values("suffix").annotate(n=Count("id"), s=Sum("size")))
rows(lambda: A.filter().values("description").annotate(n=Count("id")).order_by("description"))
rows(lambda: A.filter().values("ulabels__name").annotate(n=Count("id")).order_by("-n", "ulabels__name"))
rows(lambda: A.filter().annotate(y=ExtractYear("created_at")).values("y").annotate(n=Count("id")).values_list("n", flat=True))
attempt(lambda: A.filter().annotate(d=TruncDate("created_at")).values("d").annotate(n=Count("id")).count())

title("F and sub-queries")
attempt(lambda: (A.filter(size__gt=F("id")).count(), A.filter(size=F("id")).count(), A.filter(size__in=[F("id"), 4]).count()))
attempt(lambda: A.filter(created_at__lte=F("updated_at")).count())
rows(lambda: files.filter(Exists(U.filter(artifacts=OuterRef("pk"), name="Banana"))).list("key"))
rows(lambda: files.filter(~Exists(U.filter(artifacts=OuterRef("pk")))).list("key"))
last = Subquery(U.filter(artifacts=OuterRef("pk")).order_by("-name").values("name")[:1])
rows(lambda: files.annotate(u=last).values_list("key", "u"))
attempt(lambda: A.filter(id__in=Subquery(A.filter(size__gt=3).values("id"))).count())
attempt(lambda: (U.filter(id__in=U.filter()[:2]).count(), U.filter(name__in=U.filter(type=fruit).values_list("name", flat=True)).count()))
attempt(lambda: A.filter(ulabels__in=A.filter()).count())

title("order")
rows(lambda: A.filter().order_by(F("description").asc(nulls_last=True), "key").list("key"))
rows(lambda: A.filter().order_by(Lower("key").desc()).list("key"))
rows(lambda: A.filter().order_by(F("size").desc()).list("size"))

title("either or")
rows(lambda: files.filter(Q(size__gt=2) ^ Q(key__startswith="d0")).list("key"))
rows(lambda: files.filter(Q(size__gt=2) ^ Q(key__startswith="d0") ^ Q(description__isnull=True)).list("key"))
attempt(lambda: (str(Q(a=1) ^ Q(b=2)), repr(~~Q(a=1)), Q(a=1) == Q(a=1), bool(Q()), len(Q(a=1, b=2))))

title("sets of sets")
apple, date = U.filter(name="Apple"), U.filter(name="date")
rows(lambda: [u.name for u in U.filter(name__startswith="A").union(date, U.filter(name="Banana")).order_by("name")])
rows(lambda: U.filter().intersection(U.filter(name__contains="a")).order_by("name").values_list("name", flat=True))
rows(lambda: U.filter().difference(U.filter(name__contains="a")).order_by("-name").values_list("name", flat=True))
attempt(lambda: (apple.union(apple).count(), apple.union(apple, all=True).count(), apple.union(date).exists()))
attempt(lambda: U.filter(id__in=apple.union(date).values("id")).count())
rows(lambda: apple.values("name").union(A.filter(key="d0/0.txt").values("key")))
attempt(lambda: (len(apple | date), len(U.filter(name__contains="a") & U.filter(name__contains="B"))))

title("dates and JSON")
year = dt.datetime.now(dt.timezone.utc).year
attempt(lambda: (A.filter(created_at__year__gte=year - 1).count(), A.filter(created_at__month__in=range(13)).count()))
attempt(lambda: (A.filter(created_at__date__gte="2020-01-01").count(), A.filter(created_at__week_day__lte=7).count()))
attempt(lambda: (A.filter(created_at__time__gte=dt.time(0, 0)).count(), A.filter(created_at__quarter__gt=0).count()))
attempt(lambda: (len(A.filter().dates("created_at", "year")), len(A.filter().datetimes("created_at", "month"))))
attempt(lambda: (A.filter(_aux__a__b=3).count(), A.filter(_aux__a__c__1__d="x").count(), A.filter(_aux__t=True).count()))
attempt(lambda: (A.filter(_aux__has_key="a").count(), A.filter(_aux__has_keys=["a", "t"]).count(), A.filter(_aux__has_any_keys=["s", "q"]).count()))
attempt(lambda: (A.filter(_aux__s__startswith="A").count(), A.filter(_aux__s__iexact="ABD").count(), A.filter(~Q(_aux__a__b=3)).count()))

title("changes")
attempt(lambda: A.filter(key="d0/0.txt").update(size=F("size") + 5))
attempt(lambda: U.filter().annotate(n=Count("artifacts")).filter(n__gte=3).update(description="often"))
attempt(lambda: (A.get(key="d0/0.txt").size, U.filter(description="often").count(), U.filter().update()))
attempt(lambda: [u.name for u in U.objects.bulk_create([U(name="bulk 1"), U(name="bulk 2")])])
many = list(U.filter(name__startswith="bulk").order_by("id"))
for one in many:
    one.description = "bulk"
attempt(lambda: (U.objects.bulk_update(many, ["description"]), U.filter(description="bulk").count()))
attempt(lambda: U.objects.bulk_update([U(name="x")], ["description"]))
attempt(lambda: U.objects.update_or_create(name="bulk 1", defaults={"description": "z"})[0].description)
attempt(lambda: U.objects.update_or_create(name="made", defaults={"description": "z"}, create_defaults={"description": "c"})[0].description)
attempt(lambda: sorted(U.filter().in_bulk([1, 99])))
attempt(lambda: U.filter().in_bulk(["Apple"], field_name="name"))
attempt(lambda: (U.filter().contains(fruit), U.filter(name="none").contains(fruit)))

title("slices and values")
attempt(lambda: U.filter()[:2].reverse())
attempt(lambda: U.filter()[:2].delete())
attempt(lambda: U.filter()[:2].distinct())
attempt(lambda: U.filter()["a"])
attempt(lambda: A.filter().values("ulabels").count())
attempt(lambda: files.values_list("key", "size", named=True)[0].size)
rows(lambda: files.values("key", up=Upper("key"))[:1])
attempt(lambda: U.filter().select_related("nonsense"))
attempt(lambda: A.filter().prefetch_related("nonsense"))
attempt(lambda: [[u.name for u in a.ulabels.all()] for a in files.prefetch_related("ulabels")][:2])
