"""Names that scripts import from Django, lamindb_setup and inner modules of lamindb."""

import django.core.exceptions
import django.db
import django.db.models
import lamindb_setup
from lamindb_setup.core.upath import InstanceNotEmpty

import lamindb as ln
import lamindb.core.exceptions
import lamindb.core.loaders
import lamindb.core.subsettings
import lamindb.core.types
from lamindb.core._sync_git import BlobHashNotFound
from lamindb.models.artifact import Artifact
from lamindb.models.query_set import MultipleResultsFound

from attempt import attempt, title

title("the same names")
print(Artifact is ln.Artifact, django.db.models.Q is ln.Q, issubclass(BlobHashNotFound, SystemExit))
print(lamindb.core.exceptions.ValidationError is ln.errors.ValidationError, lamindb_setup.settings.user.handle)
print(InstanceNotEmpty.__name__, MultipleResultsFound.__module__)

title("errors")
for call, kind in (
    (lambda: ln.ULabel.get(name="none"), django.core.exceptions.ObjectDoesNotExist),
    (lambda: ln.ULabel.filter(nonsense=1).count(), django.core.exceptions.FieldError),
):
    try:
        call()
    except kind as error:
        print(type(error).__name__)

title("settings")
attempt(lambda: setattr(ln.settings, "verbosity", "nonsense"))
attempt(lambda: setattr(ln.settings, "verbosity", 4))
attempt(lambda: ln.settings.verbosity)
ln.settings.verbosity = 1
ln.settings.sync_git_repo = "https://example.com/x/y.git"
attempt(lambda: ln.settings.sync_git_repo)
attempt(lambda: ln.setup.settings.user.id)
attempt(lambda: ln.setup.settings.instance.storage_local)
attempt(lambda: ln.setup.settings.storage.local_filepath("x").name)
attempt(lambda: sorted(ln.core.storage.VALID_SUFFIXES.COMPOSITE))

title("versions")
from lamindb.models._is_versioned import bump_version, set_version  # noqa: E402

for version in ("2", "2.1", "x"):
    attempt(lambda: bump_version(version))
    attempt(lambda: bump_version(version, "major"))
attempt(lambda: bump_version("x", behavior="ignore"))
attempt(lambda: set_version(None, "1.2"))
attempt(lambda: set_version("1", "1"))
attempt(lambda: ln.Transform(key="q", version=3))

title("a module that is not mounted")
attempt(lambda: __import__("wetlab"))
