"""Python's types, classes of registries and dtypes of pandas as the texts that features and params keep."""

from . import _core


def _pair(dtype):
    """(registry, field) of a registry or of a field of one; None of anything else."""
    from ._registry import Registry

    if isinstance(dtype, Registry):
        return dtype, ""
    if isinstance(dtype, _core.FieldAttr):
        return dtype.field.model, dtype.field.name
    return None


def _text_of_pandas(dtype):
    name = str(getattr(dtype, "name", dtype))
    if name in ("object", "string", "str"):
        return "str"
    if name == "category":
        return "cat"
    return "".join(letter for letter in name.partition("[")[0] if not letter.isdigit()).lower().removeprefix("u")


def dtype_text(dtype):
    """`int` -> "int", `ln.ULabel` -> "cat[ULabel]", `[ln.ULabel, bt.Gene.symbol]`, a dtype of pandas or numpy."""
    if dtype is None or isinstance(dtype, str):
        return dtype
    pairs = [_pair(part) for part in (dtype if isinstance(dtype, list) else [dtype])]
    if pairs and all(pairs):
        return _core.categorical_dtype(pairs)
    if isinstance(dtype, type) and dtype.__name__ in ("int", "float", "str", "bool", "date", "datetime", "object"):
        return dtype.__name__
    if not isinstance(dtype, list) and hasattr(dtype, "name") and hasattr(dtype, "kind"):
        return _text_of_pandas(dtype)
    raise ValueError(f"dtype has to be a record, a record field, or a list of records, not {dtype}")


def value_of(dtype, value):
    """A value as its dtype shows it: dates and times are kept as text."""
    if dtype not in ("date", "datetime") or not isinstance(value, str):
        return value
    import datetime

    return getattr(datetime, dtype).fromisoformat(value)
