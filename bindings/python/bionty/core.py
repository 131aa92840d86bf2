"""The developer's side of bionty."""

from lamindb import _core
from lamindb._curation import RecordList

from ._organism import Settings  # noqa: F401
from ._records import BioRecord  # noqa: F401
from .base import StaticReference  # noqa: F401


def sync_public_sources(update_currently_used=False):
    """Brings the registry Source up to bionty's list; may make the latest versions those in use."""
    _core.sync_public_sources(bool(update_currently_used))


sync_all_sources_to_latest = sync_public_sources


def add_ontology(records, organism=None, source=None, ignore_conflicts=False):
    """Saves new terms with everything above them."""
    records = [record for record in records if record._state.adding]
    _core.save_terms(records)
    return RecordList(records)
