"""Where lamindb 1.3.2 keeps query sets."""

from .._core import QuerySet
from .._curation import RecordList
from ..errors import MultipleResultsFound
