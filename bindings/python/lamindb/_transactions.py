"""`django.db.transaction` on the connected instance, for machines without Django."""

import threading
from contextlib import ContextDecorator, contextmanager

from . import _core
from .errors import TransactionManagementError  # noqa: F401

# Of this thread: the open blocks, and what is to be called once each is written.
_thread = threading.local()


def _blocks():
    if not hasattr(_thread, "blocks"):
        _thread.blocks = []
    return _thread.blocks


def _innermost_calls(using):
    return next((calls for block, calls in reversed(_blocks()) if block.is_on(using or "")), None)


class Atomic(ContextDecorator):
    """All that its thread saves is written at the end, or nothing; records then are what they were before.

    One inside another is a part of it that can fail alone, unless `savepoint` is false.
    """

    def __init__(self, using=None, savepoint=True, durable=False):
        self._options = (using or "", savepoint, durable)

    def _recreate_cm(self):
        return Atomic(*self._options)

    def __enter__(self):
        _blocks().append((_core.Transaction(*self._options), []))

    def __exit__(self, kind, error, traceback):
        block, calls = _blocks().pop()
        if kind is not None:
            block.abandon()
            return
        try:
            is_kept = block.finish()
        except BaseException:
            block.abandon()
            raise
        if is_kept:
            for call, robust in calls:
                on_commit(call, self._options[0], robust)


def atomic(using=None, savepoint=True, durable=False):
    """A context manager and decorator."""
    return Atomic()(using) if callable(using) else Atomic(using, savepoint, durable)


def on_commit(func, using=None, robust=False):
    """Calls `func` when the outermost block is written, at once outside of all; errors of a robust one are only told."""
    if not callable(func):
        raise TypeError("on_commit()'s callback must be a callable.")
    calls = _innermost_calls(using)
    if calls is not None:
        calls.append((func, robust))
        return
    try:
        func()
    except Exception:
        if not robust:
            raise
        import logging

        logging.getLogger("lamindb").exception("%s failed, which was to be called on commit", func)


def savepoint(using=None):
    """A place in the block that it can be taken back to; None outside of all blocks."""
    return _core.savepoint(using or "")


def savepoint_rollback(sid, using=None):
    """Takes back what was written after the savepoint, which stays."""
    _core.savepoint_rollback(sid or "", using or "")


def savepoint_commit(sid, using=None):
    """Forgets the savepoint."""
    _core.savepoint_commit(sid or "", using or "")


def clean_savepoints(using=None):
    """Names of savepoints are never used twice: there is nothing to do."""


def get_rollback(using=None):
    """Whether the block will be taken back at its end."""
    return _core.get_rollback(using or "")


def set_rollback(rollback, using=None):
    """Says whether the block is to be taken back at its end."""
    _core.set_rollback(bool(rollback), using or "")


@contextmanager
def mark_for_rollback_on_error(using=None):
    """An error inside has the block around it taken back at its end."""
    try:
        yield
    except Exception:
        if _core.in_transaction(using or ""):
            set_rollback(True, using)
        raise


def get_autocommit(using=None):
    """Whether what is saved now is written at once."""
    return not _core.in_transaction(using or "")


def set_autocommit(autocommit, using=None):
    """Outside of blocks everything is written at once."""
    _core.expect_no_transaction(using or "")
    if not autocommit:
        raise NotImplementedError("Without autocommit nothing would be written: put what belongs together in `with atomic():`.")


def commit(using=None):
    """Outside of blocks everything is written already."""
    _core.expect_no_transaction(using or "")


def rollback(using=None):
    """Outside of blocks nothing is left to take back."""
    _core.expect_no_transaction(using or "")
