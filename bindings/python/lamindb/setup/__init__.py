"""`ln.setup`: instances and what is remembered about them."""

from .. import _core
from .._unbuilt import Unbuilt
from . import core
from .._custom import check_instance_setup as _check_instance_setup
from ._migrate import migrate
from .core import settings

register = Unbuilt("lamindb.setup.register")
django = Unbuilt("lamindb.setup.django")


def init(*, storage=".", name=None, db=None, modules=None, **options):
    """Creates an instance in the folder `storage`, and connects to it."""
    modules = options.pop("schema", None) or modules or []
    if isinstance(modules, str):
        modules = [module.strip() for module in modules.split(",") if module.strip()]
    if storage is None:
        raise SystemExit("✗ `storage` argument can't be `None`")
    from .. import _custom

    for module in modules:
        _custom.export(module)
    _core.init(str(storage), name or "", db or "", list(modules))


def login(user=None, *, api_key=None, key=None):
    """Takes up a user, by email or handle, who logged in on this machine before; with a key: needs the hub."""
    _core.login(user, api_key or key)


def logout():
    """From now on the user is anonymous."""
    _core.logout()


def close(mute=False):
    """Forgets the current instance."""
    _core.close()


def delete(slug, force=False, require_empty=True):
    """Removes an instance: its settings, its database and the mark in its storage."""
    _core.delete_instance(slug, force, require_empty)


def load(*args, **options):
    """Deprecated: use `ln.connect()`."""
    from .._setup import connect

    print("Warning: This is deprecated and will be removed.")
    connect(*args, **options)
