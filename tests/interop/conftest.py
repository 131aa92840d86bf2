"""Fixtures of the interop tests; a test is skipped when the side it needs is not named (see sides.py)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from sides import Side, our_side, reference_side  # noqa: E402


@pytest.fixture(scope="session")
def ours() -> Side:
    side = our_side()
    if side.lamin is None:
        pytest.skip("LAMIN_BIN names no binary of ours")
    return side


@pytest.fixture(scope="session")
def our_python(ours: Side) -> Side:
    if ours.python is None:
        pytest.skip("LAMIN_PYTHON names no Python with our lamindb")
    return ours


@pytest.fixture(scope="session")
def reference() -> Side:
    side = reference_side()
    if side.python is None:
        pytest.skip("REFERENCE_PYTHON names no Python with lamindb 1.3.2: run tests/interop/make_reference.sh DIR")
    return side
