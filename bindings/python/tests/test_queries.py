import pytest


@pytest.fixture(scope="module")
def labels(ln):
    labels = [ln.ULabel(name=f"query {i}", description=None if i % 2 else "even") for i in range(4)]
    ln.save(labels)
    return labels


@pytest.fixture
def all_of_them(ln, labels):
    return ln.ULabel.filter(name__startswith="query ")


def test_a_query_set_counts_iterates_and_slices(all_of_them, labels):
    assert all_of_them.count() == 4 == len(all_of_them)
    assert list(all_of_them.order_by("-name"))[0] == labels[3]
    assert list(all_of_them.order_by("name")[1:3]) == labels[1:3]
    assert all_of_them.order_by("name")[3] == labels[3]
    assert all_of_them.first() == labels[0] and all_of_them.last() == labels[3]
    with pytest.raises(IndexError):
        all_of_them[10]
    with pytest.raises(ValueError, match="Negative indexing"):
        all_of_them[-1]


def test_a_registry_shows_its_latest_records_or_all(ln, labels):
    assert len(ln.ULabel.df(limit=2)) == 2
    assert len(ln.ULabel.df(limit=None)) == ln.ULabel.filter().count()


def test_conditions_join(ln, all_of_them, labels):
    Q = ln.Q
    assert all_of_them.filter(Q(name="query 0") | Q(name="query 1")).count() == 2
    assert all_of_them.filter(~Q(name="query 0")).count() == 3
    assert all_of_them.exclude(name="query 0").count() == 3
    assert all_of_them.filter(name__in=["query 0", "query 3"]).list("name") == ["query 0", "query 3"]
    assert all_of_them.filter(description__isnull=True).count() == 2
    assert ln.ULabel.filter(id__in=all_of_them.filter(description="even")).count() == 2
    assert str(Q(name="x") | ~Q(name="y")) == "(OR: ('name', 'x'), (NOT (AND: ('name', 'y'))))"


def test_a_q_of_django_is_understood(all_of_them):
    class DjangoQ:
        connector, negated = "OR", False
        children = [("name", "query 0"), ("name", "query 1")]

    assert all_of_them.filter(DjangoQ()).count() == 2


def test_values(all_of_them):
    assert list(all_of_them.values_list("name", flat=True))[0] == "query 0"
    assert list(all_of_them.values("name", "description"))[1] == {"name": "query 1", "description": None}
    assert list(all_of_them.values_list("name"))[0] == ("query 0",)


def test_update_changes_all(ln, all_of_them):
    assert all_of_them.filter(description=None).update(description="odd") == 2
    assert all_of_them.filter(description="odd").update(description=None) == 2


def test_search_ranks_and_lookup_completes(ln, labels):
    assert ln.ULabel.search("query 2").first() == labels[2]
    assert ln.ULabel.lookup().query_2 == labels[2]
    assert ln.ULabel.lookup(return_field="uid").query_2 == labels[2].uid
    assert "query_2" in dir(ln.ULabel.lookup())
    assert ln.ULabel.lookup().dict()["query 1"] == labels[1]
    with pytest.raises(ValueError, match="Cannot search for None value!"):
        ln.ULabel.search(None)


def test_errors_say_which_fields_there_are(ln):
    with pytest.raises(ln.errors.FieldError, match="Unknown field 'foo'. Available fields: artifacts, "):
        ln.ULabel.filter(foo=1).count()
    with pytest.raises(ValueError, match="Field 'id' expected a number but got 'x'."):
        ln.ULabel.filter(id="x").count()


def test_a_frame_has_columns_index_and_types_of_the_reference(ln, all_of_them):
    df = all_of_them.order_by("id").df()
    assert list(df.columns) == [
        "uid", "name", "is_type", "description", "reference", "reference_type", "space_id", "type_id", "run_id",
        "created_at", "created_by_id", "_aux", "_branch_code"]
    assert df.index.name == "id" and str(df.index.dtype) == "int64"
    assert str(df.is_type.dtype) == "bool" and str(df.space_id.dtype) == "int64"
    assert str(df.run_id.dtype) == "object" and df.run_id.tolist() == [None] * 4
    assert str(df.created_at.dtype).endswith(", UTC]")
    assert df.name.tolist() == [f"query {i}" for i in range(4)]
    assert abs(df.created_at.iloc[0].timestamp() - all_of_them[0].created_at.timestamp()) < 1


def test_an_empty_frame_keeps_its_columns(ln):
    df = ln.ULabel.filter(name="no such name").df()
    assert len(df) == 0 and list(df.columns)[:3] == ["uid", "id", "name"]


def test_a_frame_includes_what_relations_lead_to(ln, labels):
    df = ln.ULabel.filter(name__startswith="query ").df(include=["created_by__handle", "parents__name"])
    assert list(df.columns) == ["uid", "name", "is_type", "created_by__handle", "parents__name"]
    assert df.created_by__handle.iloc[0] == "anonymous" and df.parents__name.iloc[0] == {None}


def test_methods_of_django_that_scripts_call(ln):
    first, second = ln.ULabel(name="django one").save(), ln.ULabel(name="django two").save()
    labels = ln.ULabel.filter(name__startswith="django")
    assert labels.select_related("created_by").prefetch_related("artifacts").only("name").defer("uid").count() == 2
    assert labels.earliest("id") == first and labels.latest("id") == second
    assert labels.in_bulk([second.id]) == {second.id: second}
    assert ln.ULabel.objects.get_or_create(name="django one") == (first, False)
    made, is_new = ln.ULabel.objects.get_or_create(name="django three", defaults={"description": "made"})
    assert is_new and made.description == "made"


@pytest.mark.parametrize("number", [2**31, 2**62, 2**63 - 1, -(2**63)])
def test_numbers_too_large_for_a_column_are_in_no_row(ln, number):
    ln.ULabel(name="numbered").save()
    every = ln.ULabel.filter().count()
    assert ln.ULabel.filter(id=number).count() == 0
    assert ln.ULabel.filter(id__in=[number]).count() == 0
    assert ln.ULabel.filter(id__gt=number).count() == (every if number < 0 else 0)
    assert ln.ULabel.filter(id__lt=number).count() == (every if number > 0 else 0)
    assert ln.ULabel.filter(_branch_code=number).count() == 0


@pytest.mark.parametrize("number", [2**63, 2**70, -(2**63) - 1])
def test_numbers_beyond_64_bits_can_be_compared_with_and_not_held(ln, number):
    label = ln.ULabel(name="numbered").save()
    every = ln.ULabel.filter().count()
    assert ln.ULabel.filter(id=number).count() == 0
    assert ln.ULabel.filter(id__in=[number, label.id]).count() == 1
    assert ln.ULabel.filter(id__lt=number).count() == (every if number > 0 else 0)
    assert ln.ULabel.filter(id__gte=number).count() == (0 if number > 0 else every)
    assert ln.ULabel.filter(~ln.Q(id=number)).count() == every
    with pytest.raises(OverflowError, match="too large"):
        label._branch_code = number
