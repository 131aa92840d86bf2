"""Types of the names of `import lamindb as ln`, for editors and type checkers."""

from typing import Any

from . import base as base, core as core, curators as curators, errors as errors
from . import integrations as integrations, models as models, setup as setup
from ._context import Context as Context, context as context, finish as finish, track as track
from ._core import Q as Q
from ._paths import UPath as UPath
from ._save import save as save
from ._settings import settings as settings
from ._setup import connect as connect
from ._view import view as view
from .models import (
    Artifact as Artifact, Collection as Collection, Feature as Feature, Param as Param, Person as Person,
    Project as Project, Reference as Reference, Run as Run, Schema as Schema, Space as Space, Storage as Storage,
    Transform as Transform, ULabel as ULabel, User as User,
)

__version__: str
FeatureSet = Schema
tracked: Any
Curator: Any
