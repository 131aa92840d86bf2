"""`django.db.transaction.atomic` on the connected instance, for machines without Django."""

from contextlib import ContextDecorator

from . import _core


class Atomic(ContextDecorator):
    """All that its thread saves is written at the end, or nothing; records then are what they were before."""

    def _recreate_cm(self):
        return Atomic()

    def __enter__(self):
        self._transaction = _core.Transaction()

    def __exit__(self, kind, error, traceback):
        if kind is not None:
            self._transaction.abandon()
            return
        try:
            self._transaction.commit()
        except BaseException:
            self._transaction.abandon()
            raise


def atomic(using=None, savepoint=True, durable=False):
    """A context manager and decorator.  One inside another joins it: if the inner is abandoned, so is the outer."""
    return Atomic()(using) if callable(using) else Atomic()
