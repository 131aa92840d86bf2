"""The log of the engine under the names of lamindb 1.3.2's logger."""

from lamindb import _core


class _Logger:
    def __getattr__(self, level):
        if level not in ("error", "warning", "important", "success", "save", "info", "hint", "print", "debug"):
            raise AttributeError(level)
        return lambda text: _core.log(level, str(text))

    def mute(self):
        """Says nothing but errors inside a `with` block."""
        return _Muted()


class _Muted:
    def __enter__(self):
        self._before = _core.verbosity()
        _core.set_verbosity("error")

    def __exit__(self, *_):
        _core.set_verbosity(self._before)


logger = _Logger()
