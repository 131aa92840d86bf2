"""Which organism records belong to."""

from lamindb import _core


class OrganismNotSet(SystemExit):
    """A registry needs an organism, and none was said."""


class Settings:
    """`bt.settings`."""

    def __init__(self):
        self._organism = None

    @property
    def organism(self):
        """The organism of genes, proteins and markers when none is said; a name becomes its record."""
        return self._organism

    @organism.setter
    def organism(self, organism):
        if isinstance(organism, str):
            try:
                organism = _core.public_organism(organism, mute=True)
            except ValueError:
                _core.log("warning", f"did not create Organism record for 1 non-validated name: '{organism}'")
                raise ValueError(
                    f"No organism with name='{organism}' is found, please create a organism record!") from None
        if organism is not None and type(organism).__name__ != "Organism":
            raise TypeError("organism must be a name, a `bionty.Organism` record or None.")
        self._organism = organism


settings = Settings()


def resolved(registry, organism, field=None, values=()):
    """The organism's record for `registry`: the given one, that of the settings, that of the ids; None if none is
    needed."""
    from lamindb._registry import registry_class

    if not _core.has_field(registry, "organism"):
        return None
    organism = organism if organism is not None else settings.organism
    field = _core.field_name(field) if field is not None else ""
    if organism is None and field == "ensembl_gene_id":
        organism = next(filter(None, (_core.organism_of_id(v) for v in values if isinstance(v, str))), None)
    if organism is None:
        if _core.public_needs_organism(registry, field):
            raise OrganismNotSet(f"{registry.__name__} requires to specify a organism name via `organism=` or "
                                 "`bionty.settings.organism=`!")
        return None
    if isinstance(organism, str):
        record = registry_class("bionty.Organism").filter(name=organism).first()
        return record if record is not None else _core.public_organism(organism)
    return organism
