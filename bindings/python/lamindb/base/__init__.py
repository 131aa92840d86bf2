"""`ln.base`: ids, types and fields."""

from . import fields, ids, types


def deprecated(new_name):
    """Marks a function as replaced by `new_name`."""

    def decorate(function):
        import functools

        from .._renamed import warn

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            warn(function.__name__, new_name)
            return function(*args, **kwargs)

        return wrapper

    return decorate
