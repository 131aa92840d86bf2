"""`django.db.transaction` on the connected instance, for machines without Django."""

import threading
from contextlib import ContextDecorator

from . import _core

# Of this thread: what is to be called once the outermost block is written, with the depth of the block that asked.
_thread = threading.local()


def _blocks():
    if not hasattr(_thread, "blocks"):
        _thread.blocks = []
    return _thread.blocks


class Atomic(ContextDecorator):
    """All that its thread saves is written at the end, or nothing; records then are what they were before.

    One inside another is a part of it that can fail alone, unless `savepoint` is false.
    """

    def __init__(self, savepoint=True, durable=False):
        self._options = (savepoint, durable)

    def _recreate_cm(self):
        return Atomic(*self._options)

    def __enter__(self):
        self._transaction = _core.Transaction(*self._options)
        _blocks().append([])

    def __exit__(self, kind, error, traceback):
        calls = _blocks().pop()
        if kind is not None:
            self._transaction.abandon()
            return
        try:
            self._transaction.commit()
        except BaseException:
            self._transaction.abandon()
            raise
        if _blocks():
            _blocks()[-1].extend(calls)
            return
        for call in calls:
            call()


def atomic(using=None, savepoint=True, durable=False):
    """A context manager and decorator."""
    return Atomic()(using) if callable(using) else Atomic(savepoint, durable)


def on_commit(func, using=None, robust=False):
    """Calls `func` when the outermost block is written; at once outside of all."""
    if _blocks():
        _blocks()[-1].append(func)
    else:
        func()
