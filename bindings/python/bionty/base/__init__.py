"""Public ontologies without an instance: one class an entity, each over the table of one source."""

from . import entities
from .entities import *  # noqa: F403
from .entities import __all__ as _entity_names
from ._public_ontology import PublicOntology, PublicOntologyField, StaticReference
from ._sources import display_available_sources, display_currently_used_sources, settings

__all__ = [*_entity_names, "PublicOntology", "PublicOntologyField", "StaticReference", "display_available_sources",
           "display_currently_used_sources", "entities", "settings"]
