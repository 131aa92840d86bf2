"""Columns of the engine as a DataFrame."""

from ._pandas import pd


def _timestamps(array):
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
            values = getattr(array, "_data", array)  # times have an array of pandas' own
            yield make_block(values.reshape(1, -1), placement=[place])
        else:
            together.setdefault(id(base), (base, []))[1].append((place, _row_of(array, base)))
    for base, members in together.values():
        rows = [row for _, row in members]
        block = base[rows[0] : rows[-1] + 1]
        yield make_block(block if len(rows) == len(block) else base[rows], placement=[place for place, _ in members])


def _row_of(array, base):
    return (array.ctypes.data - base.ctypes.data) // base.strides[0]


def _frame_of(columns, index):
    """What `pd.DataFrame(columns, index=index)` is, made of blocks where pandas 2.1 to 2.3 let us."""
    if index is not None and int(pd.__version__.partition(".")[0]) < 3:
        try:
            return _frame_of_blocks(columns, index)
        except (ImportError, AttributeError, AssertionError, TypeError, ValueError):
            pass  # these parts of pandas promise nothing
    return pd.DataFrame(columns, index=index)


def _frame_of_blocks(columns, index):
    from pandas.core.internals import BlockManager

    manager = BlockManager(tuple(_blocks_of(columns)), [pd.Index(columns), index])
    return pd.DataFrame._from_mgr(manager, manager.axes)


def data_frame(arrays, rows):
    """`arrays`: (name, kind, array) a column; a later one of the same name takes its place, at the end.

    The column `id` becomes the index if there is a row, as in lamindb 1.3.2.
    """
    columns = {}
    for name, kind, array in arrays:
        columns.pop(name, None)
        # pandas looks into values beyond the registry, and durations, to find their type.
        columns[name] = _timestamps(array) if kind == "timestamp" else list(array) if kind == "included" else array
    index = columns.pop("id", None) if rows else None
    if index is not None:
        index = pd.Index(index, name="id")
    is_plain = any(kind in ("duration", "included") for _, kind, _ in arrays)
    return pd.DataFrame(columns, index=index) if is_plain else _frame_of(columns, index)
