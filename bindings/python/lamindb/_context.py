"""`ln.track()`, `ln.finish()` and `ln.context`: the engine keeps the run; here the calling code is found and its output
copied."""

import sys

from . import _core


def tracked(uid=None):
    """A decorator: each call of the function is a run of its own, initiated by the run around it."""

    def decorate(function):
        from functools import wraps
        from inspect import getsource, signature

        module = None if function.__module__ == "__main__" else function.__module__
        says = {"name": function.__qualname__, "module": module, "source_code": getsource(function), "uid": uid}
        parameters = signature(function)

        @wraps(function)
        def call(*args, **kwargs):
            bound = parameters.bind(*args, **kwargs)
            bound.apply_defaults()
            run = _core.call_begin(says, dict(bound.arguments))
            has_returned = False
            try:
                result = function(*args, **kwargs)
                has_returned = True
                return result
            finally:
                _core.call_end(run, has_returned)

        return call

    if callable(uid):
        raise TypeError("Write @ln.tracked(), with parentheses")
    return decorate


class _Tee:
    """Writes to a stream and to a file."""

    def __init__(self, stream, file):
        self._stream, self._file = stream, file

    def write(self, text):
        self._file.write(text)
        return self._stream.write(text)

    def flush(self):
        self._file.flush()
        self._stream.flush()

    def __getattr__(self, name):
        return getattr(self._stream, name)


class _OutputCopy:
    """Copies stdout and stderr of a script into a file until `stop`."""

    def __init__(self, path):
        self._file = open(path, "w")
        self._streams = sys.stdout, sys.stderr
        self._hook = sys.excepthook
        sys.stdout, sys.stderr = _Tee(sys.stdout, self._file), _Tee(sys.stderr, self._file)
        sys.excepthook = self._on_exception
        self._terminated = self._handle_termination()

    def _handle_termination(self):
        """The handler of SIGTERM before ours; None where there can be no handler."""
        import _signal  # `signal` loads more than a script needs

        try:
            return _signal.signal(_signal.SIGTERM, self._on_signal)
        except ValueError:  # not in the main thread
            return None

    def _on_signal(self, number, frame):
        import signal

        self.stop()
        _core.context_failed(f"\nProcess terminated by signal {number} ({signal.Signals(number).name})\n")
        signal.raise_signal(number)

    def _on_exception(self, kind, value, trace):
        import traceback

        text = "".join(traceback.format_exception(kind, value, trace))
        self.stop()
        _core.context_failed(text)
        self._hook(kind, value, trace)

    def stop(self):
        sys.stdout, sys.stderr = self._streams
        sys.excepthook = self._hook
        if self._terminated is not None:
            import _signal

            _signal.signal(_signal.SIGTERM, self._terminated)
        self._file.close()


def _calling_file(depth):
    frame = sys._getframe(depth)
    path = frame.f_globals.get("__file__")
    return None if path is None or path.startswith("<") else path


def _notebook_path():
    """The file of the running notebook: editors and notebook servers say it in different ways."""
    import os

    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None or not hasattr(shell, "kernel"):
        return None
    for name in ("__vsc_ipynb_file__", "__session__"):
        if name in shell.user_ns:
            return shell.user_ns[name]
    return os.environ.get("JPY_SESSION_NAME")


def _notebook_report(path):
    """An HTML export of the notebook as it lies on disk; None for scripts and without nbconvert."""
    if not path.endswith(".ipynb"):
        return None
    try:
        from nbconvert import HTMLExporter
    except ImportError:
        _core.log("warning", "no html report of the notebook was made; to have one: pip install nbconvert")
        return None
    from tempfile import mkstemp

    text, _ = HTMLExporter().from_filename(path)
    handle, report = mkstemp(suffix=".html")
    with open(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return report


class Context:
    """The run that is tracked."""

    _copy = None
    _path = None

    def track(self, transform=None, *, project=None, params=None, new_run=None, path=None):
        """Links what follows to a run of this script or notebook, or of `transform`."""
        self._track(transform, project, params, new_run, path, 3)

    def _track(self, transform, project, params, new_run, path, depth):
        options = {"project": project, "params": params, "new_run": new_run}
        if isinstance(transform, str):
            options["uid"] = transform
            transform = None
        if transform is None:
            notebook = None if path else _notebook_path()
            path = path or notebook or _calling_file(depth)
            if path is None:
                raise NotImplementedError("Interactive sessions are not yet supported to be tracked.")
            options["path"] = str(path)
            options["import_path"] = [folder for folder in sys.path if folder.endswith("-packages")]
            if notebook:
                options["standard_modules"] = set(sys.stdlib_module_names)
        self._stop()
        self._path = options.get("path")
        log = _core.context_track(transform, options)
        if log:
            self._copy = _OutputCopy(log)

    def _stop(self):
        if self._copy is not None:
            self._copy.stop()
            self._copy = None

    def finish(self, ignore_non_consecutive=None):
        """Ends the run, and saves source code, environment and report with it."""
        self._stop()
        report = _notebook_report(self._path) if self._path and self.run is not None else None
        _core.context_finish(bool(ignore_non_consecutive), report)

    def _text(name):  # noqa: N805
        return property(lambda self: _core.context_text(name), lambda self, value: _core.context_set_text(name, value))

    uid = _text("uid")
    description = _text("description")
    version = _text("version")
    name = description

    @property
    def transform(self):
        """The transform that is tracked, or None."""
        return _core.context_record("transform")

    @property
    def run(self):
        """The run that is tracked, or None."""
        return _core.context_record("run")

    @property
    def project(self):
        """The project that what is saved belongs to, or None."""
        return _core.context_record("project")


context = Context()


def track(transform=None, *, project=None, params=None, new_run=None, path=None):
    """Links what follows to a run of this script or notebook, or of `transform`."""
    context._track(transform, project, params, new_run, path, 3)


def finish(ignore_non_consecutive=None):
    """Ends the run, and saves source code, environment and report with it."""
    context.finish(ignore_non_consecutive)
