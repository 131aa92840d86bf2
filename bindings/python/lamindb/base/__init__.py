"""`ln.base`: ids, types and fields."""

from . import fields, ids, types


def deprecated(new_name):
    """Marks a function as replaced by `new_name`."""

    def decorate(function):
        import functools
        import warnings

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            old_name = function.__name__
            warnings.warn(
                f"Use {new_name} instead of {old_name}, {old_name} will be removed in the future.", DeprecationWarning, 2)
            return function(*args, **kwargs)

        return wrapper

    return decorate
