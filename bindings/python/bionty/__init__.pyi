"""Types of the registries of bionty: their names are declared in the engine and complete at run time."""

from typing import Any

__version__: str

def __getattr__(name: str) -> Any: ...
