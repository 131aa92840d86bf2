"""Functions, aggregates, windows with frames, arithmetic with times: generated questions over a few files, row by row."""

import datetime as dt
from itertools import product
from pathlib import Path

import lamindb as ln
from attempt import attempt, title
from django.db.models import (
    Avg, BooleanField, Case, CharField, Count, DateField, DateTimeField, Exists, ExpressionWrapper, F, FloatField, Func,
    IntegerField, Max, Min, OuterRef, Q, RowRange, StdDev, Subquery, Sum, Value, ValueRange, Variance, When, Window,
    WindowFrameExclusion)
from django.db.models.functions import (
    Abs, ACos, ASin, ATan, ATan2, Cast, Ceil, Chr, Coalesce, Collate, Concat, Cos, Cot, CumeDist, Degrees, DenseRank, Exp,
    Extract, ExtractIsoWeekDay, ExtractWeekDay, ExtractYear, FirstValue, Floor, Greatest, JSONObject, Lag, LastValue, Lead,
    Least, Left, Length, Ln, Log, Lower, LPad, LTrim, MD5, Mod, Now, NthValue, Ntile, NullIf, Ord, PercentRank, Pi, Power,
    Radians, Random, Rank, Repeat, Replace, Reverse, Right, Round, RowNumber, RPad, RTrim, SHA1, SHA224, SHA256, SHA384, SHA512, Sign, Sin, Sqrt, StrIndex, Substr,
    Tan, Trim, Trunc, TruncDate, TruncDay, TruncHour, TruncMinute, TruncMonth, TruncQuarter, TruncSecond, TruncWeek,
    TruncYear, Upper)

ln.settings.verbosity = "error"
A, U = ln.Artifact, ln.ULabel
names = ["Apple", "apple pie", "Banana", "Cherry 1", "Cherry 2", "date"]
ln.save([U(name=name) for name in names])
for i in range(6):
    Path(f"{i}.txt").write_text("x" * (i + 1))
    artifact = A(f"{i}.txt", key=f"d{i % 2}/{i}.txt", run=False, description=None if i % 3 else f"Dä{i}").save()
    artifact.ulabels.add(*[U.get(name=name) for name in names[:i]])
# Times that are the same on both sides.
for i, artifact in enumerate(A.filter().order_by("id")):
    A.filter(id=artifact.id).update(created_at=dt.datetime(2024, 2 + i, 28 - i, 3 * i, i, 2 * i, 500 * i, tzinfo=dt.timezone.utc))
ln.settings.verbosity = "warning"
files = A.filter().order_by("key")


def shown(value):
    if isinstance(value, float):
        return round(value, 9) + 0.0  # zero has no sign
    if isinstance(value, dt.datetime):
        return value.isoformat()
    return value


def rows(*expressions, of=None, **named):
    """What the expressions give for each file."""
    query = files if of is None else of
    named.update({f"x{i}": one for i, one in enumerate(expressions)})
    attempt(lambda: [tuple(shown(value) for value in row) for row in query.annotate(**named).values_list(*named)])


def each(*calls):
    for call in calls:
        attempt(call)


title("texts")
for column in ("key", "description"):
    rows(Upper(column), Lower(column), Length(column), Reverse(column), MD5(column), Ord(column))
    rows(Left(column, 2), Right(column, 3), Right(column, 99), Substr(column, 2, 3), Substr(column, 4), F(column)[1:3])
    rows(LPad(column, 10, Value("-")), RPad(column, 12, Value("äb")), LPad(column, 3), Repeat(column, 2), Repeat(column, 0))
    rows(Replace(column, Value("d"), Value("E")), Replace(column, Value("d")), StrIndex(column, Value("3")))
    rows(NullIf(column, Value("d0/0.txt")), Coalesce(column, "key", Value("a")), Concat(column, Value("-"), "key", output_field=CharField()))
rows(Trim(Value("  a ")), LTrim(Value(" b ")), RTrim(Value(" c ")), Chr(Ord("key")), Concat("key", "size", output_field=CharField()))
rows(Greatest("description", "key"), Least("id", Value(3)), Greatest("size", F("size") * 2 - 3), Least("key", Value("d1")))
if ln.setup.settings.instance.dialect == "sqlite":
    attempt(lambda: list(files.annotate(x=Collate("key", "nocase")).order_by("-x").values_list("x", flat=True)))

title("hashes")
if ln.setup.settings.instance.dialect == "sqlite":  # lamindb needs pgcrypto on Postgres
    for column in ("key", "description", Concat("key", Value("ä"))):
        rows(SHA1(column), SHA224(column), SHA256(column), SHA384(column), SHA512(column))
    attempt(lambda: files.annotate(x=SHA256("key")).filter(x__startswith="d").count())
    attempt(lambda: SHA1("key", "suffix"))

title("functions of the database")


class Beginning(Func):
    function, arity, output_field = "SUBSTR", 3, CharField()


rows(Func("key", function="UPPER"), Func("size", function="ABS"), Func("key", Value("d"), Value("E"), function="REPLACE", output_field=CharField()))
rows(Func("key", template="UPPER(%(expressions)s)", output_field=CharField()), Func("key", function="LENGTH", template="%(function)s(%(expressions)s)", output_field=IntegerField()))
rows(Beginning("key", Value(1), Value(2)))
attempt(lambda: Beginning("key"))

title("numbers")
for value in (F("size"), F("size") / 2.0, F("size") - 3, -F("size") / 3.0):
    rows(Abs(value), Ceil(value), Floor(value), Round(value), Sign(value), Exp(value), ATan(value), Degrees(value), Radians(value))
    rows(Sin(value), Cos(value), Tan(value), Sqrt(Abs(value)), ASin(value / 10.0), ACos(value / 10.0))
rows(Round(F("size") / 3.0, 2), Round(F("size") / 3.0, precision=1), Mod("size", 4), Power("size", 2), Ln("size"), Log(2, "size"))
rows(Cot("size"), ATan2("size", 2.0), Pi())
rows(F("size") ** 2, F("size") % 2, F("size") / 2, F("size") / 2.0, 2 - F("size"), F("size").bitand(3), F("size").bitor(8))
rows(F("size").bitleftshift(1), F("size").bitrightshift(1), F("size").bitxor(1))
attempt(lambda: [0 <= x < 1 for x in files.annotate(x=Random()).values_list("x", flat=True)])

title("times")
for unit in (TruncYear, TruncQuarter, TruncMonth, TruncWeek, TruncDay, TruncHour, TruncMinute, TruncSecond):
    rows(unit("created_at"), unit("created_at", output_field=DateTimeField()))
for kind in ("year", "quarter", "month", "week", "day"):
    rows(Trunc("created_at", kind), Trunc("created_at", kind, output_field=DateField()))
rows(TruncDate("created_at"), ExtractYear(TruncMonth("created_at")), Extract("created_at", "hour"), ExtractWeekDay("created_at"), ExtractIsoWeekDay("created_at"))
day = dt.timedelta(days=1, seconds=3)
rows(F("created_at") + day, F("created_at") - day, F("created_at") - F("created_at"))
each(lambda: files.filter(created_at__lt=Now()).count(), lambda: files.filter(created_at__gt=Now() - dt.timedelta(days=1)).count(),
     lambda: files.filter(created_at__gt=F("created_at") - day).count())
for kind in ("year", "month", "week", "day"):
    attempt(lambda: list(A.filter().dates("created_at", kind)))
    attempt(lambda: [one.isoformat() for one in A.filter().datetimes("created_at", kind, order="DESC")])

title("JSON")
rows(JSONObject(k="key", s="size", d="description"), JSONObject(k=Lower("key"), n=JSONObject(a="id")))

title("aggregates")
for aggregate, condition in product((Sum, Avg, Min, Max, Count), (None, Q(size__gt=2), Q(ulabels__name="Apple"), Q(size__lt=0))):
    attempt(lambda: A.filter().aggregate(x=aggregate("size", filter=condition)))
    attempt(lambda: A.filter().aggregate(x=aggregate("size", filter=condition, default=7)) if aggregate is not Count else None)
attempt(lambda: {k: round(v, 9) for k, v in A.filter().aggregate(StdDev("size"), Variance("size"), s=StdDev("size", sample=True), v=Variance("size", sample=True)).items()})
attempt(lambda: A.filter(key="none").aggregate(StdDev("size"), Variance("size", sample=True)))
attempt(lambda: A.filter().aggregate(a=Count("description"), b=Count("description", distinct=True), c=Avg("size", distinct=True), d=Sum(F("size") % 2, distinct=True)))
attempt(lambda: A.filter().aggregate(x=Sum("size") * 2, y=Max("size") - Min("size"), z=Round(Avg("size"), 1)))
attempt(lambda: A.filter().aggregate(x=Sum(F("size") / 2.0), y=Sum(Case(When(size__gt=2, then=1), default=0)), z=Count("*")))
attempt(lambda: A.filter().aggregate(z=Max("created_at") - Min("created_at")))
attempt(lambda: {k: round(v, 9) for k, v in A.filter().aggregate(s=StdDev("size", filter=Q(size__gt=2)), v=Variance("size", filter=Q(size__gt=99), default=0)).items()})
rows(Count("ulabels") * 2, F("size") + Count("ulabels"), Count("ulabels", filter=Q(ulabels__name__contains="e")))
each(lambda: list(files.annotate(n=Count("ulabels")).annotate(m=F("n") + 1).filter(m__gt=3).values_list("key", "m")),
     lambda: files.annotate(n=Length("key")).aggregate(Sum("n")), lambda: list(A.filter().values(m=F("size") % 2).annotate(n=Count("id"), s=Sum("size")).order_by("m")))

title("windows")
frames = [None, RowRange(start=-1, end=0), RowRange(start=None, end=None), RowRange(start=1, end=2), ValueRange(start=None, end=0),
          RowRange(start=-1, end=1, exclusion=WindowFrameExclusion.CURRENT_ROW), RowRange(start=0, end=None), ValueRange()]
for aggregate, frame in product((Sum, Avg, Min, Count), frames):
    rows(Window(aggregate("size"), order_by="size", frame=frame), Window(aggregate("size"), partition_by=F("size") % 2, order_by="-size", frame=frame))
for function in (RowNumber(), Rank(), DenseRank(), PercentRank(), CumeDist(), Ntile(3), Lag("size"), Lead("size", 2), Lag("size", 1, default=Value(0)),
                 FirstValue("key"), LastValue("key"), NthValue("size", 2)):
    rows(Window(function, order_by="size"), Window(function, partition_by=[F("size") % 2], order_by=[F("description").desc(nulls_last=True), "-size"]))
rows(Window(Max("size")) - F("size"), Window(Count("id", filter=Q(size__gt=2))), Window(Sum("size")))
ranked = files.annotate(x=Window(RowNumber(), order_by="-size"))
each(lambda: list(ranked.filter(x__lte=2).values_list("key", "x")), lambda: ranked.filter(x__gt=2).count(), lambda: ranked.filter(x=1).exists(),
     lambda: ranked.exclude(x__gt=2).list("key"), lambda: ranked.filter(Q(x=1) | Q(size=1)).list("key"), lambda: ranked.filter(x__lte=3)[:1].list("key"),
     lambda: ranked.filter(x__lte=3, size__gt=1).list("key"), lambda: ranked.order_by("x").list("key"), lambda: ranked.filter(x__lte=2).get(size=6).key,
     lambda: [a.key for a in ranked.filter(x__lte=2)], lambda: ranked.aggregate(m=Max("x")), lambda: ranked.filter(x__lte=2).order_by("-x").first().key,
     lambda: list(files.annotate(n=Count("ulabels")).annotate(x=Window(Rank(), order_by="-n")).values_list("key", "n", "x")),
     lambda: A.filter(id__in=ranked.filter(x__lte=2).values("id")).count())

title("order")
for order in (F("description").desc(nulls_last=True), F("description").asc(nulls_first=True), F("size") % 2, -F("size"), Length("description").desc(nulls_last=True),
              Case(When(size=3, then=0), default=1), Lower("key").desc(), F("description").asc()):
    attempt(lambda: A.filter().order_by(order, "size").list("size"))
    attempt(lambda: A.filter().order_by(order, "size").reverse().list("size"))

title("conditions")
each(lambda: U.filter(name=Concat(Value("Ap"), Value("ple"))).count(), lambda: files.filter(size=Length("key") - 5).list("key"),
     lambda: files.filter(key__contains=Substr("key", 1, 2)).count(), lambda: files.filter(size__range=(F("id"), 5)).list("key"),
     lambda: files.filter(size__in=[F("id"), 4]).list("key"), lambda: files.filter(size__in=Subquery(A.filter(size__gt=4).values("size"))).list("key"),
     lambda: files.filter(Exists(A.filter(size__gt=OuterRef("size"))) & Q(size__gt=1)).list("key"))
rows(Subquery(A.filter(id=OuterRef("id")).annotate(d=F("size") * 2).values("d")[:1]), Subquery(A.filter(id=OuterRef("id")).values("size")) + 1)
rows(Exists(A.filter(size__gt=OuterRef("size"))), ~Exists(A.filter(size__gt=OuterRef("size"))), Q(size__gt=2), ExpressionWrapper(Q(size__gt=2), output_field=BooleanField()))
rows(Subquery(A.filter(description=OuterRef("description")).values("description").annotate(t=Sum("size")).values("t")))
rows(Cast("size", CharField()), Cast("size", FloatField()), Cast("created_at", DateField()), Func("suffix", function="UPPER", output_field=CharField()))

title("refused")
each(lambda: files.annotate(x=Greatest("id")), lambda: files.annotate(x=Coalesce("description")), lambda: files.annotate(x=Left("key", 0)),
     lambda: files.annotate(x=Right("key", 0)), lambda: files.annotate(x=Repeat("key", -1)), lambda: files.annotate(x=LPad("key", -1)),
     lambda: files.annotate(x=Substr("key", 0)), lambda: files.annotate(x=Lower("key", "size")), lambda: files.annotate(x=Lower()),
     lambda: files.annotate(x=NullIf("key")), lambda: files.annotate(x=Log("size")), lambda: files.annotate(x=Window(Lead("size", 0), order_by="size")),
     lambda: files.annotate(x=Window(NthValue("size", 0))), lambda: files.annotate(x=Ntile(0)), lambda: files.annotate(x=Window(Lower("key"))),
     lambda: list(files.annotate(x=Window(Sum("size"), frame=RowRange(start=2, end=1))).values_list("x")),
     lambda: list(files.annotate(x=Window(Sum("size"), frame=RowRange(start="a"))).values_list("x")), lambda: F("x").desc(nulls_first=True, nulls_last=True),
     lambda: list(files.annotate(x=TruncMonth("key")).values_list("x")), lambda: list(files.annotate(x=ExtractYear("key")).values_list("x")),
     lambda: files.alias(n=Length("key")).values("n"), lambda: files.annotate(n=Count("ulabels")).annotate(x=Sum("n")))
