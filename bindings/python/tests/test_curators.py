"""Schemas and curators: verdicts, reports, what is saved, and that nothing is saved by halves."""

import numpy as np
import pandas as pd
import pytest


@pytest.fixture(scope="module")
def schema(ln):
    for name in ("DMSO", "IFNG"):
        ln.ULabel(name=name).save()
    features = [ln.Feature(name="count", dtype=int).save(), ln.Feature(name="perturbation", dtype=ln.ULabel).save(),
                ln.Feature(name="note", dtype=str).save()]
    return ln.Schema(features, name="table").save()


def frame(**columns):
    rows = {"count": [1, 2, 3], "perturbation": pd.Categorical(["DMSO", "IFNG", "DMSO"]), "note": ["a", "b", "c"]}
    return pd.DataFrame({**rows, **columns})


def test_members_and_slots(ln, schema):
    assert schema.members.list("name") == ["count", "perturbation", "note"]
    assert ln.Schema(list(schema.members)).uid == schema.uid
    both = ln.Schema(otype="AnnData", components={"obs": schema}).save()
    assert both.slots == {"obs": schema} and schema.slots == {}


def test_a_valid_table_is_saved_with_labels_and_feature_set(ln, schema):
    artifact = ln.curators.DataFrameCurator(frame(), schema).save_artifact(key="valid.parquet")
    assert artifact.schema == schema
    assert sorted(artifact.ulabels.list("name")) == ["DMSO", "IFNG"]
    assert artifact.feature_sets.list("uid") == [schema.uid]
    assert ln.Artifact.filter(ulabels__name="IFNG").count() == 1


@pytest.mark.parametrize(("columns", "text"), [
    ({"count": [1.0, 2.0, 3.0]}, "failed dtype check for 'int': got float64"),
    ({"perturbation": ["DMSO", "IFNG", "DMSO"]}, "expected series 'perturbation' to have type category, got (object|str)"),  # pandas 2, pandas 3
    ({"perturbation": pd.Categorical(["DMSO", "IFNJ", "DMSO"])}, "1 term is not validated: 'IFNJ'"),
    ({"note": [1, 2, 3]}, "expected series 'note' to have type str"),
])
def test_a_faulty_table_is_refused_and_nothing_is_saved(ln, schema, columns, text):
    before = ln.Artifact.filter().count()
    with pytest.raises(ln.errors.ValidationError, match=text):
        ln.curators.DataFrameCurator(frame(**columns), schema).save_artifact(key="faulty.parquet")
    assert ln.Artifact.filter().count() == before


def test_a_missing_column_and_an_extra_one(ln, schema):
    ln.curators.DataFrameCurator(frame(extra=[1, 2, 3]), schema).validate()
    with pytest.raises(ln.errors.ValidationError, match="column 'note' not in dataframe"):
        ln.curators.DataFrameCurator(frame().drop(columns="note"), schema).validate()


def test_a_report_is_data(ln, schema):
    faulty = frame(perturbation=pd.Categorical(["IFNJ", "ifng", "IFNJ"]), note=[1, "b", "c"])
    findings = {one["column"]: one for one in ln.curators.DataFrameCurator(faulty, schema).report()}
    values = {one["value"]: one for one in findings["perturbation"]["values"]}
    assert values["IFNJ"]["count"] == 2 and values["IFNJ"]["rows"] == [0, 2]
    assert values["IFNJ"]["nearest"][0] == "IFNG" and values["IFNJ"]["reason"] == "spelling"
    assert values["ifng"]["reason"] == "letters"
    assert findings["note"]["kind"] == "wrong_type" and findings["note"]["values"][0]["rows"] == [0]


def test_synonyms_are_standardized_and_the_rest_added(ln):
    import bionty as bt

    bt.CellType(name="B cell", synonyms="B-cell").save()
    feature = ln.Feature(name="curated cell", dtype=bt.CellType).save()
    table = pd.DataFrame({"curated cell": pd.Categorical(["B-cell", "my own cell"])})
    curator = ln.curators.DataFrameCurator(table, ln.Schema([feature]).save())
    with pytest.raises(ln.errors.ValidationError, match='1 synonym found: "B-cell" → "B cell"'):
        curator.validate()
    curator.cat.standardize("curated cell")
    assert table["curated cell"].tolist() == ["B cell", "my own cell"]
    assert curator.cat.non_validated == {"curated cell": ["my own cell"]}
    curator.cat.add_new_from("curated cell")
    curator.validate()
    assert bt.CellType.filter(name="my own cell").count() == 1


@pytest.mark.parametrize("values", [
    [None, None, None], [float("nan"), "DMSO", None], pd.Categorical([None, "DMSO", None], categories=["DMSO", "x"]),
    pd.array(["DMSO", None, "IFNG"], dtype="string"),
])
def test_missing_values_and_unused_categories_are_no_fault(ln, schema, values):
    table = frame()
    table["perturbation"] = pd.Series(values).astype("category")
    ln.curators.DataFrameCurator(table, schema).validate()


def test_a_column_that_is_there_twice_is_told(ln, schema):
    twice = pd.concat([frame(), frame()[["note"]]], axis=1)
    with pytest.raises(ln.errors.ValidationError, match="more than once"):
        ln.curators.DataFrameCurator(twice, schema).validate()


def test_an_anndata_is_saved_with_its_slots(ln, schema, anndata):
    import bionty as bt

    human = bt.Organism(name="human").save() if not bt.Organism.filter(name="human").exists() else bt.Organism.get(name="human")
    for number, symbol in enumerate(("CD8A", "CD4")):
        bt.Gene(symbol=symbol, ensembl_gene_id=f"ENSG9000000000{number}", organism=human).save()
    obs = ln.Schema([ln.Feature.get(name="perturbation")], name="obs").save()
    var = ln.Schema(itype=bt.Gene.ensembl_gene_id, dtype=int, name="var").save()
    both = ln.Schema(otype="AnnData", components={"obs": obs, "var": var}).save()
    data = anndata.AnnData(np.ones((3, 2), dtype="int64"), obs=frame()[["perturbation"]].set_axis(["a", "b", "c"]),
                      var=pd.DataFrame(index=["ENSG90000000000", "ENSG90000000001"]))
    artifact = ln.curators.AnnDataCurator(data, both).save_artifact(key="cells.h5ad")
    assert {slot: one.n for slot, one in artifact.features.slots.items()} == {"var": 2, "obs": 1}
    with pytest.raises(ln.errors.InvalidArgument, match="dataset must be AnnData-like."):
        ln.curators.AnnDataCurator(frame(), both)
    with pytest.raises(ln.errors.InvalidArgument, match="Schema otype must be 'AnnData'."):
        ln.curators.AnnDataCurator(data, obs)
    genes = artifact.features.slots["var"]
    artifact.delete(permanent=True)
    genes.delete()


def test_a_table_with_ten_thousand_columns(ln):
    import time

    names = [f"wide {number:05}" for number in range(10_000)]
    ln.save([ln.Feature(name=name, dtype="float") for name in names[:50]])
    schema = ln.Schema(list(ln.Feature.filter(name__startswith="wide").all())).save()
    table = pd.DataFrame(np.zeros((3, len(names))), columns=names)
    start = time.perf_counter()
    ln.curators.DataFrameCurator(table, schema).validate()
    assert time.perf_counter() - start < 5


def test_a_manager_registers_features_and_types(ln):
    table = pd.DataFrame({"cell_medium": ["medium A", None], "other": [1, 2]})
    manager = ln.Curator.from_df(table, categoricals={"cell_medium": ln.ULabel.name})
    assert manager.validate() is False
    assert manager.non_validated == {"cell_medium": ["medium A"]}
    with pytest.raises(ln.errors.ValidationError, match="Dataset does not validate. Please curate."):
        manager.save_artifact(key="managed.parquet")
    manager.add_new_from("cell_medium")
    artifact = manager.save_artifact(key="managed.parquet")
    assert ln.Feature.get(name="cell_medium").dtype == "cat[ULabel]"
    assert artifact.ulabels.list("name") == ["medium A"]
    assert ln.ULabel.get(name="CellMedium").is_type
