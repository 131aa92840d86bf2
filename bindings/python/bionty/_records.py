"""What registries of biological terms do beyond others: they are filled from public ontologies."""

from lamindb import _core
from lamindb._curation import RecordList

from ._organism import resolved, settings

# The keywords of from_source, the first one given counts.
_KEYWORDS = {
    "Gene": ("symbol", "ensembl_gene_id", "stable_id"),
    "Protein": ("name", "uniprotkb_id"),
    "CellMarker": ("name",),
    "Organism": ("name", "ontology_id", "scientific_name"),
}


def _fields_of_row(registry, row):
    """A row of a public table as a dictionary of the registry's fields."""
    row = row._asdict() if hasattr(row, "_asdict") else dict(row)
    if "definition" in row:
        row["description"] = row.pop("definition")
    return {name: value for name, value in row.items()
            if name != "parents" and value is not None and _core.has_field(registry, name)}


class BioRecord:
    """A term of an ontology."""

    def __init__(self, *args, **kwargs):
        if args and len(args) == 1 and isinstance(args[0], (tuple, list)):
            self._init_from_row(args[0], kwargs)
            return
        parents = kwargs.pop("parents", None)
        if parents is not None:
            if not isinstance(parents, list) or not all(isinstance(parent, str) for parent in parents):
                raise ValueError("Invalid parents kwarg passed. Provide a list of ontology ids.")
        if _core.has_field(type(self), "organism"):
            kwargs["organism"] = self._organism_of(kwargs.get("organism"))
        _core.construct(self, *args, **kwargs)
        if parents:
            self._parents = parents

    @staticmethod
    def _organism_of(organism):
        organism = organism if organism is not None else settings.organism
        if organism is None:
            raise RuntimeError("please pass a organism!")
        if not isinstance(organism, _core.Record) or type(organism).__name__ != "Organism":
            raise TypeError("organism must be a `bionty.Organism` record.")
        return organism

    def _init_from_row(self, row, kwargs):
        if isinstance(row, list):
            if len(row) > 1:
                _core.log("warning", "multiple lookup/search results were passed. Only returning record from the first "
                                  "entry.")
            row = row[0]
        registry = type(self)
        fields = _fields_of_row(registry, row)
        key = next((name for name in (registry._ontology_id_field, registry._name_field) if name in fields), None)
        found = registry.from_values([fields[key]], field=key, organism=kwargs.get("organism"), mute=True)
        if found:
            _core.adopt(self, found[0])
        else:
            BioRecord.__init__(self, **{**fields, **kwargs})

    def save(self, *args, **kwargs):
        """Saves the record; a new term of a source with everything above it."""
        _core.save_terms([self])
        parents = self.__dict__.pop("_parents", None)
        if parents:
            records = type(self).from_values(parents, field="ontology_id")
            records.save()
            self.parents.add(*records)
        return self

    @classmethod
    def public(cls, organism=None, source=None):
        """The public ontology that the registry uses, or the one of `source`."""
        from .base import PublicOntology, StaticReference

        if source is None:
            organism = resolved(cls, organism)
        kind = StaticReference if source is not None and source.dataframe_artifact_id is not None else PublicOntology
        return kind._of_table(cls.__name__, _core.public_table_of(cls, organism, source))

    @classmethod
    def from_source(cls, *, organism=None, source=None, mute=False, **fields):
        """The record of a term: from the database, or unsaved from the source; a list if there are several."""
        names = _KEYWORDS.get(cls.__name__, ("name", "ontology_id", "abbr"))
        names = (*names, *(name for name in fields if name not in names))
        given = next(((name, fields[name]) for name in names if fields.get(name) is not None), None)
        if given is None:
            raise TypeError(f"please pass a Record string field, e.g., `{cls.__name__}.{cls._name_field}`!")
        if not _core.has_field(cls, given[0]):
            raise TypeError(f"please pass a Record string field, e.g., `{cls.__name__}.{cls._name_field}`!")
        records = cls.from_values([given[1]], field=given[0], organism=organism, source=source, mute=mute)
        if not records:
            return None
        return records[0] if len(records) == 1 else records

    @classmethod
    def from_values(cls, values, field=None, create=False, organism=None, source=None, mute=False):
        """The records that values stand for; those of public terms are new and unsaved."""
        organism = resolved(cls, organism, field, values)
        records = cls.filter(organism=organism) if organism is not None else cls.filter()
        if create:
            return RecordList(_core.records_from_values(records, values, field, True, bool(mute), organism))
        if source is not None and organism is None and _core.has_field(cls, "organism"):
            organism = source.organism
        return RecordList(_core.public_from_values(records, values, field, organism, source, bool(mute)))

    @classmethod
    def import_source(cls, source=None, update_records=False, *, organism=None, ignore_conflicts=True):
        """All terms of the source and the links between them; with `update_records`, the records of its other
        versions are brought to it."""
        if source is None and _core.public_needs_organism(cls, ""):
            organism = resolved(cls, organism)
        _core.import_source(cls, organism, source, bool(update_records))

    @classmethod
    def source_changes(cls, source):
        """What the release `source` says about records that come from its other versions: a row a change."""
        import pandas as pd

        columns = ["ontology_id", "name", "change", "before", "after", "in_use"]
        return pd.DataFrame(_core.source_changes(cls, source), columns=columns)

    @classmethod
    def add_source(cls, source, df=None):
        """Makes a source one of the registry's, with the table `df` of terms if it is an in-house one."""
        import lamindb as ln

        entity = cls.__get_name_with_module__()
        if not source._state.adding and source.entity == entity:
            _core.log("warning", "source already exists!")
        else:
            known = type(source).filter(entity=entity, name=source.name, version=source.version,
                                        organism=source.organism).first()
            if known is None:
                known = type(source)(entity=entity, name=source.name, version=source.version,
                                     organism=source.organism, description=source.description, url=source.url,
                                     source_website=source.source_website)
                known.dataframe_artifact = source.dataframe_artifact
            else:
                _core.log("warning", "source already exists!")
            source = known
        if df is not None:
            key = f"df__{source.organism}__{source.name}__{source.version}__{source.entity}.parquet"
            source.dataframe_artifact = ln.Artifact.from_df(df, key=key, run=False).save()
        elif source.dataframe_artifact is None and not _core.is_public_source(source):
            _core.log("error", "please first register a DataFrame artifact and link it to source!\n"
                            "    → artifact = ln.Artifact.from_df(df, _branch_code=0, run=False).save()\n"
                            "    → source.dataframe_artifact = artifact\n    → source.save()")
            raise ValueError
        source.save()
        _core.log("important", "source added!")
        return source


class SourceMethods:
    """A version of a public ontology or of an in-house one."""

    def save(self, *args, **kwargs):
        """Saves the source; if it is the one in use, the other versions are no longer."""
        if self.currently_used:
            _core.use_source(self)
        else:
            _core.save(self)
        return self
