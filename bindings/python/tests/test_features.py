import datetime

import pytest


def test_python_types_registries_and_fields_become_dtypes(ln):
    import bionty as bt
    import pandas as pd

    for given, text in (
        (int, "int"), (datetime.date, "date"), ("cat", "cat"), (ln.ULabel, "cat[ULabel]"),
        ([ln.ULabel, bt.CellType.ontology_id], "cat[ULabel|bionty.CellType.ontology_id]"),
        (pd.CategoricalDtype(), "cat"), (pd.Series(["a"]).dtype, "str"), (pd.Series([1]).dtype, "int"),
        ("cat[ULabel[Perturbation].name]", "cat[ULabel[Perturbation].name]"),
        ("cat[bionty.Disease[source__uid='4a3ejKuf'].ontology_id]",
         "cat[bionty.Disease[source__uid='4a3ejKuf'].ontology_id]"),
    ):
        assert ln.Feature(name="q", dtype=given).dtype == text


def test_what_is_no_dtype_is_refused(ln):
    from lamindb.errors import FieldValidationError, ValidationError

    with pytest.raises(ValidationError, match="Please pass dtype, one of {'cat'"):
        ln.Feature(name="a")
    with pytest.raises(ValueError, match="Only keyword args allowed"):
        ln.Param("a")
    with pytest.raises(FieldValidationError, match="Only name, dtype, type, is_type, unit"):
        ln.Feature(name="a", dtype="int", unit="m")
    with pytest.raises(ValueError, match=r"dtype is 'list\[int\]' but has to be one of"):
        ln.Feature(name="a", dtype="list[int]")
    with pytest.raises(ValidationError, match="'X' is an invalid dtype, has to be registry, e.g. ULabel"):
        ln.Feature(name="a", dtype="cat[X]")
    with pytest.raises(ValueError, match="dtype has to be a record, a record field, or a list of records, not 3"):
        ln.Feature(name="a", dtype=3)
    assert ln.Param(name="a", dtype="dict").dtype == "dict"


def test_options_of_a_feature_are_kept(ln):
    feature = ln.Feature(name="with options", dtype="int", nullable=False, default_value=3, coerce_dtype=True).save()
    assert feature._aux == {"af": {"0": 3, "1": False, "2": True}}
    assert (feature.nullable, feature.default_value, feature.coerce_dtype) == (False, 3, True)
    plain = ln.Feature(name="plain", dtype="str")
    assert plain._aux == {"af": {"0": None, "1": True, "2": False}} and plain.is_type is None
    filtered = ln.Feature(name="filtered", dtype="cat[bionty.CellType]", cat_filters={"source__uid": "abc", "x": 1})
    assert filtered.dtype == "cat[bionty.CellType[source__uid='abc', x='1']]"


def test_a_name_keeps_its_dtype(ln, capsys):
    ln.Feature(name="kept", dtype="str").save()
    assert ln.Feature(name="kept", dtype=str).id
    with pytest.raises(ln.errors.ValidationError, match="Feature kept already exists with dtype str, you passed cat"):
        ln.Feature(name="kept", dtype="cat")


def test_params_of_a_run(ln, capsys):
    ln.Param(name="rate", dtype=float).save()
    ln.Param(name="n", dtype=int).save()
    ln.Param(name="day", dtype="date").save()
    run = ln.Run(ln.Transform(key="params of a run").save()).save()
    assert run.params.get_values() == {}
    run.params.add_values({"rate": 0.5, "n": 3, "day": "2024-05-01"})
    assert run.params.get_values() == {"rate": 0.5, "n": 3, "day": datetime.date(2024, 5, 1)}
    assert ln.Run.params.filter(n=3, rate=0.5).one() == run
    with pytest.raises(ln.errors.ValidationError, match="Expected dtype for 'n' is 'int', got 'float'"):
        run.params.add_values({"n": 0.5})
    with pytest.raises(ln.errors.ValidationError, match=r"ln.Param\(name='unknown', dtype='int'\).save\(\)"):
        run.params.add_values({"unknown": 1})
    capsys.readouterr()
    assert repr(run.params) == ""
    shown = capsys.readouterr().out
    assert "Params" in shown and "rate" in shown and "0.5" in shown
