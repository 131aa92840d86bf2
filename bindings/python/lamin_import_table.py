"""The names that `lamin_import_names` answers for; loaded when the first of them is asked for, not when Python starts."""

_ERRORS = "lamindb._django"
_SETUP = "lamindb.errors"


def _from(source, *names):
    return {name: (source, name) for name in names}


_DATABASE_ERRORS = _from(
    _ERRORS, "Error", "DatabaseError", "DataError", "IntegrityError", "InterfaceError", "InternalError", "NotSupportedError",
    "OperationalError", "ProgrammingError")
_MODELS = {
    **_from("lamindb._core", "QuerySet"),
    **_from(
        "lamindb._expressions", "Avg", "Case", "Count", "Exists", "ExpressionWrapper", "F", "FilteredRelation", "Func", "Max", "Min",
        "OuterRef", "Q", "RowRange", "StdDev", "Subquery", "Sum", "Value", "ValueRange", "Variance", "When", "Window",
        "WindowFrameExclusion"),
    **_from(_ERRORS, "ProtectedError"),
    **_from("lamindb.models", "BasicRecord"),
    "Model": ("lamindb.models", "BasicRecord"),
    # What packages of registries say.
    **_from("lamindb._custom", "CASCADE", "PROTECT", "SET_NULL", "AutoField", "BigAutoField", "BigIntegerField",
            "BooleanField", "CharField", "DateField", "DateTimeField", "DurationField", "EmailField", "FloatField",
            "ForeignKey", "IntegerField", "JSONField", "ManyToManyField", "OneToOneField", "PositiveIntegerField",
            "SmallIntegerField", "TextField", "URLField"),
}
# module -> its names; a str is a module that answers for all names.
MODULES = {
    "django": {},
    "django.core": {},
    "django.core.exceptions": _from(
        _ERRORS, "FieldDoesNotExist", "FieldError", "MultipleObjectsReturned", "ObjectDoesNotExist", "ValidationError"),
    "django.db": _DATABASE_ERRORS,
    "django.db.transaction": {
        **_from("lamindb._transactions", "Atomic", "atomic", "clean_savepoints", "commit", "get_autocommit", "get_rollback",
                "mark_for_rollback_on_error", "on_commit", "rollback", "savepoint", "savepoint_commit",
                "savepoint_rollback", "set_autocommit", "set_rollback"),
        **_from(_ERRORS, "TransactionManagementError")},
    "django.db.utils": _DATABASE_ERRORS,
    "django.db.models": _MODELS,
    "django.db.models.aggregates": _MODELS,
    "django.db.models.expressions": _MODELS,
    "django.db.models.deletion": _from(_ERRORS, "ProtectedError"),
    "django.db.models.functions": _from(
        "lamindb._expressions", "ACos", "ASin", "ATan", "ATan2", "Abs", "Cast", "Ceil", "Chr", "Coalesce", "Collate",
        "Concat", "Cos", "Cot", "CumeDist", "Degrees", "DenseRank", "Exp", "Extract", "ExtractDay", "ExtractHour",
        "ExtractIsoWeekDay", "ExtractIsoYear", "ExtractMinute", "ExtractMonth", "ExtractQuarter", "ExtractSecond",
        "ExtractWeek", "ExtractWeekDay", "ExtractYear", "FirstValue", "Floor", "Greatest", "JSONObject", "LPad", "LTrim",
        "Lag", "LastValue", "Lead", "Least", "Left", "Length", "Ln", "Log", "Lower", "MD5", "Mod", "Now", "NthValue",
        "Ntile", "NullIf", "Ord", "PercentRank", "Pi", "Power", "RPad", "RTrim", "Radians", "Random", "Rank", "Repeat",
        "Replace", "Reverse", "Right", "Round", "RowNumber", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "Sign", "Sin", "Sqrt", "StrIndex", "Substr", "Tan", "Trim",
        "Trunc", "TruncDate", "TruncDay", "TruncHour", "TruncMinute", "TruncMonth", "TruncQuarter", "TruncSecond",
        "TruncTime", "TruncWeek", "TruncYear", "Upper"),
    "django.db.models.query": _from("lamindb._core", "QuerySet"),
    "django.db.models.query_utils": _from("lamindb._core", "Q"),
    "lamindb_setup": "lamindb.setup",
    "lamindb_setup._check_setup": _from(_SETUP, "InstanceNotSetupError", "ModuleWasntConfigured"),
    "lamindb_setup._connect_instance": {
        **_from(_SETUP, "InstanceNotFoundError"), **_from("lamindb.setup", "connect")},
    "lamindb_setup._init_instance": {
        **_from(_SETUP, "CannotSwitchDefaultInstance", "InstanceNotCreated"), **_from("lamindb.setup", "init")},
    "lamindb_setup.core": "lamindb.setup.core",
    "lamindb_setup.core._settings_instance": _from("lamindb.setup.core", "InstanceSettings"),
    "lamindb_setup.core._settings_load": _from(_SETUP, "SettingsEnvFileOutdated"),
    "lamindb_setup.core._settings_storage": _from("lamindb.setup.core", "StorageSettings"),
    "lamindb_setup.core._settings_user": _from("lamindb.setup.core", "UserSettings"),
    "lamindb_setup.core.cloud_sqlite_locker": _from(_SETUP, "InstanceLockedException"),
    "lamindb_setup.core.exceptions": _from(_SETUP, "DefaultMessageException"),
    "lamindb_setup.core.hashing": "lamindb.setup._hashing",
    "lamindb_setup.core.types": _from("lamindb.base.types", "UPathStr"),
    "lamindb_setup.core.upath": {
        **_from("lamindb._paths", "UPath", "create_path"), **_from(_SETUP, "InstanceNotEmpty"),
        **_from("lamindb.core.storage", "LocalPathClasses")},
    "lamindb_setup.errors": _SETUP,
    "lamin_utils": _from("lamindb.core._logger", "logger"),
    "lamin_utils._logger": _from("lamindb.core._logger", "logger"),
    "lamindb.core._context": _from("lamindb._context", "Context", "context"),
    "lamindb.core._settings": _from("lamindb._settings", "Settings", "settings"),
    "lamindb.core._sync_git": _from(_SETUP, "BlobHashNotFound"),
    "lamindb.models._is_versioned": {
        **_from("lamindb._versions", "bump_version", "set_version"), **_from("lamindb.models", "IsVersioned")},
    "lamindb._tracked": _from("lamindb._context", "tracked"),
    "lamindb._finish": _from("lamindb.errors", "NotebookNotSaved"),
}
# Where 1.3.2 declares what `lamindb.models` offers.
MODULES.update({
    f"lamindb.models.{name}": "lamindb.models"
    for name in ("_django", "_feature_manager", "_from_values", "_label_manager", "artifact", "can_curate", "collection",
                 "core", "feature", "has_parents", "project", "query_manager", "record", "run", "save",
                 "schema", "transform", "ulabel")})
