"""DataFrameCurator: types, missing values, categories, what is saved."""

import datetime

import lamindb as ln
import numpy as np
import pandas as pd
from attempt import attempt, title

ln.track()
DataFrameCurator = ln.curators.DataFrameCurator
perturbation = ln.ULabel(name="Perturbation", is_type=True).save()
for name in ("DMSO", "IFNG"):
    ln.ULabel(name=name, type=perturbation).save()
counter = iter(range(1000))


def check(values, dtype, **options):
    feature = ln.Feature(name=f"column {next(counter):03}", dtype=dtype, **options).save()
    schema = ln.Schema([feature]).save()
    attempt(DataFrameCurator(pd.DataFrame({feature.name: values}), schema).validate)


ln.settings.creation.search_names = False

title("numbers")
for dtype in ("int", "float", "num"):
    for values in ([1, 2], [1.5, 2], [True], ["a"], pd.array([1, None], dtype="Int64"), np.array([1], dtype="uint8"),
                   np.array([1], dtype="float32"), pd.Categorical([1, 2]), pd.to_datetime(["2020-01-01"])):
        check(values, dtype)

title("text, truth, dates, objects")
check(["a", None], "str")
check([1, 2], "str")
check(["a", 2, None, 1.5], "str")
check(pd.Series(["a", 3], index=["r1", "r2"]), "str")
check(list(range(70)), "str")
check([True, False], "bool")
check([True, None], "bool")
check([1, 0], "bool")
check([datetime.date(2020, 1, 1), None], "date")
check(["2020-01-01"], "date")
check(pd.to_datetime(["2020-01-01"]), "datetime")
check(pd.to_datetime(["2020-01-01"]).tz_localize("UTC"), "datetime")
check(["2020-01-01"], "datetime")
check([[1], "a"], "object")
check([1], "object")

title("missing values")
check([1.0, None], "int", nullable=False)
check(pd.array([1, None], dtype="Int64"), "int", nullable=False)
check(pd.Series([None, "a"], index=["x", "y"]), "str", nullable=False)
check(pd.Categorical([None, "DMSO"]), ln.ULabel, nullable=False)

title("coercion")
check([1, 2], "str", coerce_dtype=True)
check([1, 0], "bool", coerce_dtype=True)
check(["2020-01-01", "bla"], "datetime", coerce_dtype=True)
check(["2020-01-01", "bla"], "date", coerce_dtype=True)
check(["1", "2"], "int", coerce_dtype=True)
check([1], "object", coerce_dtype=True)

title("columns")
schema = ln.Schema(name="table", features=[
    ln.Feature(name="count", dtype=int).save(), ln.Feature(name="perturbation", dtype=ln.ULabel).save(),
    ln.Feature(name="note", dtype=str).save()]).save()
frame = pd.DataFrame({"count": [1, 2, 3], "perturbation": pd.Categorical(["DMSO", "IFNG", "DMSO"]),
                      "note": ["a", "b", "c"], "extra": [1, 2, 3]}, index=["s1", "s2", "s3"])
attempt(DataFrameCurator(frame[["extra"]], schema).validate)
attempt(DataFrameCurator(frame.assign(perturbation=["DMSO", "IFNG", "DMSO"]), schema).validate)
attempt(DataFrameCurator(frame[["note", "perturbation", "count"]], schema).validate)

title("categories")
bad = DataFrameCurator(frame.assign(perturbation=pd.Categorical(["DMSO", "IFNJ", "IFNG"])), schema)
attempt(lambda: bad.cat.non_validated)
attempt(bad.validate)
attempt(lambda: bad.cat.non_validated)
attempt(bad.cat.validate)
attempt(lambda: bad.cat.add_new_from("bla"))
attempt(lambda: bad.cat.add_new_from("all", description="x"))
attempt(lambda: bad.cat.add_new_from("perturbation"))
attempt(lambda: bad.cat.non_validated)
attempt(bad.validate)
attempt(DataFrameCurator(frame.assign(perturbation=pd.Categorical([None] * 3, categories=["bogus"])), schema).validate)
attempt(DataFrameCurator(frame.assign(perturbation=pd.Categorical([1, 2, 3])), schema).validate)
many = pd.Categorical([f"v{i}" for i in range(30)])
attempt(DataFrameCurator(pd.DataFrame({"perturbation": many, "count": range(30), "note": "x"}), schema).validate)
attempt(lambda: bad.cat.categoricals)
attempt(lambda: bad.cat.lookup())
attempt(lambda: bad.cat.lookup()["bla"])

title("standardize adds columns and fills")
for options in ({"dtype": "str", "default_value": "d"}, {"dtype": "int", "nullable": False},
                {"dtype": ln.ULabel, "default_value": "DMSO"}):
    feature = ln.Feature(name=f"column {next(counter):03}", **options).save()
    table = pd.DataFrame({"q": [1, 2]})
    attempt(DataFrameCurator(table, ln.Schema([feature]).save()).standardize)
    print(table.to_dict(), table.dtypes.astype(str).to_dict())

title("save_artifact")
curator = DataFrameCurator(frame, schema)
artifact = curator.save_artifact(key="tables/frame.parquet")
print(artifact.schema == schema, artifact.ulabels.list("name"), artifact.kind, artifact.n_observations)
artifact.describe()
print(ln.Artifact.get(ulabels__name="IFNG") == artifact)
attempt(lambda: DataFrameCurator(frame, schema).save_artifact(key="tables/frame.parquet") == artifact)
attempt(lambda: DataFrameCurator(frame.assign(note="z"), schema).save_artifact(key="x.csv"))
