"""The errors of Django, for machines without it: same names, same modules.

Import them from `lamindb.errors`, which takes those of Django where it is installed.
"""


def _named(name, base, module, doc):
    return type(name, (base,), {"__module__": module, "__doc__": doc})


_CORE = "django.core.exceptions"
_DB = "django.db.utils"

ObjectDoesNotExist = _named("ObjectDoesNotExist", Exception, _CORE, "No record meets the conditions.")
MultipleObjectsReturned = _named("MultipleObjectsReturned", Exception, _CORE, "More than one record meets them.")
FieldError = _named("FieldError", Exception, _CORE, "A path leads to no field.")
FieldDoesNotExist = _named("FieldDoesNotExist", Exception, _CORE, "The registry has no such field.")
ValidationError = _named("ValidationError", Exception, _CORE, "A value is not valid for its field.")

Error = _named("Error", Exception, _DB, "What a database says.")
InterfaceError = _named("InterfaceError", Error, _DB, "The driver refused.")
DatabaseError = _named("DatabaseError", Error, _DB, "The database refused.")
DataError = _named("DataError", DatabaseError, _DB, "A value does not fit its column.")
OperationalError = _named("OperationalError", DatabaseError, _DB, "The database is locked or out of reach.")
IntegrityError = _named("IntegrityError", DatabaseError, _DB, "A constraint of the database refused.")
InternalError = _named("InternalError", DatabaseError, _DB, "The database is in disorder.")
ProgrammingError = _named("ProgrammingError", DatabaseError, _DB, "The statement is wrong.")
NotSupportedError = _named("NotSupportedError", DatabaseError, _DB, "The database cannot do this.")

TransactionManagementError = _named(
    "TransactionManagementError", ProgrammingError, "django.db.transaction", "A transaction is used at the wrong moment.")


class ProtectedError(IntegrityError):
    """Other records refer to the record."""

    __module__ = "django.db.models.deletion"

    def __init__(self, message, protected_objects=()):
        self.protected_objects = protected_objects
        super().__init__(message, protected_objects)
