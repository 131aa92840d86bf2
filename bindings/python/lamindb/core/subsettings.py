"""`ln.core.subsettings`: groups of settings."""

from lamindb._settings import *  # noqa: F403
