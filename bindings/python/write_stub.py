"""Writes `_core.pyi` beside the compiled module in the folder given: the build calls it, so the stub cannot lag behind.

The module is imported under its full name without `lamindb/__init__.py`, which would look for an instance.
"""

import sys
import types

from nanobind.stubgen import main

folder = sys.argv[1]
package = types.ModuleType("lamindb")
package.__path__ = [folder]
sys.modules["lamindb"] = package
main(["-q", "-m", "lamindb._core", "-o", f"{folder}/_core.pyi"])
