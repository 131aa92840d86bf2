"""Functions, windows with frames, arithmetic with times, as people without Django import and write them."""

import datetime as dt

import pytest
from django.db.models import (
    CharField, Count, DateField, F, Max, Q, RowRange, StdDev, Subquery, Sum, Value, ValueRange, Variance, Window,
    WindowFrameExclusion)
from django.db.models.functions import (
    Coalesce, Concat, Extract, Greatest, JSONObject, Lag, Least, Left, Length, Lower, LPad, Now, Repeat, Replace, Right, Round,
    RowNumber, Sqrt, StrIndex, Substr, Trunc, TruncMonth)


@pytest.fixture(scope="module")
def them(ln):
    """Four projects: "function 1" to "function 4", the odd ones with an abbreviation."""
    ln.save([ln.Project(name=f"function {i}", abbr=f"f{i}" if i % 2 else None) for i in range(1, 5)])
    return ln.Project.filter(name__startswith="function ").annotate(n=Length("name") + F("id") - F("id")).order_by("id")


def values(query, *expressions, **named):
    named.update({f"v{i}": one for i, one in enumerate(expressions)})
    return list(query.annotate(**named).values_list(*named))


def test_functions_take_names_of_fields_numbers_and_keywords(them):
    one = them.filter(name="function 3")
    assert values(one, Left("name", 4), Right("name", 1), Substr("name", 2, 3), LPad("abbr", 4, Value("."))) == [("func", "3", "unc", "..f3")]
    assert values(one, Replace("name", Value("function "), Value("f")), StrIndex("name", Value("n"))) == [("f3", 3)]
    assert values(one, Repeat("abbr", number=2), Round(Value(2.567), precision=1), Sqrt(Value(16))) == [("f3f3", 2.6, 4.0)]
    assert values(one, Greatest("abbr", Value("a")), Least(Value(3), Value(2)), F("name")[:3], F("name")[9]) == [("f3", 2, "fun", "3")]
    assert values(one, Concat("name", Value("-"), "abbr", output_field=CharField()), Coalesce("abbr", "name")) == [("function 3-f3", "f3")]
    assert values(one, JSONObject(k="abbr", n=Lower(Value("A")))) == [({"k": "f3", "n": "a"},)]


def test_times_are_cut_and_added_to(them):
    project = them.first()
    cut = project.created_at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    day = dt.timedelta(days=1)
    row = values(them[:1], TruncMonth("created_at"), Trunc("created_at", "month", output_field=DateField()), Extract("created_at", "year"),
                 F("created_at") + day, F("updated_at") - F("updated_at"))
    assert row == [(cut, cut.date(), cut.year, project.created_at + day, dt.timedelta(0))]
    assert them.filter(created_at__gt=Now() - day).count() == 4
    assert list(them.dates("created_at", "month")) == [cut.date()]
    assert list(them.datetimes("created_at", "month", order="DESC")) == [cut]
    with pytest.raises(NotImplementedError):
        TruncMonth("created_at", tzinfo=dt.timezone(dt.timedelta(hours=2)))


def test_arithmetic_knows_powers_and_bits(them):
    assert values(them[:1], F("n") ** 2, 2 ** F("n"), F("n").bitand(3), F("n").bitxor(1), F("n") % 3) == [(100, 1024, 2, 11, 1)]


def test_spreads_of_numbers(ln, them):
    ids = them.values_list("id", flat=True)
    around = ln.Project.filter(id__in=list(ids))
    found = around.aggregate(StdDev("id"), Variance("id"), s=StdDev("id", sample=True), v=Variance("id", filter=Q(id__lt=0)))
    assert found["id__variance"] == pytest.approx(1.25)
    assert found["id__stddev"] == pytest.approx(1.25 ** 0.5)
    assert found["s"] == pytest.approx((5 / 3) ** 0.5)
    assert found["v"] is None


def test_windows_have_frames(them):
    number = Window(RowNumber(), order_by=[F("abbr").desc(nulls_last=True), "id"])
    assert [row[0] for row in values(them, number)] == [2, 3, 1, 4]
    pairs = Window(Count("id"), order_by="id", frame=RowRange(start=-1, end=0))
    assert [row[0] for row in values(them, pairs)] == [1, 2, 2, 2]
    others = Window(Count("id"), order_by="id", frame=RowRange(exclusion=WindowFrameExclusion.CURRENT_ROW))
    assert [row[0] for row in values(them, others)] == [3, 3, 3, 3]
    whole = Window(Max("id"), order_by="id", frame=ValueRange())
    assert len(set(values(them, whole))) == 1
    assert [row[0] for row in values(them, Window(Lag("name", default="none"), order_by="id"))][0] == "none"
    with pytest.raises(ValueError, match="start cannot be greater than end"):
        Window(Sum("id"), frame=RowRange(start=2, end=1))
    with pytest.raises(ValueError, match="isn't compatible with OVER"):
        Window(Lower("name"))


def test_a_filter_on_a_window_chooses_among_the_rows_that_others_leave(ln, them):
    placed = them.annotate(place=Window(RowNumber(), order_by="-id"))
    last = placed.filter(place__lte=2)
    assert last.list("name") == ["function 3", "function 4"] and last.count() == 2 and last.exists()
    assert [project.place for project in last] == [2, 1]
    assert placed.filter(place=1, abbr__isnull=False).one().name == "function 3"
    assert ln.Project.filter(id__in=Subquery(last.values("id"))).count() == 2
    assert placed.aggregate(most=Max("place")) == {"most": 4}


def test_what_is_not_there_says_what_to_use_instead(them):
    for method in (them.raw, them.extra):
        with pytest.raises(NotImplementedError, match="filter"):
            method("select 1")
    with pytest.raises(Exception, match="Use annotate"):
        them.alias(k=Length("name")).values("k")
    with pytest.raises(ValueError, match="at least two"):
        Coalesce("name")
    with pytest.raises(ValueError, match="mutually exclusive"):
        F("name").asc(nulls_first=True, nulls_last=True)
