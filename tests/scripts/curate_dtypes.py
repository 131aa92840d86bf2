"""Every dtype of a feature against every kind of column, gaps in them, and odd tables: the same verdict and words."""

import datetime
import warnings

warnings.simplefilter("ignore")
import lamindb as ln
import numpy as np
import pandas as pd
from attempt import attempt, title

ln.settings.creation.search_names = False
for name in ("DMSO", "IFNG"):
    ln.ULabel(name=name).save()
DTYPES = {"int": int, "float": float, "num": "num", "str": "str", "bool": bool, "datetime": "datetime", "date": "date",
          "label": ln.ULabel, "cell": "cat[ULabel]"}
NAT = pd.NaT
COLUMNS = {
    "int64": np.array([1, 2]), "int8": np.array([1, 2], dtype="int8"), "uint64": np.array([1, 2], dtype="uint64"),
    "float64": np.array([1.5, 2.0]), "whole floats": np.array([1.0, 2.0]), "gap in floats": np.array([1.0, np.nan]),
    "all gaps": np.array([np.nan, np.nan]), "Int64": pd.array([1, None], dtype="Int64"),
    "Float64": pd.array([1.5, None], dtype="Float64"), "boolean": pd.array([True, None], dtype="boolean"),
    "string": pd.array(["DMSO", None], dtype="string"), "bool": np.array([True, False]),
    "objects of bool": np.array([True, None], dtype=object), "texts": np.array(["DMSO", "IFNG"], dtype=object),
    "gap in texts": np.array(["DMSO", None], dtype=object), "empty text": np.array(["DMSO", ""], dtype=object),
    "mixed": np.array(["DMSO", 1], dtype=object), "all None": np.array([None, None], dtype=object),
    "objects of int": np.array([1, 2], dtype=object), "times": pd.to_datetime(["2020-01-01", NAT]),
    "times of a zone": pd.to_datetime(["2020-01-01", "2020-01-02"]).tz_localize("UTC"),
    "dates": np.array([datetime.date(2020, 1, 1), None], dtype=object), "spans": pd.to_timedelta([1, 2], unit="D"),
    "category": pd.Categorical(["DMSO", "IFNG"]), "gap in category": pd.Categorical(["DMSO", None]),
    "unused category": pd.Categorical(["DMSO", "DMSO"], categories=["DMSO", "nothing"]),
    "unknown category": pd.Categorical(["DMSO", "nope"]), "numbers as category": pd.Categorical([1, 2]),
    "truths as category": pd.Categorical([True, False]), "ordered": pd.Categorical(["DMSO", "IFNG"], ordered=True),
}
schemas = {}
for name, dtype in DTYPES.items():
    for nullable in (True, False):
        feature = ln.Feature(name=f"{name} {nullable}", dtype=dtype, nullable=nullable).save()
        schemas[feature.name] = ln.Schema(name=feature.name, features=[feature]).save()
for feature, schema in schemas.items():
    for kind, values in COLUMNS.items():
        title(f"{feature}: {kind}")
        frame = pd.DataFrame({feature: values})
        attempt(lambda: ln.curators.DataFrameCurator(frame, schema).validate())

title("odd tables")
schema = ln.Schema(name="odd", features=[ln.Feature(name="a", dtype=int).save(), ln.Feature(name="b", dtype=ln.ULabel).save()]).save()
good = pd.DataFrame({"a": [1, 2], "b": pd.Categorical(["DMSO", "IFNG"])})
strict = ln.Schema(name="strict", features=list(schema.members), maximal_set=True).save()
ordered = ln.Schema(name="ordered", features=list(schema.members), ordered_set=True).save()
TABLES = {"good": good, "no rows": good.iloc[:0], "no columns": good[[]], "nothing": pd.DataFrame(),
          "extra": good.assign(c=1), "missing": good[["a"]], "other order": good[["b", "a"]],
          "index twice": good.set_axis(["x", "x"]), "text index": good.set_axis(["x", "y"]),
          "gap in index": good.set_axis(["x", None]), "two levels": good.set_axis(pd.MultiIndex.from_tuples([(1, 2), (1, 3)])),
          "spaces": good.rename(columns={"a": "a "})}
for name, frame in TABLES.items():
    for one in (schema, strict, ordered):
        title(f"{name}: {one.name}")
        attempt(lambda: ln.curators.DataFrameCurator(frame, one).validate())
