"""The object that `lookup()` returns: it completes to names, and fetches a record when one is taken."""


class Lookup:
    """Attribute names for the values of a field; records are fetched when they are asked for."""

    def __init__(self, records, table, field, return_field):
        self.__dict__["_parts"] = (records, table, return_field)
        self.__dict__["_field"] = field

    def _taken(self, record):
        return_field = self._parts[2]
        return getattr(record, return_field) if return_field else record

    def _take(self, found):
        values = [self._taken(record) for record in found]
        return values[0] if len(values) == 1 else values

    def __getattr__(self, key):
        records, table, _ = self.__dict__["_parts"]
        if key not in table:
            raise AttributeError(f"'Lookup' object has no attribute '{key}'")
        everything = records.model.objects
        if records.db != "default":
            everything = everything.using(records.db)
        return self._take(everything.filter(id__in=table.ids(key)))

    def __setattr__(self, key, value):
        raise AttributeError("can't set attribute")

    def dict(self):
        """The values of the field, as they are written, with their records, in one query."""
        records = self._parts[0].in_bulk().values()
        return {getattr(record, self._field): self._taken(record) for record in records if getattr(record, self._field)}

    def _asdict(self):
        records, table, _ = self._parts
        by_id = records.in_bulk()
        found = {key: self._take([by_id[one] for one in table.ids(key)]) for key in table.keys()}
        return {**found, "dict": self.dict}

    @property
    def _fields(self):
        return (*self._parts[1].keys(), "dict")

    def __dir__(self):
        return [*self._parts[1].keys(), "dict"]

    def __len__(self):
        return len(self._parts[1]) + 1

    def __repr__(self):
        shown = "".join(f"{key}={value!r}, " for key, value in self._asdict().items() if key != "dict")
        return f"Lookup({shown}dict=<bound method Lookup.dict>)"

