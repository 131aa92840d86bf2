"""`ln.core.types`: types of arguments and values."""

from lamindb.base.types import *  # noqa: F403
