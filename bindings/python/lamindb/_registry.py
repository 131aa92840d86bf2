"""Classes of registries, made from the declarations of the connected instance when they are first asked for."""

from . import _core, _curation, _custom
from ._unbuilt import fill

_METHODS = ("df", "filter", "from_values", "get", "inspect", "lookup", "search", "standardize", "using", "validate")


class Registry(type):
    """The class of registries: what can be asked of `ln.ULabel` itself."""

    def __new__(mcs, name, bases, namespace):
        if not _custom.is_declaration(bases, namespace):
            return super().__new__(mcs, name, bases, namespace)
        namespace = _custom.declare(name, bases, namespace)
        made = super().__new__(mcs, name, bases, namespace)
        if "_display_name" in namespace:
            _core.adopt_class(namespace["_registry_name"], made)
        return made

    def filter(cls, *queries, **expressions):
        """Records that meet all conditions; what is in the trash is left out unless `_branch_code` is given."""
        return _core.query_set(cls).filter(*queries, **expressions)

    def get(cls, idlike=None, *queries, **expressions):
        """One record: by (the beginning of) its uid, by its integer id, or by conditions that it alone meets."""
        return _core.query_set(cls).get(idlike, *queries, **expressions)

    def df(cls, include=None, features=False, limit=100):
        """The latest `limit` records as a DataFrame."""
        return _core.recent(cls, limit).df(include=include, features=features)

    def search(cls, string, *, field=None, limit=20, case_sensitive=False):
        """Records whose text fields contain `string`, best match first."""
        return _core.query_set(cls).search(string, field=field, limit=limit, case_sensitive=case_sensitive)

    def lookup(cls, field=None, return_field=None):
        """An object that completes to the records."""
        return _core.query_set(cls).lookup(field=field, return_field=return_field)

    def using(cls, instance):
        """The records of another instance, "owner/name"."""
        return _core.query_set(cls, instance or "")

    @property
    def objects(cls):
        """Django's manager: all records, those in the trash included."""
        return _core.query_set(cls, plain=True)

    @property
    def _meta(cls):
        return _Meta(_core.declaration(cls._registry_name))

    def __get_name_with_module__(cls):
        return cls.__dict__.get("_display_name") or cls.__name__

    def __repr__(cls):
        name = cls.__dict__.get("_registry_name")
        return _core.describe_registry(name) if name else type.__repr__(cls)

    def __dir__(cls):
        names = {name for name in cls.__dict__ if not name.startswith(("_", "links_"))}
        return sorted(names | set(_METHODS) | {"DoesNotExist", "MultipleObjectsReturned", "objects"})

    def __getattr__(cls, name):
        if name in ("DoesNotExist", "MultipleObjectsReturned"):
            from . import errors

            base = errors.ObjectDoesNotExist if name == "DoesNotExist" else errors.MultipleObjectsReturned
            made = type(name, (base,), {"__module__": cls.__module__, "__qualname__": f"{cls.__name__}.{name}"})
            type.__setattr__(cls, name, made)
            return made
        raise AttributeError(f"type object '{cls.__name__}' has no attribute '{name}'")


def get_name_field(registry, field=None):
    """The name of `field`, and without one that of the field that names a record to people."""
    if field is None:
        return _core.naming_field(registry._registry_name)
    return field if isinstance(field, str) else _core.field_name(field)


class _Meta:
    """What Django says about a table, as far as scripts ask."""

    def __init__(self, declaration):
        self.app_label, self.object_name = declaration["module"], declaration["name"]
        self.model_name, self.db_table = self.object_name.lower(), declaration["table"]

    def __repr__(self):
        return f"{self.app_label}.{self.model_name}"


class _State:
    """What Django keeps about a record: whether it is still to be inserted, and its database."""

    __slots__ = ("adding", "db")

    def __init__(self, adding, db):
        self.adding, self.db = adding, db


def restored(state):
    """The record of which a copy or a pickle was made."""
    return _core.record_from_state(state)


class BasicRecord(_core.Record, metaclass=Registry):
    """A row of a registry."""

    def save(self, *args, **kwargs):
        """Inserts or updates the row, and returns the record."""
        _core.save(self)
        return self

    def delete(self, *args, **kwargs):
        """Removes the row for good."""
        _core.delete(self)

    def refresh_from_db(self, *args, **kwargs):
        """Reads the row again."""
        _core.refresh(self)

    def __reduce__(self):
        """Copies and pickles: the row as it is here, saved or not."""
        members = dict(self.__dict__)
        if "_fields_cache" in members:
            members["_fields_cache"] = dict(members["_fields_cache"])
        return restored, (_core.record_state(self),), members

    def get_deferred_fields(self):
        """The columns that `only` or `defer` left out and that are not read yet."""
        return _core.QuerySet.deferred_fields(self)

    @property
    def pk(self):
        return self.id

    @property
    def _meta(self):
        return type(self)._meta

    @property
    def _state(self):
        saved = _core.is_saved(self)
        return _State(not saved, _core.alias_of(self) if saved else None)


class Record(BasicRecord):
    """A row with a space and a branch code."""


class IsVersioned:
    """Records with versions: all of one family share the stem of the uid."""

    @property
    def stem_uid(self):
        return self.uid[: self._stem_length]

    @property
    def versions(self):
        """All versions of the family, this one included."""
        return _core.versions(self)

    def _add_to_version_family(self, revises, version=None):
        """Makes this record the latest version of the family of `revises`."""
        _core.join_family(self, revises, version)


class HasParents:
    """Labels and terms that stand in a hierarchy."""

    def query_parents(self):
        """All ancestors."""
        return _core.ancestors(self, "parents")

    def query_children(self):
        """All descendants."""
        return _core.ancestors(self, "children")

    def view_parents(self, field=None, with_children=False, distance=5):
        """Shows the hierarchy around this record as a graph."""
        from ._lineage import show

        return show(_core.parents_graph(self, field, with_children, distance))


class CanCurate(_curation.Synonyms):
    """Registries that values can be checked against."""

    inspect = classmethod(_curation.inspect)
    validate = classmethod(_curation.validate)
    standardize = classmethod(_curation.standardize)
    from_values = classmethod(_curation.from_values)


class TracksRun:
    """Rows that know who and what run made them."""


class TracksUpdates:
    """Rows that know when they were changed."""


class ValidateFields:
    """Rows whose urls, e-mail addresses and DOIs are checked."""


class LinkORM:
    """Rows that link two records."""


# What declarations of one's own inherit their Meta from; each another class, since one class has several.
for _class in (BasicRecord, Record, IsVersioned, HasParents, CanCurate, TracksRun, TracksUpdates, ValidateFields):
    _class.Meta = type("Meta", (), {})

fill(BasicRecord, "Record")
fill(_core.QuerySet, "QuerySet")
for _method in (_curation.inspect, _curation.validate, _curation.standardize):
    setattr(_core.QuerySet, _method.__name__, _method)


def _bases(declaration):
    traits = (
        ("is_versioned", IsVersioned), ("has_parents", HasParents), ("can_curate", CanCurate),
        ("validates_fields", ValidateFields), ("is_link", LinkORM), ("tracks_run", TracksRun),
        ("tracks_updates", TracksUpdates),
    )
    root = Record if declaration["is_record"] else BasicRecord
    return (root, *(base for trait, base in traits if declaration[trait]))


def _own_behaviour(name):
    """The Python side of registries that do more than hold rows; they are the exception."""
    if name == "lamindb.Artifact":
        from ._artifact import ArtifactMethods as methods
    elif name == "lamindb.Schema":
        from ._schemas import SchemaMethods as methods
    elif name in ("lamindb.Transform", "lamindb.Run", "lamindb.Storage", "lamindb.Collection", "lamindb.Feature",
                  "lamindb.Param", "lamindb.FeatureValue", "lamindb.ParamValue"):
        from . import _records

        methods = getattr(_records, name.partition(".")[2] + "Methods")
    elif name == "bionty.Source":
        from bionty._records import SourceMethods as methods
    elif name == "wetlab.CombinationPerturbation":
        from wetlab._records import CombinationPerturbationMethods as methods
    else:
        return ()
    return (methods,)


def make_class(name):
    """Called by the engine once a class; use `registry_class`."""
    declaration = _core.declaration(name)
    module = declaration["module"]
    if module not in ("lamindb", "bionty", "wetlab"):
        _custom.classes_of(module)
        if (made := _core.adopted_class(name)) is not None:
            return made
    namespace = _core.attributes_of(name)
    namespace.update(
        __doc__=declaration["doc"] or None,
        __module__="lamindb.models" if module == "lamindb" else module + ".models",
        _registry_name=name,
        _display_name=declaration["display_name"],
        _stem_length=declaration["stem_length"],
    )
    if declaration["name_field"]:
        namespace["_name_field"] = declaration["name_field"]
    own = _own_behaviour(name)
    if declaration["is_bio_record"]:
        from bionty._records import BioRecord

        own = (*own, BioRecord)
        namespace["_ontology_id_field"] = declaration["ontology_id_field"]
    return Registry(declaration["name"], own + _bases(declaration), namespace)


def registry_class(name):
    """The class of a registry by its qualified name, or AttributeError."""
    found = _core.class_named(name)
    if found is None:
        raise AttributeError(f"this instance has no registry {name}")
    return found
