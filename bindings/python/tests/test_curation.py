"""Values against registries."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest


@pytest.fixture(scope="module", autouse=True)
def cells(ln):
    """Cell types with synonyms."""
    import bionty as bt

    ln.settings.creation.search_names = False
    for name, synonyms, key in (("T cell", "T-cell|T lymphocyte", "CL:0000084"), ("B cell", "B-cell|lymphocyte", None),
                                ("monocyte", "mono|lymphocyte", None)):
        bt.CellType(name=name, synonyms=synonyms, ontology_id=key).save()
    ln.settings.creation.search_names = True
    yield bt.CellType
    bt.CellType.filter().delete()
    ln.ULabel.filter().delete()


def test_validate_gives_an_array_or_one_bool(cells, capsys):
    valid = cells.validate(["T cell", "t cell", None, "", np.nan, "T cell"])
    assert valid.dtype == bool and valid.tolist() == [True, False, False, False, False, True]
    shown = capsys.readouterr().out
    assert "received 2 unique terms, 4 empty/duplicated terms are ignored" in shown
    assert "1 unique term (50.00%) is not validated for name: 't cell'" in shown
    assert isinstance(cells.validate("T cell"), np.bool_)
    assert cells.validate(pd.Series(["CL:0000084", "x"]), cells.ontology_id, mute=True).tolist() == [True, False]
    assert cells.validate([], mute=True).tolist() == []
    assert capsys.readouterr().out == ""


def test_the_first_value_says_what_a_list_holds(cells):
    """As lamindb: what is missing says nothing; `standardize` asks only that there is a text at all."""
    for call in (cells.validate, cells.inspect, cells.from_values):
        with pytest.raises(TypeError, match="identifiers are 'numeric'"):
            call([1, "T cell"], mute=True)
        with pytest.raises(TypeError, match="identifiers are 'unknown'"):
            call([b"T cell", "T cell"], mute=True)
        call([None, "T cell", 1], mute=True)
    assert cells.standardize([1, "T cell"], mute=True) == [1, "T cell"]


def test_validate_refuses_numbers_and_unknown_fields(cells):
    with pytest.raises(TypeError, match="Type mismatch: identifiers are 'numeric'"):
        cells.validate([1, 2])
    with pytest.raises(AttributeError, match="type object 'CellType' has no attribute 'foo'"):
        cells.validate(["x"], field="foo")


def test_every_kind_of_missing_value_is_missing(cells, ln):
    kinds = [None, np.nan, np.float32("nan"), float("nan"), pd.NA, pd.NaT, np.datetime64("NaT"), Decimal("nan")]
    result = cells.inspect(["T cell", *kinds], mute=True)
    assert (result.validated, result.non_validated, result.n_empty) == (["T cell"], [], len(kinds))
    values = pd.Series(["T cell", *kinds], dtype=object)
    curator = ln.Curator.from_df(pd.DataFrame({"with gaps": values}), categoricals={"with gaps": cells.name})
    assert curator.validate() and curator.non_validated == {}
    ln.Feature.filter(name="with gaps").delete()


def test_an_empty_registry_says_so(ln, capsys):
    import bionty as bt

    assert bt.Tissue.validate(["a"]).tolist() == [False]
    assert "Your Tissue registry is empty, consider populating it first!" in capsys.readouterr().out


def test_inspect_tells_synonyms_from_the_unknown(cells, capsys):
    result = cells.inspect(["T cell", "MONO", "zzz", "zzz", None])
    assert result.df["__validated__"].tolist() == [True, False, False, False, False]
    assert list(result.df.index)[:3] == ["T cell", "MONO", "zzz"]
    assert (result.validated, result.non_validated) == (["T cell"], ["MONO", "zzz"])
    assert (result.frac_validated, result.n_unique, result.n_empty) == (33.3, 3, 2)
    assert result.synonyms_mapper == {"MONO": "monocyte"} and result["mapped"] == ["T cell"]
    with pytest.raises(KeyError, match="invalid key"):
        result["x"]
    assert "   detected 1 unique terms with synonym: MONO\n" in capsys.readouterr().out


def test_standardize_keeps_order_gaps_and_unknown_values(cells, capsys):
    values = ["t cell", None, "mono", "zzz", "", "T cell"]
    expected = ["T cell", None, "monocyte", "zzz", "", "T cell"]
    for given in (values, tuple(values), pd.Series(values, dtype=object), np.array(values, dtype=object)):
        assert cells.standardize(given) == expected
    assert cells.standardize(pd.Categorical(["mono", "x", "mono"])) == ["monocyte", "x", "monocyte"]
    assert cells.standardize("mono") == "monocyte"
    assert cells.standardize(values, return_mapper=True) == {"t cell": "T cell", "mono": "monocyte"}
    assert cells.standardize(["T-cell", "mono", "x"], return_field="ontology_id") == ["CL:0000084", None, "x"]
    assert cells.standardize(["lymphocyte"], keep="last") == ["monocyte"]
    assert capsys.readouterr().out == ""
    assert cells.standardize(["lymphocyte", "x"], keep=False) == [["B cell", "monocyte"], "x"]
    assert "returning list might contain lists when 'keep=False'" in capsys.readouterr().out
    with pytest.raises(KeyError, match="synonyms_field must be different from field!"):
        cells.standardize(["x"], synonyms_field="name")


def test_from_values_gives_records_and_says_what_is_missing(cells, ln, capsys):
    found = cells.from_values(["T-cell", "monocyte", "zzz", "monocyte"])
    assert type(found) is ln.models.RecordList and [record.name for record in found] == ["T cell", "monocyte"]
    assert "did not create CellType record for 1 non-validated name: 'zzz'" in capsys.readouterr().out
    assert cells.from_values(["B cell"]).one().name == "B cell"
    with pytest.raises(ln.errors.DoesNotExist):
        cells.from_values(["zzz"], mute=True).one()
    with pytest.raises(ln.errors.MultipleResultsFound):
        found.one()
    assert list(found.df()["name"]) == ["T cell", "monocyte"]


def test_from_values_makes_new_records_that_save_at_once(ln, capsys):
    ln.ULabel(name="old one").save()
    made = ln.ULabel.from_values(["fresh", "old one", "fresh"], create=True, mute=True)
    assert [label.name for label in made] == ["fresh", "old one"]
    assert made.save() is made and all(label.pk for label in made)
    assert capsys.readouterr().out == ""
    assert ln.ULabel.filter(name__in=["fresh", "old one"]).count() == 2


def test_a_query_set_holds_values_against_its_records_only(cells):
    assert cells.filter(name="T cell").validate(["T cell", "B cell"], mute=True).tolist() == [True, False]
    assert cells.filter(name="T cell").standardize(["T-cell", "mono"], mute=True) == ["T cell", "mono"]
    assert cells.filter()[:1].validate(["T cell", "B cell"], mute=True).tolist() == [True, False]


def test_synonyms_of_other_records_are_refused_unless_forced(cells, ln, capsys):
    record = cells(name="neuron").save()
    record.add_synonym(["nerve cell", "brain cell"])
    assert cells.get(name="neuron").synonyms == "nerve cell|brain cell"
    with pytest.raises(ln.errors.ValidationError, match="a synonym can't contain '|'!"):
        record.add_synonym("a|b")
    with pytest.raises(ln.errors.ValidationError, match="you are trying to assign a synonym to record: CellType"):
        record.add_synonym("mono")
    assert "input synonyms ['mono'] already associated with the following records:" in capsys.readouterr().out
    record.add_synonym("mono", force=True, save=False)
    assert record.synonyms.endswith("|mono") and cells.get(name="neuron").synonyms == "nerve cell|brain cell"
    record.remove_synonym(["mono", "brain cell", "none of it"])
    assert cells.get(name="neuron").synonyms == "nerve cell"
    record.set_abbr("neu")
    assert (cells.get(name="neuron").abbr, record.synonyms) == ("neu", "nerve cell|neu")
    label = ln.ULabel(name="plain").save()
    with pytest.raises(NotImplementedError, match="No synonyms field found in table ULabel!"):
        label.add_synonym("x")
    assert label.set_abbr("x") is None
