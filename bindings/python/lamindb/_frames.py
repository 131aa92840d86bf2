"""Columns of the engine as a DataFrame."""


def _timestamps(array):
    import pandas as pd

    if int(pd.__version__.partition(".")[0]) >= 3:
        times = array.view("datetime64[us]")
    else:
        times = array.view("datetime64[us]").astype("datetime64[ns]")
    return pd.DatetimeIndex(times).tz_localize("UTC")


def data_frame(arrays, rows, included):
    """`arrays`: (name, kind, array) a column; `included`: (path, values by id), put after the first four columns.

    The column `id` becomes the index if there is a row, as in lamindb 1.3.2.
    """
    import pandas as pd

    if included:
        arrays = [column for column in arrays if column[0] in [name for name, _, _ in arrays[:4]]]
    columns = {name: _timestamps(array) if kind == "timestamp" else array for name, kind, array in arrays}
    for path, values in included:
        columns.pop(path, None)
        columns[path] = [values.get(key) for key in columns["id"]]
    index = columns.pop("id", None) if rows else None
    if index is not None:
        index = pd.Index(index, name="id")
    return pd.DataFrame(columns, index=index)
