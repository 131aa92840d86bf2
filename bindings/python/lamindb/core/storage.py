"""`ln.core.storage`: paths and suffixes."""

from collections.abc import MutableSet

from lamindb import _core
from lamindb._anndata import AnnDataAccessor
from lamindb._openers import BackedAccessor
from lamindb._paths import PosixUPath, UPath
from lamindb._soma import save_tiledbsoma_experiment

LocalPathClasses = (UPath, PosixUPath)


class _Suffixes(MutableSet):
    """Suffixes that the engine knows; `add` tells it another one."""

    def __init__(self, composite):
        self._composite = composite

    def __contains__(self, suffix):
        return suffix in _core.suffixes(self._composite)

    def __iter__(self):
        return iter(_core.suffixes(self._composite))

    def __len__(self):
        return len(_core.suffixes(self._composite))

    def add(self, suffix):
        _core.set_suffix(self._composite, suffix, True)

    def discard(self, suffix):
        _core.set_suffix(self._composite, suffix, False)

    def update(self, suffixes):
        for suffix in suffixes:
            self.add(suffix)

    def __repr__(self):
        return repr(set(self))

    @classmethod
    def _from_iterable(cls, suffixes):
        return set(suffixes)


class VALID_SUFFIXES:
    """Suffixes that may stand before another one, and those made of two."""

    SIMPLE = _Suffixes(False)
    COMPOSITE = _Suffixes(True)
