"""Makes types.parquet, for src/formats/parquet/parquet_test.cpp: `python make_types_parquet.py` with pandas 2.2.3, pyarrow 19.0.1."""

import datetime
import decimal

import numpy as np
import pandas as pd

COLUMNS = {
    "whole": [1, 2, 3],
    "whole with a gap": [1, None, 3],
    "nullable": pd.array([1, None, 3], dtype="Int64"),
    "small": np.array([1, 2, 3], dtype="uint8"),
    "big": np.array([2**64 - 1, 0, 1], dtype="uint64"),
    "real": [0.5, np.nan, 2.0],
    "single": np.array([0.5, 1.5, 2.0], dtype="float32"),
    "text": ["b", None, "a"],
    "text of pandas": pd.array(["b", None, "a"], dtype="string"),
    "truth": [True, False, True],
    "truth with a gap": [True, None, False],
    "category": pd.Categorical(["T cell", "B cell", None], categories=["T cell", "B cell", "unused"]),
    "day": [datetime.date(2020, 1, 1), None, datetime.date(1969, 12, 31)],
    "moment": pd.to_datetime(["2020-01-01 10:00:00.000000001", None, "1969-12-31"], format="mixed"),
    "zoned": pd.to_datetime(["2020-01-01 10:00:00"] * 3).tz_localize("UTC"),
    "span": pd.to_timedelta([1, 2, 3], unit="s"),
    "list": [[1], None, [2, 3]],
    "mapping": [{"a": 1}] * 3,
    "decimal": [decimal.Decimal("1.5"), decimal.Decimal("2.5"), None],
    "bytes": [b"a", b"b", None],
    "time": [datetime.time(1, 2)] * 3,
    "nothing": [None] * 3,
}

pd.DataFrame(COLUMNS, index=pd.Index(["r1", "r2", "r3"], name="row")).to_parquet("types.parquet", row_group_size=2)
