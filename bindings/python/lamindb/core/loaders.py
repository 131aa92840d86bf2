"""`ln.core.loaders`: files into memory."""

from lamindb._loaders import *  # noqa: F403
