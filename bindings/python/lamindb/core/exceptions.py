"""`ln.core.exceptions`: another name for `ln.errors`."""

import sys

from lamindb import errors

sys.modules[__name__] = errors
