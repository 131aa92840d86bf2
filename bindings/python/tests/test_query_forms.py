"""Questions as they are put: what is told at once, parts of records, functions, windows, transactions."""

import pytest


@pytest.fixture(scope="module")
def dj(ln):
    from lamindb import _expressions

    return _expressions


@pytest.fixture(scope="module")
def labels(ln):
    names = ["form alpha", "form beta", "form Gamma ray"]
    ln.save([ln.ULabel(name=name, description=f"d {name}" if "beta" not in name else None) for name in names])
    labels = [ln.ULabel.get(name=name) for name in names]
    labels[1].parents.add(labels[0])
    return labels


@pytest.fixture
def them(ln, labels):
    return ln.ULabel.filter(name__startswith="form ").order_by("id")


def refusal(call):
    """The class and the first line of what a call is refused with."""
    with pytest.raises(Exception) as caught:
        call()
    return type(caught.value).__name__, str(caught.value).splitlines()[0]


def test_an_unknown_field_is_told_when_the_question_is_put(ln, them, dj):
    label = ln.ULabel
    name, text = refusal(lambda: label.filter(nonsense=1))
    assert name == "FieldError" and text.startswith("Unknown field 'nonsense'. Available fields: artifacts, children, ")
    assert refusal(lambda: them.filter(ln.Q(name="x") | ln.Q(nonsense=1)))[1].startswith("Unknown field 'nonsense'.")
    choices = "Cannot resolve keyword 'nonsense' into field. Choices are: _aux, _branch_code, _tidytables, artifacts, children,"
    for call in (lambda: them.exclude(nonsense=1), lambda: them.order_by("-nonsense"), lambda: them.values("nonsense"),
                 lambda: them.annotate(n=dj.F("nonsense")), lambda: them.annotate(n=dj.Count("nonsense")),
                 lambda: them.aggregate(dj.Count("nonsense")), lambda: them.latest("nonsense"),
                 lambda: label.objects.filter(nonsense=1), lambda: label.df(include="nonsense"),
                 lambda: label.search("x", field="nonsense")):
        name, text = refusal(call)
        assert name == "FieldError" and text.startswith(choices), text
    for call in (lambda: label.filter(created_by__handel="x"), lambda: label.filter(parents__handel=1)):
        assert refusal(call) == (
            "FieldError", "Unsupported lookup 'handel' for ForeignKey or join on the field not permitted.")
    assert "ManyToOneRel" in refusal(lambda: label.filter(links_artifact__foo=1))[1]
    for call in (lambda: them.only("nonsense"), lambda: them.update(nonsense=1), lambda: them.in_bulk(field_name="nonsense")):
        assert refusal(call) == ("FieldDoesNotExist", "ULabel has no field named 'nonsense'")


def test_a_value_that_a_field_cannot_hold_is_told_when_the_question_is_put(ln):
    assert refusal(lambda: ln.ULabel.filter(id="x")) == ("ValueError", "Field 'id' expected a number but got 'x'.")
    assert refusal(lambda: ln.ULabel.filter(type="x")) == (
        "FieldError", "Invalid lookup 'x' for type. Did you mean type__name?")


def test_a_record_of_another_registry_is_refused(ln, labels):
    transform = ln.Transform(key="form", type="script").save()
    for call in (lambda: ln.ULabel.filter(parents=transform), lambda: ln.ULabel.filter(parents__in=[labels[0], transform]),
                 lambda: ln.ULabel.filter().exclude(parents=transform), lambda: ln.ULabel.filter(ln.Q(parents=transform)),
                 lambda: ln.ULabel.filter(type_id=transform)):
        name, text = refusal(call)
        assert name == "ValueError" and text.startswith('Cannot query "Transform(') and text.endswith('Must be "ULabel" instance.')
    assert refusal(lambda: ln.Artifact.filter(transform=labels[0]))[1].endswith('Must be "Transform" instance.')
    assert refusal(lambda: ln.ULabel.filter(parents=ln.ULabel(name="form not saved"))) == (
        "ValueError", "Model instances passed to related filters must be saved.")
    assert refusal(lambda: ln.ULabel.filter(id=labels[0]))[0] == "TypeError"
    assert ln.ULabel.filter(parents=labels[0]).one() == labels[1]


def test_only_and_defer_leave_fields_out_until_they_are_asked_for(ln, them, labels):
    label = them.only("name").first()
    assert label.get_deferred_fields() >= {"description", "uid", "created_at"}
    assert label.name == "form alpha" and label.get_deferred_fields()
    assert label.description == "d form alpha" and label.get_deferred_fields() == set()
    assert them.defer("description").first().get_deferred_fields() == {"description"}
    assert repr(them.only("name")[0]) == repr(labels[0])
    assert them.only("name").first() == labels[0] and len({them.only("uid").first(), labels[0]}) == 1
    assert list(them.only("name").values_list("name", flat=True))[0] == "form alpha"
    changed = them.defer("name").last()
    changed.description = "changed"
    changed.save()
    assert ln.ULabel.get(changed.id).name == "form Gamma ray" and ln.ULabel.get(changed.id).description == "changed"


def test_functions_are_computed_by_the_database(them, dj, ln):
    from lamindb.base.fields import CharField, FloatField, IntegerField

    def values(expression):
        return list(them.annotate(n=expression).values_list("n", flat=True))

    assert values(dj.Cast("is_type", IntegerField())) == [0, 0, 0]
    assert values(dj.Cast(dj.Value("12"), IntegerField())) == [12, 12, 12]
    assert values(dj.Cast(dj.Value(3), CharField())) == ["3", "3", "3"]
    assert values(dj.Cast(dj.Value(3), output_field=FloatField())) == [3.0, 3.0, 3.0]
    assert values(dj.Func("name", function="UPPER"))[0] == "FORM ALPHA"
    assert values(dj.Func(dj.F("name"), dj.Value("form "), dj.Value(""), function="REPLACE"))[0] == "alpha"
    assert values(dj.Func(dj.F("name"), function="LENGTH", output_field=IntegerField())) == [10, 9, 14]
    assert values(dj.Left("name", 6)) == ["form a", "form b", "form G"]
    assert values(dj.ExpressionWrapper(dj.F("id") * 0, output_field=IntegerField())) == [0, 0, 0]
    assert refusal(lambda: dj.Func("name", function="x(); --"))[0] == "ValueError"
    assert values(dj.Func("name", template="UPPER(%(expressions)s)"))[0] == "FORM ALPHA"
    for options in ({"template": "%(function)s(%(expressions)s) * 2"}, {"arg_joiner": " || "}):
        assert refusal(lambda: dj.Func("name", function="UPPER", **options))[0] == "NotImplementedError"

    assert refusal(lambda: dj.FilteredRelation("records"))[0] == "NotImplementedError"

    class Beginning(dj.Func):
        function, arity = "SUBSTR", 3

    assert values(Beginning("name", dj.Value(1), dj.Value(4)))[0] == "form"
    assert refusal(lambda: Beginning("name")) == ("TypeError", "'Beginning' takes exactly 3 arguments (1 given)")
    assert refusal(lambda: values(dj.Func("name", function="no_such_function")))[0] in ("OperationalError", "DatabaseError", "ProgrammingError")


def test_windows_look_over_the_rows_of_the_answer(them, dj):
    def pairs(expression):
        return list(them.annotate(r=expression).values_list("name", "r"))

    assert [r for _, r in pairs(dj.Window(dj.RowNumber(), order_by="-id"))] == [3, 2, 1]
    assert [r for _, r in pairs(dj.Window(dj.Rank(), partition_by=["is_type"], order_by=dj.F("id").desc()))] == [3, 2, 1]
    assert [r for _, r in pairs(dj.Window(dj.Count("id"), partition_by="is_type"))] == [3, 3, 3]
    assert pairs(dj.Window(dj.Lag("name"), order_by="id"))[:2] == [("form alpha", None), ("form beta", "form alpha")]
    assert [r for _, r in pairs(dj.Window(dj.Lead("name", 2, dj.Value("-")), order_by="id"))] == ["form Gamma ray", "-", "-"]
    assert them.annotate(r=dj.Window(dj.RowNumber(), order_by="-id")).filter(r=1).list("name") == ["form Gamma ray"]


def test_a_query_shows_its_statement_and_how_it_is_answered(them, ln):
    text = str(ln.ULabel.filter(name="form alpha", id__gt=3).values("name").order_by("-name")[:5].query)
    assert text.startswith("SELECT ") and "form alpha" in text and text.endswith("LIMIT 5")
    assert "lamindb_ulabel" in ln.ULabel.filter(name="form alpha").explain()
    for call in (lambda: them.raw("SELECT 1"), lambda: them.extra(where=["1"]), lambda: them.aiterator(), lambda: them.acount()):
        assert refusal(call)[0] == "NotImplementedError"
    assert [label.name for label in them.iterator(chunk_size=1)] == [label.name for label in them]
    assert refusal(lambda: them.iterator(chunk_size=0)) == ("ValueError", "Chunk size must be strictly positive.")


def test_earliest_latest_and_in_bulk(them, labels):
    assert them.latest("id") == labels[2] and them.earliest("id") == labels[0]
    assert set(them.in_bulk([labels[0].id])) == {labels[0].id}
    assert set(them.in_bulk([labels[0].uid], field_name="uid")) == {labels[0].uid}
    assert them.in_bulk([]) == {}
    assert refusal(lambda: them.in_bulk(["x"], field_name="name"))[1] == (
        "in_bulk()'s field_name must be a unique field but 'name' isn't.")


def test_an_abandoned_transaction_writes_nothing_and_leaves_no_record_saved(ln):
    from lamindb._transactions import atomic

    kept = ln.ULabel(name="atomic kept").save()
    made, several = ln.ULabel(name="atomic one"), [ln.ULabel(name=f"atomic {i}") for i in range(3)]
    with pytest.raises(RuntimeError), atomic():
        made.save()
        ln.save(several)
        kept.description = "changed"
        kept.save()
        assert ln.ULabel.filter(name__startswith="atomic ").count() == 5
        raise RuntimeError
    assert ln.ULabel.filter(name__startswith="atomic ").count() == 1 and ln.ULabel.get(kept.id).description is None
    assert made._state.adding and made.id is None and all(label.id is None for label in several)
    assert kept.id and kept.description == "changed"
    kept.save()
    assert ln.ULabel.get(kept.id).description == "changed"

    @atomic
    def save_all():
        ln.save([made, *several])

    save_all()
    assert ln.ULabel.filter(name__startswith="atomic ").count() == 5 and made.id


def test_a_transaction_inside_another_fails_alone(ln):
    from lamindb._transactions import atomic, on_commit

    def names():
        return ln.ULabel.filter(name__startswith="part ").order_by("id").list("name")

    called = []
    with atomic():
        kept = ln.ULabel(name="part 1").save()
        with pytest.raises(ValueError), atomic():
            on_commit(lambda: called.append("inner"))
            taken_back = ln.ULabel(name="part 2").save()
            kept.description = "inside"
            kept.save()
            assert names() == ["part 1", "part 2"]
            raise ValueError
        on_commit(lambda: called.append("outer"))
        assert names() == ["part 1"] and taken_back.id is None
        with pytest.raises(Exception, match="(?i)unique"), atomic():
            ln.ULabel(name="part 3").save()
            twin = ln.ULabel(name="part 4")
            twin.uid = kept.uid
            ln.ULabel.objects.bulk_create([twin])
        with atomic(), atomic():
            ln.ULabel(name="part 5").save()
        assert called == []
    assert names() == ["part 1", "part 5"] and called == ["outer"]
    assert ln.ULabel.get(kept.id).description is None
    with pytest.raises(KeyError), atomic():
        with atomic():
            ln.ULabel(name="part 6").save()
        raise KeyError
    with pytest.raises(RuntimeError, match="durable"), atomic(), atomic(durable=True):
        pass
    with atomic():
        ln.ULabel(name="part 7").save()
        with pytest.raises(ValueError), atomic(savepoint=False):
            raise ValueError
    assert names() == ["part 1", "part 5"]


def test_a_block_in_which_a_write_failed_answers_nothing_and_ends_without_a_word(ln):
    from lamindb import _transactions as transaction

    broken = ln.errors.TransactionManagementError
    with transaction.atomic():
        first = ln.ULabel(name="spoilt 1").save()
        unsaved = ln.ULabel(name="x")
        transaction.on_commit(pytest.fail)
        twin = ln.ULabel(name="spoilt 2")
        twin.uid = first.uid
        with pytest.raises(ln.errors.DatabaseIntegrityError):
            twin.save()
        assert transaction.get_rollback()
        for refused in (lambda: ln.ULabel.filter().count(), lambda: ln.ULabel(name="x"), unsaved.save,
                        transaction.savepoint):
            with pytest.raises(broken, match="until the end of the 'atomic' block"):
                refused()
    assert ln.ULabel.filter(name__startswith="spoilt").count() == 0 and first.id is None
    with pytest.raises(broken, match="outside of an 'atomic' block"):
        transaction.get_rollback()


def test_savepoints_are_gone_back_to_with_the_records_that_were_saved_since(ln):
    from lamindb import _transactions as transaction

    assert transaction.savepoint() is None and transaction.savepoint_rollback(None) is None
    with transaction.atomic():
        kept = ln.ULabel(name="point 1").save()
        place = transaction.savepoint()
        taken_back = ln.ULabel(name="point 2").save()
        kept.description = "changed"
        kept.save()
        transaction.savepoint_rollback(place)
        assert taken_back.id is None and kept.id
        again = ln.ULabel(name="point 3").save()
        transaction.savepoint_commit(place)
        with pytest.raises(ln.errors.DatabaseError, match="no such savepoint"):
            transaction.savepoint_rollback(place)
    assert ln.ULabel.filter(name__startswith="point").order_by("id").list("name") == ["point 1", "point 3"]
    assert ln.ULabel.get(kept.id).description is None and again.id
    with transaction.atomic():
        place = transaction.savepoint()
        lost = ln.ULabel(name="point 4").save()
        transaction.savepoint_commit(place)
        transaction.set_rollback(True)
    assert lost.id is None and ln.ULabel.filter(name="point 4").count() == 0


def test_what_is_saved_outside_of_blocks_is_written_at_once(ln):
    from lamindb import _transactions as transaction

    assert transaction.get_autocommit() and transaction.commit() is None
    called = []
    transaction.on_commit(lambda: called.append(1))
    transaction.on_commit(lambda: 1 / 0, robust=True)
    with pytest.raises(TypeError, match="must be a callable"):
        transaction.on_commit("x")
    with transaction.atomic():
        assert not transaction.get_autocommit()
        for forbidden in (transaction.commit, transaction.rollback, lambda: transaction.set_autocommit(False)):
            with pytest.raises(ln.errors.TransactionManagementError, match="forbidden"):
                forbidden()
    assert called == [1]
    with pytest.raises(NotImplementedError, match="atomic"):
        transaction.set_autocommit(False)


def test_transactions_and_windows_have_djangos_names(python):
    assert python("""
        from django.db import transaction
        from django.db.models import Func, Window, ExpressionWrapper, F, IntegerField
        from django.db.models.functions import Cast, Left, RowNumber
        print(transaction.atomic.__name__, Cast(F("id"), IntegerField()) is not None)
    """).split()[-2:] == ["atomic", "True"]
