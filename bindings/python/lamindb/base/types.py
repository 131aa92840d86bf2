"""Types of arguments and values."""

from typing import Any, Iterable, Literal, Union

from .._core import FieldAttr

UPathStr = Union[str, "os.PathLike"]
ListLike = Union[list, Iterable]
StrField = Union[str, FieldAttr]
ArtifactKind = Literal["dataset", "model"]
TransformType = Literal["pipeline", "notebook", "upload", "script", "function", "linker"]
Dtype = Literal["cat", "num", "str", "int", "float", "bool", "date", "datetime", "object"]
FeatureDtype = Dtype
