"""A class for every entity that has public sources."""

from .._public_ontology import PublicOntology
from ._gene import Gene


def _entity(name, doc):
    return type(name, (PublicOntology,), {"__doc__": doc, "__module__": "bionty.base", "_entity": name})


CellType = _entity("CellType", "Types of cells: Cell Ontology.")
CellLine = _entity("CellLine", "Cell lines: Cell Line Ontology, DepMap.")
CellMarker = _entity("CellMarker", "Markers of cells: CellMarker.")
Tissue = _entity("Tissue", "Tissues and organs: Uberon.")
Disease = _entity("Disease", "Diseases: Mondo, Disease Ontology, ICD.")
Phenotype = _entity("Phenotype", "Phenotypes: PATO, HP, MP, ZP, Phecodes.")
Pathway = _entity("Pathway", "Pathways and processes: Gene Ontology, Pathway Ontology.")
ExperimentalFactor = _entity("ExperimentalFactor", "Experimental factors: EFO.")
DevelopmentalStage = _entity("DevelopmentalStage", "Stages of development: HsapDv, MmusDv.")
Ethnicity = _entity("Ethnicity", "Ancestry: HANCESTRO.")
Drug = _entity("Drug", "Drugs and chemicals: DrOn, ChEBI.")
BFXPipeline = _entity("BFXPipeline", "Bioinformatics pipelines.")
BioSample = _entity("BioSample", "Attributes of samples: NCBI BioSample.")
Protein = _entity("Protein", "Proteins: UniProt.")


class Organism(PublicOntology):
    """Organisms: Ensembl, NCBI Taxonomy."""

    _entity = "Organism"
    __module__ = "bionty.base"

    def __init__(self, taxa=None, source=None, version=None, **kwargs):
        super().__init__(source=source, version=version, organism=taxa or kwargs.get("organism"))


__all__ = ["BFXPipeline", "BioSample", "CellLine", "CellMarker", "CellType", "DevelopmentalStage", "Disease", "Drug",
           "Ethnicity", "ExperimentalFactor", "Gene", "Organism", "Pathway", "Phenotype", "Protein", "Tissue"]
