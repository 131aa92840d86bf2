"""One source as a table in memory: the shapes of pandas around what the engine answers."""

from collections import namedtuple

from lamindb import _core


class InvalidParamError(Exception):
    """An argument is none that a public source has; for scripts that name it: what is wrong is a ValueError here."""


class PublicOntologyField:
    """A column of a public ontology: what `field=` takes."""

    def __init__(self, parent, name):
        self.parent, self.name = parent, name

    def __repr__(self):
        return self.name

    __str__ = __repr__


def _name(field):
    if field is None or isinstance(field, str):
        return field
    return field.name if hasattr(field, "name") and isinstance(field.name, str) else field.field.name


def _given(values):
    return _core.ValueList([values] if isinstance(values, str) else values)


class PublicOntology:
    """The terms of one version of a public ontology."""

    _entity = None

    def __init__(self, organism=None, source=None, version=None, **kwargs):
        self._adopt(_core.public_table(self._entity, organism or "", source or "", version or ""))

    @classmethod
    def _of_table(cls, entity, table):
        from . import entities

        kind = cls if cls is not PublicOntology else getattr(entities, entity, cls)
        ontology = kind.__new__(kind)
        ontology._adopt(table, entity)
        return ontology

    def _adopt(self, table, entity=None):
        self._table = table
        self._entity = entity or self._entity
        described = table.source
        self._organism, self._source, self._version = described["organism"], described["name"], described["version"]
        self._fields = set(table.columns)
        for name in table.columns:
            setattr(self, name, PublicOntologyField(self, name))

    @property
    def organism(self):
        return self._organism

    @property
    def source(self):
        return self._source

    @property
    def version(self):
        return self._version

    @property
    def fields(self):
        """The names of the columns."""
        return self._fields

    def __repr__(self):
        return (f"PublicOntology\nEntity: {self._entity}\nOrganism: {self._organism}\n"
                f"Source: {self._source}, {self._version}\n#terms: {len(self._table)}\n\n")

    def _frame(self, rows=None):
        import pandas as pd

        frame = pd.DataFrame(self._table.lists(rows))
        index = self._table.index_column
        if index:
            return frame.set_index(index)
        return frame if rows is None else frame.set_axis(rows)

    def df(self):
        """A row a term."""
        return self._frame()

    def to_dataframe(self):
        return self.df()

    def _naming(self, field):
        return _name(field) or self._table.naming_column

    def search(self, string, *, field=None, limit=None, case_sensitive=False):
        """Terms that contain `string`, best match first."""
        fields = [] if field is None else [_name(f) for f in (field if isinstance(field, list) else [field])]
        return self._frame(self._table.search(string, fields, bool(case_sensitive), limit or 0))

    def lookup(self, field=None):
        """An object that completes to the terms."""
        column = self._naming(field)
        keys, rows = self._table.lookup(column)
        return PublicLookup(self, column, keys, rows)

    def validate(self, values, field, *, mute=False, **kwargs):
        """Which values are exactly terms: an array of bool."""
        import numpy as np

        return np.frombuffer(self._table.validate(_given(values), _name(field), bool(mute)), dtype=bool)

    def inspect(self, values, field, *, mute=False, **kwargs):
        """Which values are terms, which mean one, and which are unknown."""
        from lamindb._curation import InspectResult

        given = _given(values)
        meanings = bool(kwargs.get("inspect_synonyms", True))
        result = InspectResult(given, self._table.inspect(given, _name(field), meanings, bool(mute)))
        return result.df if kwargs.get("return_df") else result

    def standardize(self, values, field=None, *, return_field=None, return_mapper=False, case_sensitive=False,
                    mute=False, keep="first", synonyms_field="synonyms"):
        """The values with synonyms and names in other letters replaced by names; others stay as they are."""
        given = _given(values)
        return_field = _name(return_field) or ""
        if return_field and return_field not in self._fields:
            raise AssertionError(f"No {return_field} column exists!")
        found = self._table.standardize(given, self._naming(field), return_field, _name(synonyms_field),
                                        bool(case_sensitive), keep, bool(mute))
        if return_mapper:
            return {value: meaning for value, (meaning, is_exact) in found.items() if not is_exact}
        return given.replaced({value: meaning for value, (meaning, _) in found.items()})

    def map_synonyms(self, values, *, return_mapper=False, case_sensitive=False, keep="first",
                     synonyms_field="synonyms", field=None):
        """The former name of `standardize`."""
        _core.log("warning", "`map_synonyms()` is deprecated, use `.standardize()`!'")
        return self.standardize(values, field, return_mapper=return_mapper, case_sensitive=case_sensitive, keep=keep,
                                synonyms_field=synonyms_field)

    def diff(self, compare_to, **kwargs):
        """What differs from another version of the source: rows that are not in both, and changed cells of rows
        that are; parents are left out."""
        import pandas as pd

        self._table.difference(compare_to._table)
        ours, theirs = self.df(), compare_to.df()
        shared = [name for name in ours.columns if name in theirs.columns and name != "parents"]
        both = ours.index.intersection(theirs.index).sort_values()
        modified = ours.loc[both, shared].compare(theirs.loc[both, shared], **kwargs)
        everything = pd.concat([ours, theirs])
        is_repeated = everything[shared].reset_index().duplicated(keep=False).to_numpy()
        return everything[~is_repeated], modified

    def to_pronto(self):
        """The whole ontology as an object of the package pronto; None for sources that are tables."""
        path = self._table.ontology_file()
        if path is None:
            _core.log("error", f"{self._entity} has no Pronto Ontology object!")
            return None
        try:
            import pronto
        except ImportError:
            raise ImportError("pronto package is not installed. Please install it using: pip install pronto.") from None
        return pronto.Ontology(path)


class StaticReference(PublicOntology):
    """An in-house source: a table that an artifact holds."""


class PublicLookup:
    """Attribute names for the terms; each is a named tuple of its row."""

    def __init__(self, ontology, column, keys, rows):
        names = ontology._table.columns
        index = ontology._table.index_column
        self.__dict__["_names"] = [index, *(n for n in names if n != index)] if index else list(names)
        self.__dict__["_tuple"] = namedtuple(ontology._entity, self._names)
        self.__dict__["_ontology"] = ontology
        self.__dict__["_column"] = column
        self.__dict__["_rows"] = dict(zip(keys, rows))

    def _take(self, rows):
        import numpy as np

        lists = self._ontology._table.lists(rows)
        if "parents" in lists:
            lists["parents"] = [np.array(parents, dtype=object) for parents in lists["parents"]]
        taken = [self._tuple(*cells) for cells in zip(*(lists[name] for name in self._names))]
        return taken[0] if len(taken) == 1 else taken

    def __getattr__(self, key):
        if key not in self._rows:
            raise AttributeError(f"'Lookup' object has no attribute '{key}'")
        return self._take(self._rows[key])

    def __setattr__(self, key, value):
        raise AttributeError("can't set attribute")

    def dict(self):
        """The terms by the text as it is written."""
        everything = self._take([row for rows in self._rows.values() for row in rows])
        everything = everything if isinstance(everything, list) else [everything]
        found = {}
        for term in everything:
            found.setdefault(getattr(term, self._column), []).append(term)
        return {text: terms[0] if len(terms) == 1 else terms for text, terms in found.items()}

    def _asdict(self):
        return {**{key: self._take(rows) for key, rows in self._rows.items()}, "dict": self.dict}

    @property
    def _fields(self):
        return (*self._rows, "dict")

    def __dir__(self):
        return [*self._rows, "dict"]

    def __len__(self):
        return len(self._rows) + 1
