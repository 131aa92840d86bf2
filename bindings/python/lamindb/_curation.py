"""Values against registries: the shapes of Python, numpy and pandas around what the engine answers."""

from collections import UserList

from . import _core


class InspectResult:
    """What `inspect` found out about values."""

    def __init__(self, given, answer):
        self._given = given
        self.validated, self.non_validated, percent, self.n_empty, self.synonyms_mapper = answer
        self.n_unique = len(self.validated) + len(self.non_validated)
        self.frac_validated = percent if self.n_unique else 0

    @property
    def df(self):
        """A row a value, with the column `__validated__`."""
        import pandas as pd

        valid = _bools(self._given.are_among(self.validated))
        return pd.DataFrame({"__validated__": valid}, index=pd.Index(list(self._given.objects)), dtype=bool)

    def __getitem__(self, key):
        if key in ("validated", "mapped"):
            return self.validated
        if key in ("non_validated", "not_mapped"):
            return self.non_validated
        raise KeyError("invalid key")


def _bools(answers):
    import numpy as np

    return np.frombuffer(answers, dtype=bool)


class RecordList(UserList):
    """Records in a list, saved or not."""

    def __init__(self, records=()):
        if isinstance(records, RecordList):
            records = records.data
        super().__init__(records if isinstance(records, list) else list(records))

    def df(self):
        """A row a record, a column a field."""
        import pandas as pd

        if not self.data:
            return pd.DataFrame()
        columns = _frame_columns(type(self.data[0]))
        return pd.DataFrame([[getattr(record, name) for name in columns] for record in self.data], columns=columns)

    def one(self):
        """The only record; an error if there are several or none."""
        from .errors import DoesNotExist, MultipleResultsFound

        if not self.data:
            raise DoesNotExist
        if len(self.data) > 1:
            raise MultipleResultsFound(self)
        return self.data[0]

    def save(self):
        """Saves all records with one `ln.save`, and returns the list."""
        from ._save import save

        save(self.data)
        return self


_INHERITED = ("_branch_code", "space_id", "_aux", "created_at", "created_by_id", "run_id", "updated_at", "source_id")


def _frame_columns(cls):
    names = [column for _, column, _ in _core.declaration(cls._registry_name)["fields"]]
    return [name for name in _INHERITED if name in names] + [name for name in names if name not in _INHERITED]


def _records(owner, organism, source, strict_source):
    """The query set that values are held against."""
    conditions = {}
    registry = owner.model if isinstance(owner, _core.QuerySet) else owner
    if organism is not None and _core.has_field(registry, "organism"):
        conditions["organism__name" if isinstance(organism, str) else "organism"] = organism
    if strict_source and source is not None and _core.has_field(registry, "source"):
        conditions["source"] = source
    return owner.filter(**conditions) if conditions or owner is registry else owner


def _is_bio_record(owner):
    registry = owner.model if isinstance(owner, _core.QuerySet) else owner
    return hasattr(registry, "from_source")


def _organism(owner, organism, field, values):
    """The organism that values of biological registries belong to; others have none."""
    if not _is_bio_record(owner):
        return organism
    from bionty._organism import resolved

    registry = owner.model if isinstance(owner, _core.QuerySet) else owner
    return resolved(registry, organism, field, values)


def _listed(values):
    return [values] if isinstance(values, str) else list(values)


def _given(values):
    return _core.ValueList([values] if isinstance(values, str) else values)


def validate(cls, values, field=None, *, mute=False, organism=None, source=None, strict_source=False):
    """Which values are exactly those of records: an array of bool, or one bool for one text."""
    given = _given(values)
    organism = _organism(cls, organism, field, given.objects)
    records = _records(cls, organism, source, strict_source)
    valid = _bools(_core.validate_values(records, given, field, bool(mute)))
    return valid[0] if isinstance(values, str) else valid


def inspect(cls, values, field=None, *, mute=False, organism=None, source=None, strict_source=False):
    """Which values are those of records, which mean one by a synonym, and which are unknown."""
    given = _given(values)
    organism = _organism(cls, organism, field, given.objects)
    records = _records(cls, organism, source, strict_source)
    return InspectResult(given, _core.inspect_values(records, given, field, bool(mute), organism, source))


def standardize(cls, values, field=None, *, return_field=None, return_mapper=False, case_sensitive=False, mute=False,
                source_aware=True, keep="first", synonyms_field="synonyms", organism=None, source=None,
                strict_source=False):
    """The values with synonyms and names in other letters replaced by names; others stay as they are."""
    given = _given(values)
    organism = _organism(cls, organism, field, given.objects)
    records = _records(cls, organism, source, strict_source)
    if not isinstance(synonyms_field, str):
        synonyms_field = synonyms_field.field.name
    found = _core.standardize_values(records, given, field, return_field, synonyms_field, bool(case_sensitive), keep,
                                     bool(mute))
    if source_aware and _is_bio_record(cls):
        left = given.texts_without(found)
        found.update(_core.public_meanings(records, _core.ValueList(left), field, organism, source, return_field,
                                           bool(case_sensitive), bool(mute)))
    if return_mapper:
        return {value: meaning for value, (meaning, is_name) in found.items() if not is_name and meaning is not None}
    means = {value: meaning for value, (meaning, _) in found.items()}
    result = given.replaced(means)
    return result[0] if isinstance(values, str) else result


def from_values(cls, values, field=None, create=False, organism=None, source=None, mute=False):
    """The records that values stand for; with `create`, new ones for those that have none."""
    records = _records(cls, organism, source, False)
    return RecordList(_core.records_from_values(records, values, field, bool(create), bool(mute)))


def _save_if(record, save):
    if save or (save is None and _core.is_saved(record)):
        record.save()


class Synonyms:
    """What records with synonyms and abbreviations do."""

    def add_synonym(self, synonym, force=False, save=None):
        """Adds synonyms; refuses those of other records unless forced."""
        synonyms = _listed(synonym)
        held, records = ([], []) if force else _core.synonym_holders(self, synonyms)
        if records:
            table = str(RecordList(records).df())
            _core.refuse_held_synonym(
                self, f"input synonyms {held} already associated with the following records:\n\n{table}")
        _core.add_synonyms(self, synonyms)
        _save_if(self, save)

    def remove_synonym(self, synonym):
        """Removes synonyms and saves the record."""
        _core.remove_synonyms(self, _listed(synonym))
        _save_if(self, None)

    def set_abbr(self, value):
        """Sets the abbreviation, and makes it a synonym unless another record has it."""
        from .errors import ValidationError

        if _core.has_field(type(self), "synonyms"):
            try:
                self.add_synonym(value, save=False)
            except ValidationError:
                pass
        if _core.has_field(type(self), "abbr"):
            self.abbr = value
        _save_if(self, None)
