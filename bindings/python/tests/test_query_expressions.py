"""Annotations, aggregates, sub-queries, sets of sets: what query sets have from Django."""

import pytest


@pytest.fixture(scope="module")
def dj(ln):
    from lamindb import _expressions

    return _expressions


@pytest.fixture(scope="module")
def projects(ln):
    """Three projects with none, one and two labels."""
    labels = [ln.ULabel(name=f"expression {i}") for i in range(2)]
    ln.save(labels)
    projects = [ln.Project(name=f"expression {i}", abbr=None if i else "first") for i in range(3)]
    ln.save(projects)
    for count, project in enumerate(projects):
        project.ulabels.add(*labels[:count])
    yield projects
    for project in projects:
        project.ulabels.clear()


@pytest.fixture
def them(ln, projects):
    return ln.Project.filter(name__startswith="expression ").order_by("id")


def test_a_count_of_related_records_is_an_attribute_a_condition_and_an_order(them, dj, projects):
    counted = them.annotate(n=dj.Count("ulabels"))
    assert [project.n for project in counted] == [0, 1, 2]
    assert counted.filter(n__gt=0).count() == 2 == len(counted.exclude(n=0))
    assert counted.order_by("-n").first() == projects[2]
    assert list(counted.values_list("name", "n"))[1] == ("expression 1", 1)
    assert them.alias(n=dj.Count("ulabels")).filter(n=2).one() == projects[2]
    assert list(them.annotate(dj.Count("ulabels")).values_list("ulabels__count", flat=True)) == [0, 1, 2]


def test_a_filter_before_an_annotation_chooses_the_related_records_and_one_after_does_not(them, dj):
    one = "expression 0"
    before = them.filter(ulabels__name=one).annotate(n=dj.Count("ulabels"))
    after = them.annotate(n=dj.Count("ulabels")).filter(ulabels__name=one)
    assert list(before.values_list("n", flat=True)) == [1, 1]
    assert list(after.values_list("n", flat=True)) == [1, 2]


def test_aggregates_are_one_statement_over_the_set(them, dj):
    assert them.aggregate(n=dj.Count("id"), last=dj.Max("name")) == {"n": 3, "last": "expression 2"}
    assert them.filter(name="none").aggregate(dj.Sum("id")) == {"id__sum": None}
    assert them[:2].aggregate(n=dj.Count("id")) == {"n": 2}
    assert them.annotate(n=dj.Count("ulabels")).aggregate(most=dj.Max("n"), mean=dj.Avg("n")) == {"most": 2, "mean": 1.0}


def test_values_before_an_aggregate_are_groups(them, dj):
    groups = them.values("abbr").annotate(n=dj.Count("id")).order_by("n")
    assert list(groups) == [{"abbr": "first", "n": 1}, {"abbr": None, "n": 2}]


def test_f_compares_and_computes_within_a_row(ln, them, dj, projects):
    F = dj.F
    assert them.filter(created_at__lte=F("updated_at")).count() == 3
    assert [p.double - 2 * p.id for p in them.annotate(double=F("id") * 2)] == [0, 0, 0]
    assert them.filter(name="expression 2").update(url=dj.Concat("name", dj.Value("!"))) == 1
    assert ln.Project.get(projects[2].id).url == "expression 2!"


def test_sub_queries_speak_of_the_row_outside(ln, them, dj):
    inner = ln.ULabel.filter(projects=dj.OuterRef("pk"), name="expression 1")
    assert them.filter(dj.Exists(inner)).list("name") == ["expression 2"]
    assert them.filter(~dj.Exists(inner)).count() == 2
    last = dj.Subquery(ln.ULabel.filter(projects=dj.OuterRef("pk")).order_by("-name").values("name")[:1])
    assert list(them.annotate(last=last).values_list("last", flat=True)) == [None, "expression 0", "expression 1"]


def test_cases_choose_by_conditions(them, dj):
    case = dj.Case(dj.When(abbr="first", then=dj.Value("one")), default=dj.Value("other"))
    assert list(them.annotate(case=case).values_list("case", flat=True)) == ["one", "other", "other"]


def test_orders_may_be_expressions(them, dj):
    last = them.order_by(dj.F("abbr").asc(nulls_last=True), "-id")
    assert last.list("name") == ["expression 0", "expression 2", "expression 1"]
    assert them.order_by(dj.Lower("name").desc()).first().name == "expression 2"


def test_query_sets_are_joined_to_sets(ln, them):
    one, two = (them.filter(name=f"expression {i}") for i in (0, 1))
    assert {p.name for p in one.union(two)} == {"expression 0", "expression 1"}
    assert one.union(one).count() == 1 and one.union(one, all=True).count() == 2
    assert them.difference(one).count() == 2
    assert them.intersection(one, one).count() == 1
    assert (one | two).count() == 2 and (one & two).count() == 0
    assert ln.Project.filter(id__in=one.union(two).values("id")).count() == 2
    with pytest.raises(NotImplementedError, match=r"Calling QuerySet.filter\(\) after union\(\) is not supported."):
        one.union(two).filter(name="x")


def test_an_odd_number_of_conditions(ln, them):
    Q = ln.Q
    assert them.filter(Q(abbr="first") ^ Q(name="expression 0")).count() == 0
    assert them.filter(Q(abbr="first") ^ Q(name="expression 1")).count() == 2
    assert repr(~~Q(a=1)) == "<Q: (AND: ('a', 1))>"


def test_related_records_are_fetched_at_once(ln, them):
    fetched = list(them.prefetch_related("ulabels").select_related("created_by"))
    ln.ULabel.filter(name="expression 0").update(name="expression 0 changed")
    assert [[label.name for label in p.ulabels.all()] for p in fetched][1] == ["expression 0"]
    ln.ULabel.filter(name="expression 0 changed").update(name="expression 0")
    with pytest.raises(AttributeError, match="Cannot find 'nonsense' on Project object"):
        them.prefetch_related("nonsense")


def test_many_are_made_and_changed(ln, dj):
    made = ln.ULabel.objects.bulk_create([ln.ULabel(name=f"bulk {i}") for i in range(3)])
    assert all(label.id for label in made)
    for label in made:
        label.description = "changed"
    assert ln.ULabel.objects.bulk_update(made, ["description"]) == 3
    assert ln.ULabel.filter(description="changed", name__startswith="bulk").count() == 3
    label, is_new = ln.ULabel.objects.update_or_create(name="bulk 1", defaults={"description": "again"})
    assert (label.description, is_new) == ("again", False)
    assert sorted(ln.ULabel.filter().in_bulk([made[0].id, -1])) == [made[0].id]
    assert ln.ULabel.filter(name="bulk 0").contains(made[0])


def test_an_expression_of_django_is_understood(them):
    class F:
        name = "updated_at"

        def resolve_expression(self):
            """What Django knows expressions by."""

    assert them.filter(created_at__lte=F()).count() == 3
