"""Features, labels and params of artifacts and runs; collections."""

import datetime

import pytest


@pytest.fixture
def artifact(ln, folder):
    (folder / "annotated.txt").write_text(str(folder))
    made = ln.Artifact("annotated.txt", key=f"{folder.name}/annotated.txt").save()
    yield made
    made.delete(permanent=True, storage=True)


@pytest.fixture(scope="module")
def features(ln):
    dtypes = {"temperature": float, "cells": int, "note": str, "day": "date", "moment": "datetime", "label": ln.ULabel}
    made = {name: ln.Feature(name=name, dtype=dtype).save() for name, dtype in dtypes.items()}
    ln.save([ln.ULabel(name="first label"), ln.ULabel(name="second label")])
    return made


def test_values_come_back_with_their_types(artifact, features):
    moment = datetime.datetime(2024, 1, 2, 3, 4, 5)
    given = {"label": "first label", "temperature": 21.6, "cells": 3, "note": "x", "day": datetime.date(2024, 1, 2),
             "moment": moment}
    artifact.features.add_values(given)
    assert artifact.features.get_values() == given
    artifact.features.add_values({"cells": 4, "label": "second label"})
    assert artifact.features.get_values()["cells"] == {3, 4}
    assert artifact.features.get_values()["label"] == {"first label", "second label"}
    artifact.features.remove_values("cells", value=3)
    assert artifact.features.get_values()["cells"] == 4
    artifact.features.remove_values("label")
    assert "label" not in artifact.features.get_values()


def test_nothing_is_added_if_one_value_does_not_fit(ln, artifact, features):
    with pytest.raises(ln.errors.ValidationError, match="Expected dtype for 'cells' is 'int', got 'float'"):
        artifact.features.add_values({"note": "x", "cells": 1.5})
    with pytest.raises(ln.errors.ValidationError, match="ln.Feature\\(name='unknown', dtype='int'\\).save\\(\\)"):
        artifact.features.add_values({"note": "x", "unknown": 1})
    with pytest.raises(ln.errors.ValidationError, match="These values could not be validated: \\['nope'\\]"):
        artifact.features.add_values({"note": "x", "label": "nope"})
    assert artifact.features.get_values() == {}


def test_artifacts_are_found_by_features(ln, artifact, features):
    artifact.features.add_values({"temperature": 30.5, "note": "Warm day", "label": "first label"})
    for found in (ln.Artifact.filter(temperature__gt=30), ln.Artifact.features.filter(temperature__gt=30),
                  ln.Artifact.filter(note__icontains="warm"), ln.Artifact.filter(label="first label"),
                  ln.Artifact.filter(label=ln.ULabel.get(name="first label"), suffix=".txt"),
                  ln.Artifact.filter(ln.Q(temperature__gt=30) | ln.Q(key="nothing"))):
        assert [one.uid for one in found] == [artifact.uid]
    assert artifact.uid not in ln.Artifact.filter(temperature=None).list("uid")
    with pytest.raises(ln.errors.ValidationError, match="not registered as features: \\['nothing'\\]"):
        ln.Artifact.features.filter(nothing=1)
    with pytest.raises(ln.errors.FieldError, match="Unknown field 'nothing'"):
        ln.Artifact.filter(nothing=1).count()


def test_labels_stand_under_features(ln, artifact, features, capsys):
    label = ln.ULabel.get(name="first label")
    artifact.labels.add(label, feature=features["label"])
    assert artifact.labels.get(features["label"]).list("name") == ["first label"]
    assert artifact.labels.get(features["label"], flat_names=True) == ["first label"]
    with pytest.raises(ln.errors.ValidationError, match="Feature cells needs dtype='cat'"):
        artifact.labels.add(label, feature=features["cells"])
    artifact.describe()
    shown = capsys.readouterr().out
    assert "Linked features" in shown and "Labels" in shown
    artifact.labels.make_external(label)
    assert artifact.features.get_values() == {} and artifact.ulabels.list("name") == ["first label"]


def test_params_of_models_and_runs(ln, artifact):
    ln.Param(name="learning rate", dtype=float).save()
    with pytest.raises(ln.errors.ValidationError, match="Can only set params for model-like artifacts."):
        artifact.params.add_values({"learning rate": 0.1})
    artifact.kind = "model"
    artifact.save()
    artifact.params.add_values({"learning rate": 0.1})
    assert artifact.params.get_values() == {"learning rate": 0.1}
    assert ln.Artifact.params.filter(**{"learning rate": 0.1}).one() == artifact
    run = ln.Run(ln.Transform(key="params of a run", type="pipeline").save()).save()
    run.params.add_values({"learning rate": 0.2})
    assert ln.Run.params.filter(**{"learning rate__gt": 0.15}).one() == run


def test_collections_are_versioned_and_read_as_one(ln, folder):
    import pandas as pd

    tables = [ln.Artifact.from_df(pd.DataFrame({"x": [i, i + 1]}), key=f"tables/{i}.parquet").save() for i in range(3)]
    first = ln.Collection(tables[:2], key="tables").save()
    assert first.ordered_artifacts.list("key") == ["tables/0.parquet", "tables/1.parquet"]
    assert first.load().x.tolist() == [0, 1, 1, 2]
    assert first.open().to_table().num_rows == 4
    second = first.append(tables[2]).save()
    assert second.uid.endswith("0001") and second.artifacts.count() == 3 and first.artifacts.count() == 2
    assert ln.Collection(tables, key="tables") == second
    second.delete(permanent=True)
    assert first.versions.count() == 1
    first.delete(permanent=True)


def test_mapped_collections_give_one_observation_at_a_time(ln, folder, anndata):
    import numpy as np
    import pandas as pd

    stores = []
    for i, names in enumerate((["a", "b"], ["b", "c"])):
        adata = anndata.AnnData(np.arange(4, dtype="float32").reshape(2, 2) + 10 * i, var=pd.DataFrame(index=names),
                                obs=pd.DataFrame({"cell": ["T", "B"]}, index=["x", "y"]))
        stores.append(ln.Artifact.from_anndata(adata, key=f"cells/{i}.h5ad").save())
    cells = ln.Collection(stores, key="cells").save()
    with cells.mapped(obs_keys="cell") as mapped:
        assert len(mapped) == 4 and mapped.shape == (4, 1)
        assert mapped[2]["X"].tolist() == [10] and mapped[2]["cell"] == 1
        assert mapped.get_label_weights("cell").tolist() == [0.5] * 4
    assert mapped.closed
    with cells.mapped(join="outer") as mapped:
        assert mapped[0]["X"].tolist() == [0, 1, 0] and mapped[3]["X"].tolist() == [0, 12, 13]


def test_feature_sets_come_from_tables_and_arrays(ln, folder, anndata):
    import numpy as np
    import pandas as pd

    ln.Feature(name="treatment", dtype=ln.ULabel).save()
    ln.Feature(name="gene 1", dtype=float).save()
    table = ln.Artifact.from_df(pd.DataFrame({"treatment": ["a", "b"], "x": [1, 2]}), key="sets/table.parquet").save()
    table.features._add_set_from_df()
    assert table.features.slots["columns"].members.list("name") == ["treatment"]
    adata = anndata.AnnData(np.ones((2, 2), "float32"), obs=pd.DataFrame({"treatment": ["a", "b"]}, index=["x", "y"]),
                            var=pd.DataFrame(index=["gene 1", "gene 2"]))
    cells = ln.Artifact.from_anndata(adata, key="sets/cells.h5ad").save()
    cells.features._add_set_from_anndata(var_field=ln.Feature.name)
    assert {slot: schema.members.list("name") for slot, schema in cells.features.slots.items()} == {
        "var": ["gene 1"], "obs": ["treatment"]}


def test_columns_become_features(ln, capsys):
    import pandas as pd

    frame = pd.DataFrame({"from column a": [1, 2], "from column b": ["x", "x"], "from column c": pd.Categorical(["u", "v"])})
    assert [feature.dtype for feature in ln.Feature.from_df(frame)] == ["int", "str", "cat"]
    assert "You have few permissible values for feature from column b" in capsys.readouterr().out


def test_data_frames_have_columns_of_features(ln, artifact, features):
    artifact.features.add_values({"cells": 3, "label": "first label"})
    frame = ln.Artifact.df(features=["cells", "label"])
    assert frame.loc[artifact.id, "cells"] == {3} and frame.loc[artifact.id, "label"] == {"first label"}
    assert list(frame.columns) == ["uid", "key", "description", "label", "cells"]
