"""`ln.connect`."""

from . import _core


def connect(instance=None, **options):
    """Connects this session to an instance, "name" or "owner/name"; without one, to that of `lamin connect`."""
    for name in options:
        if name not in ("_db", "_write_settings", "_raise_not_found_error", "_test", "_user"):
            raise TypeError(f"connect() got unexpected keyword argument '{name}'")
    if instance is None:
        current = _core.instance()
        if current is None:
            raise SystemExit(
                "No instance was connected through the CLI, pass a value to `instance` or connect via the CLI.")
        instance = current["slug"]
    _core.connect(instance)
