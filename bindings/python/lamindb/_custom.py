"""Registries of one's own, declared in Python: subclasses of `Record` with fields from `lamindb.base.fields`.

A class body is read into a declaration, the form in which the engine knows all registries.  `export` gives the
declarations of a package to the engine, which keeps them, so that the command `lamin` works without Python.
"""

import sys

from . import _core

_BUILTIN = ("lamindb", "bionty", "wetlab")
_declared = {}  # app -> its declarations, in order
declaring = False  # whether a package is being read rather than used

_MIXINS = (
    ("Record", "record"), ("IsVersioned", "versioned"), ("TracksRun", "tracks_run"), ("TracksUpdates", "tracks_updates"),
    ("HasParents", "has_parents"), ("CanCurate", "can_curate"), ("ValidateFields", "validates_fields"),
    ("LinkORM", "link"),
)
_TYPES = {
    "AutoField": "automatic", "SmallAutoField": "small_auto", "BigAutoField": "big_auto", "CharField": "text", "SlugField": "text",
    "TextField": "long_text", "URLField": "url", "EmailField": "email", "BooleanField": "boolean",
    "SmallIntegerField": "small_integer", "PositiveSmallIntegerField": "small_integer", "IntegerField": "integer",
    "PositiveIntegerField": "integer", "BigIntegerField": "big_integer", "FloatField": "real", "DateField": "date",
    "DateTimeField": "timestamp", "DurationField": "duration", "JSONField": "json", "ForeignKey": "foreign_key",
    "OneToOneField": "one_to_one", "ManyToManyField": "link",
}
_LENGTHS = {"CharField": 255, "URLField": 200, "EmailField": 254, "SlugField": 50}
# What Django has beside them and the engine has not.
_NO_TYPES = ("BinaryField", "DecimalField", "FileField", "GenericIPAddressField", "ImageField", "TimeField", "UUIDField")
# Where no default is given, the constructor insists on a value.
_INSISTING = ("CharField", "TextField", "BooleanField", "BigIntegerField")


class Declared:
    """A field in the body of a class."""

    blank = editable = True  # as all fields of lamindb.base.fields

    def __init__(self, kind, options):
        self.kind, self.options = kind, options
        self.null, self.unique, self.db_index = (bool(options.get(name)) for name in ("null", "unique", "db_index"))
        self.max_length, self.default = options.get("max_length") or _LENGTHS.get(kind), options.get("default")

    def __repr__(self):
        return f"<{self.kind}>"


def field_class(kind):
    """What `lamindb.base.fields` and `django.db.models` call `kind`."""
    positional = {"ForeignKey": ("to", "on_delete"), "OneToOneField": ("to", "on_delete"), "ManyToManyField": ("to",)}.get(
        kind, ("verbose_name", "name"))

    def __init__(self, *args, **options):
        names = ("max_length",) if kind == "CharField" and args and isinstance(args[0], int) else positional
        if kind not in _TYPES:
            raise NotImplementedError(f"Registries of one's own have no {kind}: use a text, a number or JSON instead.")
        Declared.__init__(self, kind, {**dict(zip(names, args)), **options})

    doc = f"A field of registries of one's own: {_TYPES.get(kind, 'not built')}."
    return type(kind, (Declared,), {"__init__": __init__, "__doc__": doc, "__module__": "lamindb.base.fields"})


def _of_django(value):
    """The same of a field of Django itself, if it is installed and a model uses it."""
    if not type(value).__module__.startswith("django.db.models") or type(value).__name__ not in _TYPES:
        return None
    options = {name: getattr(value, name) for name in ("max_length", "null", "unique", "db_index")
               if getattr(value, name, None) not in (None, False)}
    if value.has_default():
        options["default"] = value.default
    related = getattr(value, "remote_field", None)
    if related is not None:
        options.update(to=related.model, related_name=related.related_name, through=getattr(related, "through", None),
                       on_delete=getattr(related, "on_delete", None))
    return Declared(type(value).__name__, options)


def _fields(namespace):
    found = {}
    for name, value in namespace.items():
        field = value if isinstance(value, Declared) else None if name.startswith("__") else _of_django(value)
        if field is not None:
            found[name] = field
    return found


def _app(module):
    return module.partition(".")[0].removeprefix("lnschema_")


def _name_of(target, app, own):
    if target == "self":
        return f"{app}.{own}"
    if isinstance(target, str):
        module, _, name = target.rpartition(".")
        return f"{module or app}.{name}"
    return target._registry_name


def _default(name, field):
    default = field.options.get("default")
    if field.kind == "DateTimeField" and (field.options.get("auto_now_add") or field.options.get("db_default") is not None):
        return "now"
    if callable(default):
        called = getattr(default, "__name__", "")
        if name == "uid" and called.startswith("base62"):
            return "random_uid"
        return {"current_user_id": "current_user", "current_run": "current_run"}.get(called)
    return default if isinstance(default, (str, int, bool)) else None


def _field_declaration(name, field, app, own):
    options, declared = field.options, {"name": name, "type": _TYPES[field.kind]}
    if "max_length" in options or field.kind in _LENGTHS:
        declared["max_length"] = options.get("max_length") or _LENGTHS[field.kind]
    for option, key in (("null", "nullable"), ("unique", "unique"), ("db_index", "indexed")):
        if options.get(option, option == "db_index" and field.kind == "SlugField"):
            declared[key] = True
    default = _default(name, field)
    if default is not None:
        declared["default"] = default
    elif field.kind in _INSISTING and not options.get("null") and "default" not in options:
        declared["required"] = True
    if field.kind in ("ForeignKey", "OneToOneField"):
        declared["target"] = _name_of(options["to"], app, own)
        action = options.get("on_delete")
        declared["on_delete"] = getattr(action, "__name__", action or "protect").lower()
        if options.get("related_name"):
            declared["reverse_name"] = options["related_name"]
    return declared


def _link_declaration(name, field, app, own):
    options = field.options
    declared = {"name": name, "target": _name_of(options["to"], app, own), "reverse_name": options.get("related_name") or ""}
    if options.get("through"):
        declared["through"] = _name_of(options["through"], app, own)
    return declared


def _mixins(bases):
    names = {base.__name__ for kind in bases for base in kind.__mro__ if base.__module__ != "lamindb._core"}
    if "BioRecord" in names:
        names |= {"Record", "TracksRun", "TracksUpdates", "HasParents", "CanCurate"}
    found = [mixin for name, mixin in _MIXINS if name in names]
    return [*found, "has_source"] if "BioRecord" in names else found


def is_declaration(bases, namespace):
    """Whether a class body declares a registry, rather than being one that the engine has made."""
    return "_registry_name" not in namespace and bool(_fields(namespace) or _inherited(bases))


def _inherited(bases):
    fields = {}
    for base in bases:
        fields.update(getattr(base, "_abstract_fields", {}))
    return fields


def declare(name, bases, namespace):
    """Notes the registry, and returns the namespace of its class: with the fields of the engine if it is mounted."""
    app, fields = _app(namespace["__module__"]), {**_inherited(bases), **_fields(namespace)}
    namespace = {key: value for key, value in namespace.items() if key not in fields}
    meta = namespace.get("Meta")
    if getattr(meta, "abstract", False) and "abstract" in vars(meta):
        return {**namespace, "_abstract_fields": fields}
    together = getattr(meta, "unique_together", ()) or ()
    if together and isinstance(together[0], str):
        together = (together,)
    links = [_link_declaration(key, field, app, name) for key, field in fields.items() if field.kind == "ManyToManyField"]
    declaration = {
        "name": name, "doc": namespace.get("__doc__") or "", "mixins": _mixins(bases),
        "name_field": namespace.get("_name_field") or "",
        "fields": [_field_declaration(key, field, app, name) for key, field in fields.items()
                   if field.kind != "ManyToManyField"],
        "links": links, "unique_together": [list(names) for names in together],
    }
    known = _declared.setdefault(app, {})
    known.pop(name, None)
    known[name] = declaration
    namespace["_registry_name"] = f"{app}.{name}"
    namespace["_abstract_fields"] = {}
    if not declaring and _core.is_connected() and name in _core.registry_names(app):
        mounted = _core.declaration(namespace["_registry_name"])
        namespace = {**_core.attributes_of(namespace["_registry_name"]), **namespace,
                     "_display_name": mounted["display_name"], "_stem_length": mounted["stem_length"]}
    return namespace


def _ends_of_links(registries):
    """Fills in by which fields of a link registry a relation goes."""
    by_name = {f"{app}.{name}": declaration for app, known in _declared.items() for name, declaration in known.items()}
    for qualified, declaration in registries.items():
        for link in declaration["links"]:
            through = by_name.get(link.get("through"))
            if through is None:
                continue
            for field in through["fields"]:
                if field.get("target") == qualified and "source_field" not in link:
                    link["source_field"] = field["name"]
                elif field.get("target") == link["target"]:
                    link.setdefault("target_field", field["name"])


def package_of(name):
    """The Python package of a module, or None."""
    from importlib.util import find_spec

    for package in (name, f"lnschema_{name}"):
        spec = find_spec(package)
        if spec is not None and not isinstance(spec.loader, Finder):
            return package
    return None


def export(name):
    """Reads the declarations of a package and hands them to the engine; False if there is no such package."""
    import json
    from importlib import import_module
    from pathlib import Path

    global declaring
    package = None if name in _BUILTIN else package_of(name)
    if package is None:
        return False
    kept = {key: sys.modules.pop(key) for key in list(sys.modules) if key.partition(".")[0] == package}
    before, declaring = declaring, True
    try:
        _declared.pop(name, None)
        models = import_module(f"{package}.models")
    finally:
        declaring = before
        for key in [key for key in sys.modules if key.partition(".")[0] == package]:
            del sys.modules[key]
        sys.modules.update(kept)
    registries = _declared.get(name, {})
    _ends_of_links({f"{name}.{key}": value for key, value in registries.items()})
    declaration = {"module": name, "migrations_folder": str(Path(models.__file__).parent / "migrations"),
                   "registries": list(registries.values())}
    _core.save_module(name, json.dumps(declaration))
    return True


def classes_of(name):
    """Imports the package of a module, whose classes then stand for its registries."""
    from importlib import import_module

    package = package_of(name)
    if package is not None:
        import_module(f"{package}.models")


class _Standing(type):
    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Declared("CharField", {})


def stand_in(name):
    """A registry while declarations are read without an instance."""
    return _Standing(name.rpartition(".")[2], (), {"_registry_name": name})


class Finder:
    """Finds modules that are declared without Python."""

    def find_spec(self, name, path=None, target=None):
        from importlib.machinery import ModuleSpec

        is_mounted = _core.is_connected() and name not in _BUILTIN and name in _core.mounted_modules()
        return ModuleSpec(name, self) if is_mounted else None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        from ._registry import registry_class

        name = module.__name__

        def __getattr__(attribute):
            if attribute in _core.registry_names(name):
                return registry_class(f"{name}.{attribute}")
            raise AttributeError(f"module '{name}' has no attribute '{attribute}'")

        module.__getattr__ = __getattr__
        module.__dir__ = lambda: sorted(_core.registry_names(name))
        module.__doc__ = "Registries declared without Python."


CASCADE, PROTECT, SET_NULL = "cascade", "protect", "set_null"  # what `on_delete` says
globals().update({_kind: field_class(_kind) for _kind in (*_TYPES, *_NO_TYPES)})


def check_instance_setup(from_module=None):
    """Whether there is an instance, for packages of registries that ask before they import their models."""
    return declaring or _core.is_connected()


def install():
    """Called once, when lamindb is imported."""
    if not any(isinstance(finder, Finder) for finder in sys.meta_path):
        sys.meta_path.append(Finder())


if __name__ == "__main__":
    from lamindb import _custom

    sys.exit(0 if all([_custom.export(name) for name in sys.argv[1:]]) else 1)
