"""Bad input of records and queries: right class, right words, nothing lost."""

import datetime as dt
import os

import pytest


def refusal(call):
    with pytest.raises(Exception) as caught:
        call()
    return type(caught.value).__name__, str(caught.value)


def test_a_cycle_in_parents_ends(ln):
    a, b, c = (ln.ULabel(name=f"cycle {name}").save() for name in "abc")
    a.parents.add(b)
    b.parents.add(c)
    c.parents.add(a)
    assert sorted(label.name for label in a.query_parents()) == ["cycle b", "cycle c"]
    assert sorted(label.name for label in a.query_children()) == ["cycle b", "cycle c"]
    assert ln.ULabel.filter(in_tree=a).count() == 3
    a.parents.add(a)
    assert {label.name for label in a.query_parents()} >= {"cycle b", "cycle c"}
    a.view_parents()


def test_three_wrong_values_of_a_hundred_thousand_are_found(ln):
    ln.save([ln.ULabel(name=f"many {i}") for i in range(1000)])
    values = [f"many {i % 1000}" for i in range(100_000)]
    for place, wrong in ((17, "many 1000"), (50_000, "Many 7"), (99_999, " many 3")):
        values[place] = wrong
    validated = ln.ULabel.validate(values, mute=True)
    assert (~validated).nonzero()[0].tolist() == [17, 50_000, 99_999]
    result = ln.ULabel.inspect(values, mute=True)
    assert result.non_validated == ["many 1000", "Many 7", " many 3"] and result.n_unique == 1003
    assert len(ln.ULabel.from_values(values, mute=True)) == 1000


def test_names_that_differ_in_case_or_accents_are_names_of_their_own(ln):
    names = ["Zebra", "zebra", "ZEBRA", "Müller", "Muller", "müller", "Mu\u0308ller"]
    assert [ln.ULabel(name=name).save().name for name in names] == names
    assert ln.ULabel.filter(name__in=names).count() == len(names)
    assert [ln.ULabel.get(name=name).name for name in names] == names
    assert [label.name for label in ln.ULabel.from_values(["zebra", "ZEBRA", "zEBRA", "Müller", "müller", "MÜLLER"], mute=True)] == [
        "zebra", "ZEBRA", "Müller", "müller"]
    assert ln.ULabel.validate(["zebra", "zEBRA", "MÜLLER", "Mu\u0308ller"], mute=True).tolist() == [True, False, False, True]
    assert ln.ULabel.filter(name__iexact="zebra").count() == 3


@pytest.mark.skipif(os.environ.get("LAMIN_TEST_ON") == "postgres", reason="its texts hold no zero bytes")
def test_zero_bytes_in_texts_are_kept(ln):
    label = ln.ULabel(name="nul\x00name", description="a\x00b").save()
    read = ln.ULabel.get(label.id)
    assert (read.name, read.description) == ("nul\x00name", "a\x00b")
    assert ln.ULabel.filter(name="nul\x00name").one() == label and ln.ULabel.filter(name__startswith="nul").one() == label
    assert ln.ULabel.from_values(["nul\x00name", "x\x00"], mute=True)[0] == label


def test_text_that_is_no_utf8_is_refused(ln):
    assert refusal(lambda: ln.ULabel(name="s\ud800").save())[0] == "UnicodeEncodeError"
    assert refusal(lambda: ln.ULabel.filter(name="s\ud800"))[0] == "UnicodeEncodeError"


def test_texts_over_the_length_of_their_column(ln):
    name, text = refusal(lambda: ln.Project(name="p long", abbr="a" * 300))
    assert name == "FieldValidationError" and "Ensure this value has at most 32 characters (it has 300)." in text
    assert ln.Project.filter(name="p long").count() == 0
    long = ln.ULabel(name="long description", description="d" * 100_000)
    if os.environ.get("LAMIN_TEST_ON") == "postgres":  # which alone minds the length of a column
        assert refusal(long.save)[0] == "DataError" and not ln.ULabel.filter(name="long description").exists()
    else:
        assert len(long.save().description) == 100_000


def test_integers_over_64_bits(ln):
    reference = ln.Reference(name="largest", pubmed_id=2**63 - 1).save()
    assert ln.Reference.get(reference.id).pubmed_id == 2**63 - 1
    name, text = refusal(lambda: ln.Reference(name="too large", pubmed_id=2**63).save())
    assert name == "FieldValidationError" and "Ensure this value is less than or equal to" in text
    name, text = refusal(lambda: ln.Reference(name="too large", pubmed_id=-(2**63) - 1))
    assert name == "FieldValidationError" and "Ensure this value is greater than or equal to" in text
    assert ln.Reference.filter(name="too large").count() == 0
    reference.pubmed_id = 3
    assert refusal(lambda: setattr(reference, "pubmed_id", 2**70) or reference.save())[0] == "OverflowError"
    assert ln.Reference.get(reference.id).pubmed_id == 2**63 - 1
    assert ln.Reference.filter(pubmed_id=2**70).count() == 0
    assert ln.Reference.filter(pubmed_id__gt=2**70).count() == 0
    assert ln.Reference.filter(pubmed_id__lt=2**70).count() == 1
    assert ln.Reference.filter(pubmed_id__gte=-(2**70)).count() == 1
    assert refusal(lambda: ln.ULabel.get(2**70))[0] == "DoesNotExist"


def test_times_of_all_zones_are_one_time(ln):
    run = ln.Run(ln.Transform(key="zones", type="script").save()).save()
    east = dt.timezone(dt.timedelta(hours=5, minutes=30))
    noon = dt.datetime(2025, 1, 1, 12, tzinfo=dt.timezone.utc)
    for given, kept in ((dt.datetime(2025, 1, 1, 12), noon), (noon, noon), (dt.datetime(2025, 1, 1, 17, 30, tzinfo=east), noon),
                        ("2025-01-01 12:00", noon), ("2025-01-01T14:00:00+02:00", noon), ("2025-01-01T12:00:00Z", noon),
                        (dt.date(2025, 1, 1), noon.replace(hour=0))):
        run.finished_at = given
        run.save()
        assert ln.Run.get(run.id).finished_at == kept, given
    run.finished_at = noon
    run.save()
    for given in (noon, dt.datetime(2025, 1, 1, 12), dt.datetime(2025, 1, 1, 17, 30, tzinfo=east), "2025-01-01T14:00:00+02:00"):
        assert ln.Run.filter(finished_at=given).one() == run
    name, text = refusal(lambda: setattr(run, "finished_at", "nonsense") or run.save())
    assert name == "ValueError" and "“nonsense” value has an invalid format." in text
    assert ln.Run.get(run.id).finished_at == noon


def test_a_record_is_not_saved_into_another_instance_than_its_own(python):
    for name in ("one", "two"):
        python(f"""
            import lamindb as ln
            ln.setup.init(storage="{name}")
            ln.ULabel(name="Type", is_type=True).save()
            ln.setup.settings.auto_connect = False
        """)
    assert python("""
        import lamindb as ln
        ln.connect("anonymous/one")
        label = ln.ULabel(name="of one")
        ln.setup.close(mute=True)
        ln.connect("anonymous/two")
        theirs, mine = ln.ULabel.using("anonymous/one").get(name="Type"), ln.ULabel(name="of two").save()

        def told(call):
            try:
                call()
            except Exception as error:
                print(type(error).__name__, "anonymous/one" in str(error), "anonymous/two" in str(error))

        told(label.save)
        told(lambda: ln.save([label]))
        print(ln.ULabel.filter(ln.Q(parents=theirs)).count(), ln.ULabel.filter().count(), ln.ULabel.using("anonymous/one").count())
    """).splitlines()[-3:] == ["ValueError True True"] * 2 + ["0 2 1"]
