"""Tables of pandas handed to the engine: names and types of all columns, cells of those that it asks for."""


class Cells:
    """A Series or an Index as the engine looks at it."""

    def __init__(self, values):
        self._values = values
        self.dtype = str(values.dtype)

    def codes(self):
        return self._values.array.codes

    def categories(self):
        import numpy as np

        return np.asarray(self._values.array.categories, dtype=object)

    def objects(self):
        import numpy as np

        return np.asarray(self._values, dtype=object)

    def missing(self):
        return self._values.isna().to_numpy().nonzero()[0].tolist()

    def present(self):
        return self._values.notna().to_numpy().nonzero()[0].tolist()

    def distinct(self):
        return [str(value) for value in self._values.dropna().unique()]

    def first(self):
        return [str(value) for value in self._values.iloc[:1]]

    def rows_with(self, text):
        return (self._values.astype(str) == text).to_numpy().nonzero()[0].tolist()

    def shown(self, row):
        value = self._values.iloc[row]
        if isinstance(value, float) and value != value:
            return "NaN"
        return str(value).removesuffix(" 00:00:00")


class Scalars:
    """The values of a dictionary, a column each, as `uns` of AnnData has them."""

    def __init__(self, mapping):
        import pandas as pd

        self.frame = pd.DataFrame({str(key): pd.Series([value]) for key, value in mapping.items()})


def table(df):
    """(names, dtypes, cells by position, label by row, rows): what the engine's `check_table` takes."""
    import pandas as pd

    numbered = isinstance(df.index, pd.RangeIndex) and df.index.start == 0 and df.index.step == 1
    numeric = df.index.dtype.kind in "iu"
    label = None if numbered or (numeric and _counts(df.index)) else lambda row: df.index[row]
    names = [str(name) for name in df.columns]
    if len(names) > 100:  # wide tables list their dtypes faster than their columns
        return names, [str(dtype) for dtype in df.dtypes], lambda position: Cells(df.iloc[:, position]), label, len(df)
    series = [column for _, column in df.items()]
    return names, [str(one.dtype) for one in series], lambda position: Cells(series[position]), label, len(df)


def _counts(index):
    return len(index) == 0 or (index[0] == 0 and index[-1] == len(index) - 1 and index.is_monotonic_increasing)


def columns(df, name):
    """The columns of that name, wrapped: one, but for tables that have it twice."""
    found = df[name]
    if getattr(found, "ndim", 1) == 1:
        return [Cells(found)]
    return [Cells(found.iloc[:, position]) for position in range(found.shape[1])]
