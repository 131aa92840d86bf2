"""Columns of the engine as a DataFrame."""


def _timestamps(array):
    import pandas as pd

    if int(pd.__version__.partition(".")[0]) >= 3:
        times = array.view("datetime64[us]")
    else:
        times = array.view("datetime64[us]").astype("datetime64[ns]")
    return pd.DatetimeIndex(times).tz_localize("UTC")


def _blocks_of(columns):
    """Blocks of pandas for columns that lie together in memory: a DataFrame of single arrays would copy each twice."""
    from pandas.core.internals.api import make_block

    together = {}
    for place, array in enumerate(columns.values()):
        base = getattr(array, "base", None)
        if base is None or base.ndim != 2:
            yield make_block(getattr(array, "_data", array), placement=[place])
        else:
            together.setdefault(id(base), (base, []))[1].append((place, _row_of(array, base)))
    for base, members in together.values():
        rows = [row for _, row in members]
        block = base[rows[0] : rows[-1] + 1]
        yield make_block(block if len(rows) == len(block) else base[rows], placement=[place for place, _ in members])


def _row_of(array, base):
    return (array.ctypes.data - base.ctypes.data) // base.strides[0]


def _frame_of(columns, index):
    """What `pd.DataFrame(columns, index=index)` is, made of blocks where pandas 2 lets us."""
    import pandas as pd

    if index is None or not hasattr(pd.DataFrame, "_from_mgr") or int(pd.__version__.partition(".")[0]) >= 3:
        return pd.DataFrame(columns, index=index)
    from pandas.core.internals import BlockManager

    manager = BlockManager(tuple(_blocks_of(columns)), [pd.Index(columns), index])
    return pd.DataFrame._from_mgr(manager, manager.axes)


def data_frame(arrays, rows, included):
    """`arrays`: (name, kind, array) a column; `included`: (path, a list of values), put after the first four columns.

    The column `id` becomes the index if there is a row, as in lamindb 1.3.2.
    """
    import pandas as pd

    if included:
        arrays = [column for column in arrays if column[0] in [name for name, _, _ in arrays[:4]]]
    columns = {name: _timestamps(array) if kind == "timestamp" else array for name, kind, array in arrays}
    for path, values in included:
        columns.pop(path, None)
        columns[path] = values
    index = columns.pop("id", None) if rows else None
    if index is not None:
        index = pd.Index(index, name="id")
    # pandas looks into lists and durations to find their type.
    is_plain = included or any(kind == "duration" for _, kind, _ in arrays)
    return pd.DataFrame(columns, index=index) if is_plain else _frame_of(columns, index)
