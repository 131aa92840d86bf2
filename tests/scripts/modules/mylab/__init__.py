"""Registries of my lab."""
__version__ = "0.1.0"

from lamindb_setup import _check_instance_setup


def __getattr__(name):
    if name != "models":
        _check_instance_setup(from_module="mylab")
    return globals()[name]


if _check_instance_setup():
    import lamindb

    del __getattr__
    from .models import Instrument, Reading
