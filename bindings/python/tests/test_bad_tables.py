"""Bad input to curators: a clear report each time, and nothing saved by halves."""

import glob
import json
import os
import pathlib
import subprocess
import sysconfig

import numpy as np
import pandas as pd
import pytest

LAMIN = os.path.join(sysconfig.get_path("scripts"), "lamin")
DATASETS = pathlib.Path(os.environ.get("LAMIN_DATASETS") or pathlib.Path(__file__).resolve().parents[4] / "shared/data/datasets")


def organism(name):
    import bionty as bt

    found = bt.Organism.filter(name=name).first()
    return found if found is not None else bt.Organism(name=name).save()


@pytest.fixture(scope="module", autouse=True)
def tidy(ln):
    """Other modules share the instance."""
    import bionty as bt

    verbosity = ln.settings.verbosity
    yield
    ln.settings.verbosity = verbosity
    bt.CellType.filter(name="obsolete old cell").delete()


@pytest.fixture(scope="module")
def schema(ln):
    """A table of one column of each type; `needed` may not be empty."""
    for name in ("DMSO", "IFNG"):
        ln.ULabel(name=f"bad {name}").save()
    types = {"whole": int, "real": float, "text": str, "truth": bool, "day": "date", "moment": "datetime", "thing": "object",
             "label": ln.ULabel}
    return ln.Schema([ln.Feature(name=f"bad {name}", dtype=dtype).save() for name, dtype in types.items()],
                     name="bad tables").save()


def table(**columns):
    rows = {"whole": [1, 2], "real": [1.5, 2.5], "text": ["a", "b"], "truth": [True, False],
            "day": [pd.Timestamp("2020-01-01").date()] * 2, "moment": pd.to_datetime(["2020-01-01"] * 2), "thing": [[1], {}],
            "label": pd.Categorical(["bad DMSO", "bad IFNG"])}
    return pd.DataFrame({f"bad {name}": column for name, column in {**rows, **columns}.items()})


@pytest.fixture
def unchanged(ln):
    """The registries have as many records after the test as before."""
    registries = [ln.Artifact, ln.Schema, ln.Feature, ln.ULabel]
    before = [registry.filter().count() for registry in registries]
    yield
    assert [registry.filter().count() for registry in registries] == before


def refused(ln, frame, schema, text):
    with pytest.raises(ln.errors.ValidationError, match=text):
        ln.curators.DataFrameCurator(frame, schema).save_artifact(key="bad.parquet")


@pytest.mark.parametrize(("column", "values"), [
    ("whole", pd.array([1, None], dtype="Int64")), ("real", [None, 1.5]), ("real", [np.nan, np.nan]), ("text", ["a", None]),
    ("text", [np.nan, "a"]), ("day", [None, pd.Timestamp("2020-01-01").date()]), ("moment", pd.to_datetime([None, "2020-01-01"])),
    ("thing", [None, [1]]), ("label", pd.Categorical([None, "bad DMSO"])), ("label", pd.Categorical([np.nan, np.nan])),
])
def test_missing_values_are_no_fault_of_any_type(ln, schema, column, values):
    ln.curators.DataFrameCurator(table(**{column: values}), schema).validate()


@pytest.mark.parametrize(("dtype", "values"), [
    (int, pd.array([1, None], dtype="Int64")), (float, [np.nan, 1.5]), (str, ["a", None]), (ln_label := "label", [None, "bad DMSO"]),
    ("datetime", pd.to_datetime([None, "2020-01-01"])),
])
def test_missing_values_where_there_must_be_some_are_told_with_their_rows(ln, schema, dtype, values):
    is_label = dtype == ln_label
    name = f"needed {dtype}"
    feature = ln.Feature(name=name, dtype=ln.ULabel if is_label else dtype, nullable=False).save()
    needs = ln.Schema([feature]).save()
    frame = pd.DataFrame({name: pd.Categorical(values) if is_label else values})
    count = ln.Artifact.filter().count()
    refused(ln, frame, needs, "contains null values")
    assert ln.Artifact.filter().count() == count
    found = [one for one in ln.curators.DataFrameCurator(frame, needs).report() if one["kind"] == "missing_values"]
    assert len(found) == 1 and found[0]["column"] == name and found[0]["values"][0]["count"] == 1


def test_gaps_alone_are_no_column_of_dates(ln, schema, unchanged):
    """pandas makes them floats, which hold no dates."""
    text = "to have type date:\\nfailure cases:\\n   index  failure_case\\n0      0           NaN"
    refused(ln, table(day=[np.nan, np.nan]), schema, text)


def test_whole_numbers_stored_as_floats_are_refused(ln, schema, unchanged):
    refused(ln, table(whole=[1.0, 2.0]), schema, "Column 'bad whole' failed dtype check for 'int': got float64")


def test_columns_missing_extra_and_repeated(ln, schema, unchanged):
    refused(ln, table().drop(columns="bad text"), schema, "column 'bad text' not in dataframe")
    refused(ln, pd.concat([table(), table()[["bad text"]]], axis=1), schema, "more than once")
    ln.curators.DataFrameCurator(table(extra=[1, 2]), schema).validate()


def test_labels_of_rows_that_are_there_twice_are_warned_of(ln, schema):
    curator = ln.curators.DataFrameCurator(table().set_axis(["s1", "s1"]), schema)
    curator.validate()
    found, = curator.report()
    assert found["kind"] == "repeated_rows" and not found["is_error"]
    assert found["values"][0]["value"] == "s1" and found["values"][0]["rows"] == [0, 1]


def test_typos_case_and_spaces_have_their_reason(ln, schema, unchanged):
    values = {"bad DMSP": "spelling", "BAD dmso": "letters", " bad IFNG ": "spaces"}
    for value, reason in values.items():
        frame = table(label=pd.Categorical([value, "bad DMSO"]))
        refused(ln, frame, schema, "1 term is not validated")
        found, = ln.curators.DataFrameCurator(frame, schema).report()
        assert found["values"][0]["reason"] == reason
        assert found["values"][0]["nearest"][0] in ("bad DMSO", "bad IFNG")


def test_unused_categories_do_not_count(ln, schema):
    ln.curators.DataFrameCurator(table(label=pd.Categorical(["bad DMSO"] * 2, categories=["bad DMSO", "zzz"])), schema).validate()


@pytest.fixture(scope="module")
def genes(ln):
    import bionty as bt

    for number in range(3):
        bt.Gene(symbol=f"G{number}", ensembl_gene_id=f"ENSG8000000000{number}", organism=organism("human")).save()
    return ln.Schema(itype=bt.Gene.ensembl_gene_id, name="bad genes", dtype=float).save()


def cells(ids, obs=None):
    ad = pytest.importorskip("anndata")
    obs = table() if obs is None else obs
    return ad.AnnData(np.ones((len(obs), len(ids)), dtype="float32"), obs=obs.set_axis([str(row) for row in obs.index]),
                      var=pd.DataFrame(index=ids))


@pytest.mark.parametrize(("id", "reason", "nearest"), [
    ("ENSG80000000000.7", "version suffix", ["ENSG80000000000"]),
    ("ENSMUSG80000000000", "id of mouse", []),
    ("ensg80000000000", "letters", ["ENSG80000000000"]),
])
def test_ids_of_variables_with_their_reason(ln, genes, id, reason, nearest):
    both = ln.Schema(otype="AnnData", components={"var": genes}).save()
    report = ln.curators.AnnDataCurator(cells(["ENSG80000000001", id]), both).report()
    value, = report["var"][0]["values"]
    assert (value["value"], value["reason"]) == (id, reason)
    assert value["nearest"][:1] == nearest


def test_a_faulty_anndata_leaves_nothing_behind(ln, schema, genes):
    import bionty as bt

    both = ln.Schema(otype="AnnData", components={"obs": schema, "var": genes}).save()
    before = [registry.filter().count() for registry in (ln.Artifact, ln.Schema, ln.Feature, ln.ULabel, bt.Gene)]
    for data in (cells(["ENSG80000000000"], table(whole=["x", "y"])), cells(["ENSG80000000000"], table().drop(columns="bad label")),
                 cells(["ENSG80000000000"], table(label=pd.Categorical(["bad DMSO", "unknown"])))):
        with pytest.raises(ln.errors.ValidationError):
            ln.curators.AnnDataCurator(data, both).save_artifact(key="bad.h5ad")
    assert [registry.filter().count() for registry in (ln.Artifact, ln.Schema, ln.Feature, ln.ULabel, bt.Gene)] == before


def test_an_obsolete_term_is_warned_of(ln, tmp_path):
    import bionty as bt

    bt.CellType(name="obsolete old cell", ontology_id="CL:9990001").save()
    feature = ln.Feature(name="bad cell", dtype=bt.CellType).save()
    curator = ln.curators.DataFrameCurator(pd.DataFrame({"bad cell": pd.Categorical(["obsolete old cell"])}),
                                           ln.Schema([feature]).save())
    curator.validate()
    found, = curator.report()
    assert found["kind"] == "obsolete_terms" and found["message"] == "1 term is obsolete: 'obsolete old cell'"


def curate(path, schema):
    """`lamin curate`: (exit code, report)."""
    done = subprocess.run([LAMIN, "curate", str(path), "--schema", schema, "--json"], capture_output=True, text=True)
    return done.returncode, json.loads(done.stdout) if done.stdout else done.stderr


def test_the_command_tells_what_is_wrong_with_an_h5ad_file(ln, schema, genes, anndata, tmp_path):
    h5py = pytest.importorskip("h5py")
    ln.Schema(otype="AnnData", name="bad file", components={"obs": schema, "var": genes}).save()
    data = cells(["ENSG80000000000", "ENSG80000000001.2"], table(label=pd.Categorical(["bad DMSP", "bad DMSO"]))
                 .drop(columns=["bad thing", "bad day", "bad moment"]))
    data.write_h5ad(tmp_path / "a.h5ad")
    code, report = curate(tmp_path / "a.h5ad", "bad file")
    assert code == 1 and not report["is_valid"]
    kinds = {(one["slot"], one["kind"]) for one in report["findings"]}
    assert ("obs", "unknown_values") in kinds and ("obs", "missing_column") in kinds and ("var", "unknown_ids") in kinds
    with h5py.File(tmp_path / "a.h5ad", "a") as file:
        del file["var"]["_index"]
    code, text = curate(tmp_path / "a.h5ad", "bad file")
    assert code == 1 and "The table has no names of rows" in text


@pytest.mark.skipif(not DATASETS.is_dir(), reason="the shared data sets are not here: name their folder in LAMIN_DATASETS")
def test_the_command_and_the_curator_agree_on_the_shared_datasets(ln, genes):
    """Legacy layouts among them: 0.5, 0.7 and 0.11."""
    import anndata as ad

    feature = ln.Feature(name="bad dataset column", dtype=ln.ULabel).save()
    obs = ln.Schema([feature], name="bad dataset obs").save()
    both = ln.Schema(otype="AnnData", name="bad dataset", components={"obs": obs, "var": genes}).save()
    seen = 0
    for path in sorted(glob.glob(f"{DATASETS}/*.h5ad")):
        code, report = curate(path, "bad dataset")
        assert code == 1 and isinstance(report, dict), (path, report)
        theirs = ln.curators.AnnDataCurator(ad.read_h5ad(path), both).report()
        for slot in ("obs", "var"):
            mine = [one for one in report["findings"] if one["slot"] == slot]
            assert [one["kind"] for one in mine] == [one["kind"] for one in theirs[slot]], path
            assert [[value["value"] for value in one["values"]] for one in mine] == [
                [value["value"] for value in one["values"]] for one in theirs[slot]], path
        seen += 1
    assert seen > 5
