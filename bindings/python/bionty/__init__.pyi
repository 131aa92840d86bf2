"""The registries of bionty.

Written by tools/write_stubs.py.
"""

import datetime
from typing import Any

from lamindb.models import FieldAttr as FieldAttr, QueryManager as QueryManager, Registry as Registry
from lamindb.models import (
    BasicRecord, CanCurate, HasParents, IsVersioned, LinkORM, Record, TracksRun, TracksUpdates, ValidateFields,
)
from lamindb.models import Artifact, Collection, Feature, Run, Schema, Space, Storage, Transform, ULabel, User

__version__: str
base: Any
core: Any
ids: Any
models: Any
settings: Any


class Source(Record, TracksRun, TracksUpdates):
    """A version of a public ontology or of an in-house one."""

    uid: str
    entity: str
    organism: str
    name: str
    version: str
    in_db: bool
    currently_used: bool
    description: str
    url: str
    md5: str
    source_website: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    dataframe_artifact: Artifact
    dataframe_artifact_id: int
    artifacts: QueryManager


class Organism(Record, HasParents, CanCurate, TracksRun, TracksUpdates):
    """An organism: species and strains, named by NCBI Taxonomy and Ensembl."""

    uid: str
    name: str
    ontology_id: str
    scientific_name: str
    synonyms: str
    description: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    source: Any
    source_id: int
    parents: QueryManager
    artifacts: QueryManager
    children: QueryManager
    genes: QueryManager
    proteins: QueryManager
    cell_markers: QueryManager
    biosamples: QueryManager
    donors: QueryManager


class Gene(Record, HasParents, CanCurate, TracksRun, TracksUpdates):
    """A gene of an organism, named by Ensembl."""

    uid: str
    symbol: str
    stable_id: str
    ensembl_gene_id: str
    ncbi_gene_ids: str
    biotype: str
    synonyms: str
    description: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    source: Any
    source_id: int
    organism: Any
    organism_id: int
    artifacts: QueryManager
    schemas: QueryManager
    pathways: QueryManager
    perturbation_targets: QueryManager


class Protein(Record, HasParents, CanCurate, TracksRun, TracksUpdates):
    """A protein of an organism, named by UniProt."""

    uid: str
    name: str
    uniprotkb_id: str
    synonyms: str
    description: str
    length: int
    gene_symbol: str
    ensembl_gene_ids: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    source: Any
    source_id: int
    organism: Any
    organism_id: int
    artifacts: QueryManager
    schemas: QueryManager
    perturbation_targets: QueryManager
    biologics: QueryManager


class CellMarker(Record, HasParents, CanCurate, TracksRun, TracksUpdates):
    """A marker by which cells are told apart."""

    uid: str
    name: str
    synonyms: str
    description: str
    gene_symbol: str
    ncbi_gene_id: str
    uniprotkb_id: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    source: Any
    source_id: int
    organism: Any
    organism_id: int
    artifacts: QueryManager
    schemas: QueryManager


class Tissue(Record, HasParents, CanCurate, TracksRun, TracksUpdates):
    """A tissue or organ, named by Uberon."""

    uid: str
    name: str
    ontology_id: str
    abbr: str
    synonyms: str
    description: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    source: Any
    source_id: int
    parents: QueryManager
    artifacts: QueryManager
    children: QueryManager
    biosamples: QueryManager


class CellType(Record, HasParents, CanCurate, TracksRun, TracksUpdates):
    """A type of cell, named by the Cell Ontology."""

    uid: str
    name: str
    ontology_id: str
    abbr: str
    synonyms: str
    description: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    source: Any
    source_id: int
    parents: QueryManager
    artifacts: QueryManager
    children: QueryManager
    biosamples: QueryManager


class Disease(Record, HasParents, CanCurate, TracksRun, TracksUpdates):
    """A disease, named by Mondo or the Human Disease Ontology."""

    uid: str
    name: str
    ontology_id: str
    abbr: str
    synonyms: str
    description: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    source: Any
    source_id: int
    parents: QueryManager
    artifacts: QueryManager
    children: QueryManager
    biosamples: QueryManager
    donors: QueryManager


class CellLine(Record, HasParents, CanCurate, TracksRun, TracksUpdates):
    """A line of cultured cells, named by the Cell Line Ontology."""

    uid: str
    name: str
    ontology_id: str
    abbr: str
    synonyms: str
    description: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    source: Any
    source_id: int
    parents: QueryManager
    artifacts: QueryManager
    children: QueryManager
    biosamples: QueryManager


class Phenotype(Record, HasParents, CanCurate, TracksRun, TracksUpdates):
    """An observable trait, named by the phenotype ontologies of humans, mammals and zebrafish or by PATO."""

    uid: str
    name: str
    ontology_id: str
    abbr: str
    synonyms: str
    description: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    source: Any
    source_id: int
    parents: QueryManager
    artifacts: QueryManager
    children: QueryManager
    donors: QueryManager


class Pathway(Record, HasParents, CanCurate, TracksRun, TracksUpdates):
    """A pathway or biological process, named by the Gene or Pathway Ontology."""

    uid: str
    name: str
    ontology_id: str
    abbr: str
    synonyms: str
    description: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    source: Any
    source_id: int
    parents: QueryManager
    genes: QueryManager
    schemas: QueryManager
    artifacts: QueryManager
    children: QueryManager
    perturbation_targets: QueryManager


class ExperimentalFactor(Record, HasParents, CanCurate, TracksRun, TracksUpdates):
    """A variable of an experiment such as the assay, named by the Experimental Factor Ontology."""

    uid: str
    name: str
    ontology_id: str
    abbr: str
    synonyms: str
    description: str
    molecule: str
    instrument: str
    measurement: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    source: Any
    source_id: int
    parents: QueryManager
    artifacts: QueryManager
    children: QueryManager


class DevelopmentalStage(Record, HasParents, CanCurate, TracksRun, TracksUpdates):
    """A stage of the life of an organism, named by HsapDv or MmusDv."""

    uid: str
    name: str
    ontology_id: str
    abbr: str
    synonyms: str
    description: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    source: Any
    source_id: int
    parents: QueryManager
    artifacts: QueryManager
    children: QueryManager


class Ethnicity(Record, HasParents, CanCurate, TracksRun, TracksUpdates):
    """An ancestry, named by the Human Ancestry Ontology."""

    uid: str
    name: str
    ontology_id: str
    abbr: str
    synonyms: str
    description: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    source: Any
    source_id: int
    parents: QueryManager
    artifacts: QueryManager
    children: QueryManager
    donors: QueryManager


class SchemaGene(LinkORM):
    """A gene that a schema measures; links in ascending id give the order."""

    schema: Schema
    schema_id: int
    gene: Any
    gene_id: int


class SchemaProtein(LinkORM):
    """A protein that a schema measures; links in ascending id give the order."""

    schema: Schema
    schema_id: int
    protein: Any
    protein_id: int


class SchemaCellMarker(LinkORM):
    """A cell marker that a schema measures; links in ascending id give the order."""

    schema: Schema
    schema_id: int
    cellmarker: Any
    cellmarker_id: int


class SchemaPathway(LinkORM):
    """A pathway that a schema measures; links in ascending id give the order."""

    schema: Schema
    schema_id: int
    pathway: Any
    pathway_id: int


class ArtifactOrganism(LinkORM):
    """A label of an artifact."""

    label_ref_is_name: bool
    feature_ref_is_name: bool
    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifact: Artifact
    artifact_id: int
    organism: Any
    organism_id: int
    feature: Feature
    feature_id: int


class ArtifactGene(LinkORM):
    """A label of an artifact."""

    label_ref_is_name: bool
    feature_ref_is_name: bool
    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifact: Artifact
    artifact_id: int
    gene: Any
    gene_id: int
    feature: Feature
    feature_id: int


class ArtifactProtein(LinkORM):
    """A label of an artifact."""

    label_ref_is_name: bool
    feature_ref_is_name: bool
    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifact: Artifact
    artifact_id: int
    protein: Any
    protein_id: int
    feature: Feature
    feature_id: int


class ArtifactCellMarker(LinkORM):
    """A label of an artifact."""

    label_ref_is_name: bool
    feature_ref_is_name: bool
    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifact: Artifact
    artifact_id: int
    cellmarker: Any
    cellmarker_id: int
    feature: Feature
    feature_id: int


class ArtifactTissue(LinkORM):
    """A label of an artifact."""

    label_ref_is_name: bool
    feature_ref_is_name: bool
    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifact: Artifact
    artifact_id: int
    tissue: Any
    tissue_id: int
    feature: Feature
    feature_id: int


class ArtifactCellType(LinkORM):
    """A label of an artifact."""

    label_ref_is_name: bool
    feature_ref_is_name: bool
    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifact: Artifact
    artifact_id: int
    celltype: Any
    celltype_id: int
    feature: Feature
    feature_id: int


class ArtifactDisease(LinkORM):
    """A label of an artifact."""

    label_ref_is_name: bool
    feature_ref_is_name: bool
    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifact: Artifact
    artifact_id: int
    disease: Any
    disease_id: int
    feature: Feature
    feature_id: int


class ArtifactCellLine(LinkORM):
    """A label of an artifact."""

    label_ref_is_name: bool
    feature_ref_is_name: bool
    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifact: Artifact
    artifact_id: int
    cellline: Any
    cellline_id: int
    feature: Feature
    feature_id: int


class ArtifactPhenotype(LinkORM):
    """A label of an artifact."""

    label_ref_is_name: bool
    feature_ref_is_name: bool
    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifact: Artifact
    artifact_id: int
    phenotype: Any
    phenotype_id: int
    feature: Feature
    feature_id: int


class ArtifactPathway(LinkORM):
    """A label of an artifact."""

    label_ref_is_name: bool
    feature_ref_is_name: bool
    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifact: Artifact
    artifact_id: int
    pathway: Any
    pathway_id: int
    feature: Feature
    feature_id: int


class ArtifactExperimentalFactor(LinkORM):
    """A label of an artifact."""

    label_ref_is_name: bool
    feature_ref_is_name: bool
    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifact: Artifact
    artifact_id: int
    experimentalfactor: Any
    experimentalfactor_id: int
    feature: Feature
    feature_id: int


class ArtifactDevelopmentalStage(LinkORM):
    """A label of an artifact."""

    label_ref_is_name: bool
    feature_ref_is_name: bool
    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifact: Artifact
    artifact_id: int
    developmentalstage: Any
    developmentalstage_id: int
    feature: Feature
    feature_id: int


class ArtifactEthnicity(LinkORM):
    """A label of an artifact."""

    label_ref_is_name: bool
    feature_ref_is_name: bool
    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifact: Artifact
    artifact_id: int
    ethnicity: Any
    ethnicity_id: int
    feature: Feature
    feature_id: int
