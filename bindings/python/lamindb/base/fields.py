"""Fields for registries of one's own.  Declaring them in Python is not built yet."""

from .._unbuilt import Unbuilt

_NAMES = ("BooleanField", "BigIntegerField", "CharField", "DateField", "DateTimeField", "DurationField", "EmailField",
          "FloatField", "ForeignKey", "IntegerField", "JSONField", "OneToOneField", "TextField", "URLField")


def __getattr__(name):
    if name in _NAMES:
        return Unbuilt(f"lamindb.base.fields.{name}", "registries declared in Python")
    raise AttributeError(f"module 'lamindb.base.fields' has no attribute '{name}'")
