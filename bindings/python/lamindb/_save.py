"""`ln.save`."""

from . import _core


def save(records, ignore_conflicts=False):
    """Saves many records: rows all or none, in a constant number of statements; artifacts with their bytes."""
    _core.save_all(records, ignore_conflicts=bool(ignore_conflicts))
