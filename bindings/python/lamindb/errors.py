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


MultipleResultsFound = _named(
    "MultipleResultsFound", Exception, "lamindb.models.query_set", "More than one record meets the conditions.")
BlobHashNotFound = _named("BlobHashNotFound", SystemExit, "lamindb.core._sync_git", "The script is not in the repository.")

_CHECK = "lamindb_setup._check_setup"
_INIT = "lamindb_setup._init_instance"
DefaultMessageException = _named(
    "DefaultMessageException", Exception, "lamindb_setup.core.exceptions", "An error with a text of its own.")
InstanceNotSetupError = _named("InstanceNotSetupError", DefaultMessageException, _CHECK, "No instance is connected.")
ModuleWasntConfigured = _named("ModuleWasntConfigured", SystemExit, _CHECK, "The instance does not mount the module.")
InstanceNotFoundError = _named(
    "InstanceNotFoundError", SystemExit, "lamindb_setup._connect_instance", "No instance has that name.")
InstanceNotCreated = _named("InstanceNotCreated", Exception, _INIT, "The instance could not be made.")
CannotSwitchDefaultInstance = _named(
    "CannotSwitchDefaultInstance", SystemExit, _INIT, "This session is connected to another instance.")
InstanceNotEmpty = _named(
    "InstanceNotEmpty", Exception, "lamindb_setup.core.upath", "The instance's storage still holds objects.")
InstanceLockedException = _named(
    "InstanceLockedException", Exception, "lamindb_setup.core.cloud_sqlite_locker", "Another process writes.")
SettingsEnvFileOutdated = _named(
    "SettingsEnvFileOutdated", Exception, "lamindb_setup.core._settings_load", "A settings file lacks a key.")

# Django's errors: those of Django where it is installed, else those of lamindb._django under the same names.
_DJANGO = {
    "ObjectDoesNotExist": "django.core.exceptions",
    "MultipleObjectsReturned": "django.core.exceptions",
    "FieldError": "django.core.exceptions",
    "FieldDoesNotExist": "django.core.exceptions",
    "DatabaseError": "django.db.utils",
    "DataError": "django.db.utils",
    "OperationalError": "django.db.utils",
    "ProgrammingError": "django.db.utils",
    "InternalError": "django.db.utils",
    "NotSupportedError": "django.db.utils",
    "DatabaseIntegrityError": "django.db.utils",
    "ProtectedError": "django.db.models.deletion",
    "TransactionManagementError": "django.db.transaction",
}


def _protected(base):
    """Django asks for the records that refer to the one; the text alone is shown."""

    def __init__(self, message, protected_objects=()):
        base.__init__(self, message, set(protected_objects))

    return type("ProtectedError", (base,), {
        "__module__": base.__module__, "__doc__": base.__doc__, "__init__": __init__,
        "__str__": lambda self: str(self.args[0])})


def __getattr__(name):
    if name not in _DJANGO:
        raise AttributeError(f"module 'lamindb.errors' has no attribute '{name}'")
    from importlib import import_module

    import lamin_import_names  # noqa: F401

    found = getattr(import_module(_DJANGO[name]), "IntegrityError" if name == "DatabaseIntegrityError" else name)
    if name == "ProtectedError" and found.__init__.__code__.co_filename != import_module("lamindb._django").__file__:
        found = _protected(found)
    globals()[name] = found
    return found
