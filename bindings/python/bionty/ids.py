"""Uids: the hash of what identifies a record, or random without it."""

from lamindb import _core


def _id(input, length):
    from lamindb.base.ids import base62

    return base62(length) if input is None else _core.hash_id(str(input), length)


def gene(input=None):
    """12 characters."""
    return _id(input, 12)


def protein(input=None):
    """12 characters."""
    return _id(input, 12)


def cellmarker(input=None):
    """12 characters."""
    return _id(input, 12)


def ontology(input=None):
    """8 characters."""
    return _id(input, 8)


def source(input=None):
    """8 characters."""
    return _id(input, 8)
