"""Columns of categories handed to the engine, and what it answers kept between the calls of a person."""

from . import _core
from .errors import ValidationError


def request(key, field, columns, fix=None, organism=None, source=None, named=True):
    """A column as the engine's `check_categories` takes it."""
    organism = _organism_name(field, organism, columns)
    return {"key": key, "field": field, "columns": columns, "organism": organism, "source": source,
            "named": named, "fix": f'.add_new_from("{key}")' if fix is None else fix}


def _organism_name(field, organism, columns):
    """The organism that the records of the values have: the one given, that of the settings, that of the ids."""
    registry = field.field.model
    if not _core.has_field(registry, "organism"):
        return organism
    from bionty._organism import resolved

    found = resolved(registry, organism, field, columns[0].first() if columns else ())
    return organism if found is None else found.name


def texts(values):
    """A list of texts as a wrapped column."""
    import pandas as pd

    from ._tables import Cells

    return Cells(pd.Series(list(values), dtype=object))


class Answers:
    """What was found out about each key: None before the first look."""

    def __init__(self):
        self.found = None

    def look(self, requests, make_types=True, goes_on=False):
        """Holds all columns against their registries, beside those looked at before if it `goes_on`; whether all are
        validated."""
        found = {one["key"]: one for one in _core.check_categories(requests, make_types)}
        self.found = {**self.found, **found} if goes_on else found
        return self.is_validated

    @property
    def is_validated(self):
        return self.found is not None and not self.non_validated

    @property
    def non_validated(self):
        if self.found is None:
            raise ValidationError("Please run validate() first!")
        columns_first = sorted(self.found.items(), key=lambda item: item[0] == "var_index")
        return {key: one["non_validated"] for key, one in columns_first if one["non_validated"]}

    @property
    def messages(self):
        return [one["message"] for one in (self.found or {}).values() if one["message"]]

    def means(self, key):
        """What the values of `key` stand for that have another meaning."""
        if self.found is None:
            raise ValidationError("Please run validate() first!")
        return dict(self.found[key]["means"]) if key in self.found else {}

    def settle(self, key):
        """Forgets what was wrong with the values that now have their names; says which."""
        means = self.means(key)
        if means:
            _core.say_standardized(key, means)
            answer = self.found[key]
            answer["non_validated"] = [value for value in answer["non_validated"] if value not in means]
            answer["means"] = {}

    def forget(self, key):
        if self.found is not None and key in self.found:
            self.found[key].update(non_validated=[], means={}, message="")


def replaced(series, means):
    """The series with other values for the keys of `means`; categories stay categories."""
    if not means:
        return series
    if str(series.dtype) == "category":
        return series.astype(object).map(lambda value: means.get(value, value)).astype("category")
    return series.map(lambda value: means.get(value, value) if isinstance(value, str) else value)


class CatLookup:
    """Completes to the records of each key."""

    def __init__(self, categoricals, slots=None, public=False, organism=None, sources=None):
        self._fields = {**(categoricals or {}), **(slots or {})}
        self._has_slots = slots is not None
        self._public, self._organism, self._sources = public, organism, sources

    def __getattr__(self, name):
        if name.startswith("__") or name not in self.__dict__.get("_fields", {}):
            raise AttributeError(f'"{self.__class__.__name__}" object has no attribute "{name}"')
        return self[name]

    def __getitem__(self, name):
        if name not in self._fields:
            raise AttributeError(f'"{self.__class__.__name__}" object has no attribute "{name}"')
        field = self._fields[name]
        registry = field.field.model
        if self._public and hasattr(registry, "public"):
            return registry.public(organism=self._organism).lookup(field.field.name)
        return registry.lookup(field=field)

    def __repr__(self):
        if not self._fields:
            return "No fields are found!"
        where = "public" if self._public else "registries"
        names = "\n ".join("." + name if name.isidentifier() else f"['{name}']" for name in self._fields)
        rest = " \033[1;92m\033[0m\n" if self._has_slots else ""
        return (f"Lookup objects from the \033[3m{where}\033[0m:\n \033[1;92m{names}\033[0m\n{rest}"
                "Example:\n    → categories = curator.lookup()[\"cell_type\"]\n"
                "    → categories.alveolar_type_1_fibroblast_cell\n\n"
                "To look up public ontologies, use .lookup(public=True)")
