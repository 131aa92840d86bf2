"""The registries of wetlab.

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
models: Any
types: Any
BiologicType: Any
GeneticPerturbationSystem: Any
PertCurator: Any


class Compound(Record, HasParents, CanCurate, TracksRun, TracksUpdates):
    """A chemical or drug, named by ChEBI."""

    uid: str
    name: str
    ontology_id: str
    chembl_id: str
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
    compoundperturbation: QueryManager


class ArtifactCompound(LinkORM):
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
    compound: Any
    compound_id: int
    feature: Feature
    feature_id: int


class Experiment(Record, CanCurate, TracksRun, TracksUpdates):
    """A set of samples that were measured together."""

    uid: str
    name: str
    description: str
    date: datetime.date
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifacts: QueryManager


class ArtifactExperiment(LinkORM):
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
    experiment: Any
    experiment_id: int
    feature: Feature
    feature_id: int


class Well(Record, CanCurate, TracksRun, TracksUpdates):
    """A well of a plate."""

    uid: str
    name: str
    row: str
    column: int
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifacts: QueryManager


class ArtifactWell(LinkORM):
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
    well: Any
    well_id: int
    feature: Feature
    feature_id: int


class PerturbationTarget(Record, CanCurate, TracksRun, TracksUpdates):
    """What a perturbation acts on: genes, pathways, proteins."""

    uid: str
    name: str
    description: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    genes: QueryManager
    pathways: QueryManager
    proteins: QueryManager
    artifacts: QueryManager
    genetic_perturbations: QueryManager
    biologics: QueryManager
    compound_perturbations: QueryManager
    environmental_perturbations: QueryManager


class ArtifactPerturbationTarget(LinkORM):
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
    perturbationtarget: Any
    perturbationtarget_id: int
    feature: Feature
    feature_id: int


class GeneticPerturbation(Record, CanCurate, TracksRun, TracksUpdates):
    """A perturbation of genes, such as by CRISPR or RNA interference."""

    uid: str
    name: str
    system: str
    description: str
    sequence: str
    on_target_score: float
    off_target_score: float
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    targets: QueryManager
    artifacts: QueryManager
    combination_perturbations: QueryManager


class ArtifactGeneticPerturbation(LinkORM):
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
    geneticperturbation: Any
    geneticperturbation_id: int
    feature: Feature
    feature_id: int


class Biologic(Record, CanCurate, TracksRun, TracksUpdates):
    """An agent made by or from living systems, such as an antibody or a vaccine."""

    uid: str
    name: str
    type: str
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
    proteins: QueryManager
    targets: QueryManager
    artifacts: QueryManager


class ArtifactBiologic(LinkORM):
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
    biologic: Any
    biologic_id: int
    feature: Feature
    feature_id: int


class CompoundPerturbation(Record, CanCurate, TracksRun, TracksUpdates):
    """A perturbation by a chemical at a concentration."""

    uid: str
    name: str
    description: str
    concentration: float
    concentration_unit: str
    duration: Any
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    compound: Any
    compound_id: int
    targets: QueryManager
    artifacts: QueryManager
    combination_perturbations: QueryManager


class ArtifactCompoundPerturbation(LinkORM):
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
    compoundperturbation: Any
    compoundperturbation_id: int
    feature: Feature
    feature_id: int


class EnvironmentalPerturbation(Record, CanCurate, TracksRun, TracksUpdates):
    """A perturbation of the conditions, such as heat or acidity."""

    uid: str
    name: str
    ontology_id: str
    description: str
    value: float
    unit: str
    duration: Any
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    targets: QueryManager
    artifacts: QueryManager
    combination_perturbations: QueryManager


class ArtifactEnvironmentalPerturbation(LinkORM):
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
    environmentalperturbation: Any
    environmentalperturbation_id: int
    feature: Feature
    feature_id: int


class CombinationPerturbation(Record, CanCurate, TracksRun, TracksUpdates):
    """Several perturbations at once."""

    uid: str
    name: str
    description: str
    ontology_id: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    genetic_perturbations: QueryManager
    compound_perturbations: QueryManager
    environmental_perturbations: QueryManager
    artifacts: QueryManager


class ArtifactCombinationPerturbation(LinkORM):
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
    combinationperturbation: Any
    combinationperturbation_id: int
    feature: Feature
    feature_id: int


class Biosample(Record, CanCurate, TracksRun, TracksUpdates):
    """A sample of biological material."""

    uid: str
    name: str
    batch: str
    description: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    organism: Any
    organism_id: int
    tissues: QueryManager
    cell_lines: QueryManager
    cell_types: QueryManager
    diseases: QueryManager
    artifacts: QueryManager
    techsamples: QueryManager


class ArtifactBiosample(LinkORM):
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
    biosample: Any
    biosample_id: int
    feature: Feature
    feature_id: int


class Techsample(Record, CanCurate, TracksRun, TracksUpdates):
    """A sample prepared from biosamples for a measurement."""

    uid: str
    name: str
    batch: str
    description: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    biosamples: QueryManager
    artifacts: QueryManager


class ArtifactTechsample(LinkORM):
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
    techsample: Any
    techsample_id: int
    feature: Feature
    feature_id: int


class Donor(Record, CanCurate, TracksRun, TracksUpdates):
    """A person or animal that samples were taken from."""

    uid: str
    name: str
    batch: str
    description: str
    age: int
    bmi: float
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    ethnicity: Any
    ethnicity_id: int
    sex: Any
    sex_id: int
    organism: Any
    organism_id: int
    diseases: QueryManager
    artifacts: QueryManager


class ArtifactDonor(LinkORM):
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
    donor: Any
    donor_id: int
    feature: Feature
    feature_id: int
