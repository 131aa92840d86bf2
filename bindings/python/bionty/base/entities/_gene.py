"""Genes, and what Ensembl's own database knows of them."""

from collections import namedtuple

from .._public_ontology import PublicOntology

MappingResult = namedtuple("MappingResult", ["mapped", "ambiguous", "unmapped"])


class EnsemblGene:
    """The database of one release of Ensembl."""

    def __init__(self, organism, version, taxa="vertebrates"):
        try:
            import mysql.connector  # noqa: F401
            import sqlalchemy  # noqa: F401
        except ModuleNotFoundError:
            raise ModuleNotFoundError("To query from the Ensembl database, please run `pip install sqlalchemy "
                                      "mysqlclient mysql-connector-python`") from None
        raise NotImplementedError("lamin-cpp does not query Ensembl's database: `bt.base.Gene` downloads the tables that "
                                  "were made of it; see docs/compatibility.md.")


class Gene(PublicOntology):
    """Genes: Ensembl."""

    _entity = "Gene"
    __module__ = "bionty.base"

    def map_legacy_ids(self, values):
        """Ids of earlier Ensembl releases; asks Ensembl's database."""
        return EnsemblGene(self.organism, self.version).map_legacy_ids(values)
