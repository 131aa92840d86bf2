"""`ln.Schema`: arguments of Python for the engine's schemas."""

from . import _core

_KNOWN = ("features", "name", "description", "dtype", "itype", "type", "is_type", "otype", "minimal_set", "ordered_set",
          "maximal_set", "slot", "coerce_dtype", "components")
_TOLD = ("features", "description", "dtype", "itype", "type", "is_type", "otype", "minimal_set", "ordered_set",
         "maximal_set", "slot", "validated_by", "coerce_dtype")


def _is_list(values):
    return hasattr(values, "__iter__") and not isinstance(values, (str, bytes, dict, _core.Record))


def _listed(features):
    if not _is_list(features):
        raise ValueError("Please pass a ListLike of features, not a single feature")
    return list(features)


def _itype(itype):
    """(text, whether it was a class or a field)."""
    if itype is None or isinstance(itype, str):
        return itype, False
    from ._dtypes import dtype_text

    text = dtype_text(itype)
    return (text[4:-1] if text.startswith("cat[") else text), True


def _scalar(dtype):
    from ._dtypes import dtype_text

    return dtype_text(dtype)


def is_field(field):
    return isinstance(field, _core.FieldAttr)


def members(slot, field, names, dtype=None, otype=None, organism=None, says_validated=True):
    """What the engine infers a feature set from."""
    return {"slot": slot, "field": field, "names": names, "dtype": dtype, "otype": otype,
            "organism": getattr(organism, "name", organism), "says_validated": says_validated}


class SchemaMethods:
    """What a data set has to look like: features, or a schema for each slot."""

    def __init__(self, *args, **kwargs):
        if len(args) > 1:
            raise ValueError("Only one non-keyword arg allowed: features")
        if args:
            kwargs["features"] = args[0]
        unknown = [name for name in kwargs if name not in _KNOWN]
        if unknown:
            raise ValueError(f"Unexpected keyword arguments: {', '.join(unknown)}\nValid arguments are: {', '.join(_TOLD)}")
        given = {name: value for name, value in kwargs.items() if value is not None}
        if "features" in given:
            given["features"] = _listed(given["features"])
        if "dtype" in given:
            given["dtype"] = _scalar(given["dtype"])
        given["itype"], given["is_itype_of_class"] = _itype(given.get("itype"))
        if _core.schema_construct(self, given):
            self._members, self._components = given.get("features"), given.get("components")

    @classmethod
    def from_values(cls, values, field=None, type=None, name=None, mute=False, organism=None, source=None,
                    raise_validation_error=True):
        """A schema of the records that values name; an error, or nothing, if there are none."""
        from .errors import ValidationError

        field = _feature_name() if field is None else field
        if not is_field(field):
            raise TypeError("Argument `field` must be a Record field, e.g., `Feature.name`")
        values = [values] if isinstance(values, str) else list(values)
        if not values:
            raise ValueError("Provide a list of at least one value")
        registry = field.field.model
        valid = registry.validate(values, field=field, mute=mute, organism=organism, source=source)
        wrong = [value for value, is_valid in zip(values, valid) if not is_valid]
        if wrong and raise_validation_error:
            raise ValidationError(f"These values could not be validated: {wrong}\n"
                                  f"If there are no typos, add them to their registry: {registry.__name__}")
        right = [value for value, is_valid in zip(values, valid) if is_valid]
        if not right:
            return None
        records = registry.from_values(right, field=field, mute=True, organism=organism, source=source)
        return cls(features=records, name=name, dtype=None if type is None else _scalar(type))

    @classmethod
    def from_df(cls, df, field=None, name=None, mute=False, organism=None, source=None):
        """A schema of the columns that are records, or nothing."""
        field = _feature_name() if field is None else field
        names = [str(column) for column in df.columns]
        dtype = None
        if field.field.model._registry_name != "lamindb.Feature":
            dtype = _one_dtype(df)
        return _core.schema_of_members(members("", field, names, dtype, "DataFrame", organism), name, bool(mute),
                                       lambda: cls.__new__(cls))

    def save(self, *args, **kwargs):
        """Saves the schema with its members, and returns it."""
        _core.schema_save(self, self.__dict__.get("_members"), self.__dict__.get("_components"))
        self.__dict__.pop("_members", None)
        return self

    @property
    def members(self):
        """The members, in the order in which they were given."""
        if not _core.is_saved(self):
            return list(self.__dict__.get("_members") or [])
        return _core.schema_members(self)

    @property
    def slots(self):
        """The schemas of the slots."""
        given = self.__dict__.get("_components")
        if given or not _core.is_saved(self):
            return dict(given or {})
        return _core.schema_slots(self)

    @property
    def coerce_dtype(self):
        """Whether values are converted to their dtype before they are checked."""
        return _core.schema_coerces(self)

    @coerce_dtype.setter
    def coerce_dtype(self, value):
        _core.schema_set_coerces(self, bool(value))

    @property
    def registry(self):
        """Superseded by `itype`."""
        import warnings

        warnings.warn("Use itype instead of registry, registry will be removed in the future.", FutureWarning, 2)
        return self.itype

    def describe(self, return_str=False):
        """Shows the schema and its slots."""
        text = _core.schema_describe(self)
        if return_str:
            return text
        print(text)


def _feature_name():
    from ._registry import registry_class

    return registry_class("lamindb.Feature").name


def _one_dtype(df):
    from ._dtypes import dtype_text

    dtypes = set(df.dtypes)
    if len(dtypes) != 1:
        raise ValueError(f"data types are heterogeneous: {dtypes}")
    return dtype_text(dtypes.pop())
