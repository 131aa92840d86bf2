"""`lamin curate` of parquet: the verdict, and mostly the words, of the curator on what pandas reads from the file."""

import datetime
import decimal
import json
import os
import subprocess
import sysconfig

import numpy as np
import pandas as pd
import pytest

LAMIN = os.path.join(sysconfig.get_path("scripts"), "lamin")
DAY = datetime.date(2020, 1, 1)
TYPES = {"whole": int, "real": float, "any": "num", "text": str, "truth": bool, "day": "date", "moment": "datetime", "thing": "object"}
GOOD = {"whole": [1, 2], "real": [1.5, 2.5], "any": [1, 2], "text": ["a", "b"], "truth": [True, False], "day": [DAY] * 2,
        "moment": pd.to_datetime(["2020-01-01"] * 2), "thing": [[1], [2, 3]], "label": pd.Categorical(["pq DMSO", "pq IFNG"])}
OTHERS = {
    "whole with a gap": [1, None], "Int64": pd.array([1, None], dtype="Int64"), "uint64": np.array([1, 2**63 + 5], dtype="uint64"),
    "float32": np.array([1, 2.5], dtype="float32"), "real with a gap": [1.5, None], "text with a gap": ["a", None],
    "string": pd.array(["a", None], dtype="string"), "truth with a gap": [True, None],
    "boolean": pd.array([True, None], dtype="boolean"), "date with a gap": [DAY, None],
    "time with a gap": pd.to_datetime(["2020-01-01", None]), "zoned": pd.to_datetime(["2020-01-01"] * 2).tz_localize("UTC"),
    "seconds": pd.to_datetime(["2020-01-01"] * 2).astype("datetime64[s]"), "list": [[1], None], "struct": [{"a": 1}] * 2,
    "decimal": [decimal.Decimal("1.5")] * 2, "bytes": [b"a", None], "clock": [datetime.time(1, 2)] * 2, "nothing": [None, None],
    "misspelt": pd.Categorical(["pq DMSO", "pq DSMO"]), "category with a gap": pd.Categorical(["pq IFNG", None]),
    "unused": pd.Categorical(["pq DMSO"] * 2, categories=["pq DMSO", "pq unused"]),
    "date as text": ["2020-01-01", "2020-02-01"], "of Arrow": pd.array([1, None], dtype="int64[pyarrow]"),
}
# What no catalogue shows well: the command names the kind of thing, Python the thing.
ODD = {"list", "struct", "decimal", "bytes", "clock"}


@pytest.fixture(scope="module", params=["strict", "coerced", "needed"])
def schema(ln, request):
    for name in ("pq DMSO", "pq IFNG"):
        ln.ULabel(name=name).save()
    options = {"strict": {}, "coerced": {"coerce_dtype": True}, "needed": {"nullable": False}}[request.param]
    types = {**TYPES, "label": ln.ULabel}
    features = [ln.Feature(name=f"pq {request.param} {name}", dtype=dtype, **options).save() for name, dtype in types.items()]
    return ln.Schema(features, name=f"pq {request.param}").save()


def curate(path, schema):
    done = subprocess.run([LAMIN, "curate", str(path), "--schema", schema, "--json"], capture_output=True, text=True)
    return json.loads(done.stdout) if done.stdout else done.stderr


def first_failure(ln, frame, schema):
    try:
        ln.curators.DataFrameCurator(frame, schema).validate()
    except (ln.errors.ValidationError, TypeError) as error:
        return str(error)
    return None


@pytest.fixture(scope="module")
def has_parquet():
    """The wheel can be built without pyarrow beside it."""
    import lamindb

    if not os.path.exists(os.path.join(os.path.dirname(lamindb.__file__), "lamin_parquet.so")):
        pytest.skip("built without pyarrow")


@pytest.mark.parametrize("column", [*TYPES, "label"])
def test_the_verdict_is_that_of_the_curator(ln, schema, column, tmp_path, has_parquet):
    prefix = schema.name + " "
    for name, values in OTHERS.items():
        pd.DataFrame({prefix + key: one for key, one in {**GOOD, column: values}.items()}).to_parquet(tmp_path / "a.parquet")
        expected = first_failure(ln, pd.read_parquet(tmp_path / "a.parquet"), schema)
        report = curate(tmp_path / "a.parquet", schema.name)
        assert report["is_valid"] == (expected is None), (name, expected, report)
        errors = [one["message"] for one in report["findings"] if one["is_error"]]
        if expected and name not in ODD and "Type mismatch" not in expected:
            assert errors[0] == expected, name


def test_labels_of_rows_are_those_of_the_index(ln, schema, tmp_path, has_parquet):
    if not schema.name.endswith("needed"):
        pytest.skip("one schema is enough")
    for index in (None, ["r1", "r2"], [5, 7], pd.RangeIndex(4, 8, 2), pd.Index(["x", "y"], name=f"{schema.name} text"),
                  pd.MultiIndex.from_tuples([("a", 1), ("b", 2)]), pd.to_datetime(["2020-01-01", "2020-01-02 03:04:05"], format="mixed")):
        frame = pd.DataFrame({f"{schema.name} {key}": one for key, one in {**GOOD, "real": [1.5, None]}.items()})
        frame.index = frame.index if index is None else index
        if frame.index.name:  # an index is no column
            frame = frame.drop(columns=frame.index.name)
        frame.to_parquet(tmp_path / "a.parquet")
        expected = first_failure(ln, pd.read_parquet(tmp_path / "a.parquet"), schema)
        report = curate(tmp_path / "a.parquet", schema.name)
        if isinstance(index, (pd.MultiIndex, pd.DatetimeIndex)):
            assert not report["is_valid"] and expected
        else:
            assert report["findings"][0]["message"] == expected, index


def test_files_of_others_and_files_that_are_cut_off(ln, schema, tmp_path, has_parquet):
    """No metadata of pandas; many groups of rows; columns that nobody asks for; other ways to pack."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    prefix = schema.name + " "
    rows = 1_000
    many = {name: list(values) * (rows // 2) for name, values in GOOD.items()}
    table = pa.table({**{prefix + name: values for name, values in many.items() if name != "label"},
                      prefix + "label": pa.array(many["label"]).dictionary_encode(), "deep": [[{"a": [1]}]] * rows})
    for options in ({"row_group_size": 7}, {"compression": "zstd"}, {"use_dictionary": False}, {"data_page_version": "2.0"},
                    {"store_schema": False, "compression": "none"}):
        pq.write_table(table, tmp_path / "a.parquet", **options)
        expected = first_failure(ln, pd.read_parquet(tmp_path / "a.parquet"), schema)
        report = curate(tmp_path / "a.parquet", schema.name)
        assert report["is_valid"] == (expected is None), (options, expected, report)
    whole = (tmp_path / "a.parquet").read_bytes()
    for size in (0, 4, 8, len(whole) // 2, len(whole) - 1):
        (tmp_path / "b.parquet").write_bytes(whole[:size])
        assert "is no parquet file, or it is cut off" in curate(tmp_path / "b.parquet", schema.name)
    damaged = bytearray(whole)
    damaged[4:len(whole) // 2] = bytes(len(whole) // 2 - 4)
    (tmp_path / "b.parquet").write_bytes(damaged)
    assert "is no parquet file, or it is cut off" in curate(tmp_path / "b.parquet", schema.name)
