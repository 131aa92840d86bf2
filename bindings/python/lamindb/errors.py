"""The exceptions that scripts catch.  Which one stands for which failure of the engine: bindings/python/errors.cpp."""


class ValidationError(Exception):
    """Data or a value does not meet its schema."""


class InvalidArgument(Exception):
    """An argument has a value that it cannot have here."""


class TrackNotCalled(Exception):
    """`ln.finish()` without `ln.track()`."""


class NotebookNotSaved(Exception):
    """The notebook on disk is older than what was run."""


class DoesNotExist(Exception):
    """No record has that uid."""


class InconsistentKey(Exception):
    """The key differs from that of the version family."""


class RecordNameChangeIntegrityError(Exception):
    """The name is in use by data that is annotated with it."""


class FieldValidationError(Exception):
    """A field is missing, unknown or has an invalid value."""


class IntegrityError(Exception):
    """Data outside of the instance's storage would be deleted."""


class MissingContextUID(SystemExit):
    """The code to track has no uid."""


class UpdateContext(SystemExit):
    """The code to track has changed: its uid has to change too."""


def _named(name, base, module, doc):
    return type(name, (base,), {"__module__": module, "__doc__": doc})


_QUERY_SET = "lamindb.models.query_set"
_SETUP = "lamindb_setup.errors"
_DJANGO = "django.core.exceptions"
_DJANGO_DB = "django.db.utils"

MultipleResultsFound = _named("MultipleResultsFound", Exception, _QUERY_SET, "More than one record meets the conditions.")

InstanceNotSetupError = _named(
    "InstanceNotSetupError", Exception, "lamindb_setup._check_setup", "No instance is connected.")
ModuleWasntConfigured = _named("ModuleWasntConfigured", SystemExit, _SETUP, "The instance does not mount the module.")
InstanceNotFoundError = _named("InstanceNotFoundError", SystemExit, _SETUP, "No instance has that name.")
InstanceNotEmpty = _named("InstanceNotEmpty", Exception, _SETUP, "The instance's storage still holds objects.")
InstanceNotCreated = _named("InstanceNotCreated", Exception, _SETUP, "The instance could not be made.")
InstanceLockedException = _named("InstanceLockedException", Exception, _SETUP, "Another process writes.")
CannotSwitchDefaultInstance = _named(
    "CannotSwitchDefaultInstance", SystemExit, _SETUP, "This session is connected to another instance.")
SettingsEnvFileOutdated = _named("SettingsEnvFileOutdated", Exception, _SETUP, "A settings file lacks a key.")

ObjectDoesNotExist = _named("ObjectDoesNotExist", Exception, _DJANGO, "No record meets the conditions.")
MultipleObjectsReturned = _named("MultipleObjectsReturned", Exception, _DJANGO, "More than one record meets them.")
FieldError = _named("FieldError", Exception, _DJANGO, "A path leads to no field.")
DatabaseError = _named("DatabaseError", Exception, _DJANGO_DB, "The database refused.")
OperationalError = _named("OperationalError", DatabaseError, _DJANGO_DB, "The database is locked or out of reach.")
DatabaseIntegrityError = _named("IntegrityError", DatabaseError, _DJANGO_DB, "A constraint of the database refused.")
ProtectedError = _named(
    "ProtectedError", DatabaseIntegrityError, "django.db.models.deletion", "Other records refer to the record.")
BlobHashNotFound = _named("BlobHashNotFound", SystemExit, "lamindb.core._sync_git", "The script is not in the repository.")
