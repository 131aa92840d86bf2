"""Attributes of the records of the core registries.

Written by tools/write_stubs.py.
"""

import datetime
from typing import Any

from . import FieldAttr as FieldAttr, QueryManager as QueryManager, Registry as Registry


class Migration:
    """A change of the tables that this database has been through."""

    app: str
    name: str
    applied: datetime.datetime


class Space:
    """A set of records that the same people may see."""

    name: str
    uid: str
    description: str
    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    param: QueryManager
    paramvalue: QueryManager
    run: QueryManager
    storage: QueryManager
    transform: QueryManager
    feature: QueryManager
    featurevalue: QueryManager
    schema: QueryManager
    ulabel: QueryManager
    artifact: QueryManager
    collection: QueryManager
    person: QueryManager
    reference: QueryManager
    project: QueryManager
    rundata: QueryManager
    flextable: QueryManager
    flextabledata: QueryManager
    source: QueryManager
    organism: QueryManager
    gene: QueryManager
    protein: QueryManager
    cellmarker: QueryManager
    tissue: QueryManager
    celltype: QueryManager
    disease: QueryManager
    cellline: QueryManager
    phenotype: QueryManager
    pathway: QueryManager
    experimentalfactor: QueryManager
    developmentalstage: QueryManager
    ethnicity: QueryManager
    compound: QueryManager
    experiment: QueryManager
    well: QueryManager
    perturbationtarget: QueryManager
    geneticperturbation: QueryManager
    biologic: QueryManager
    compoundperturbation: QueryManager
    environmentalperturbation: QueryManager
    combinationperturbation: QueryManager
    biosample: QueryManager
    techsample: QueryManager
    donor: QueryManager


class User:
    """A person or account that creates records."""

    uid: str
    handle: str
    name: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    created_runs: QueryManager
    created_transforms: QueryManager
    created_artifacts: QueryManager


class Param:
    """A parameter of runs or models: what a value in a ParamValue means."""

    name: str
    dtype: str
    is_type: bool
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    type: Param
    type_id: int
    schemas: QueryManager
    records: QueryManager
    values: QueryManager


class ParamValue:
    """A value of a parameter."""

    value: Any
    created_at: datetime.datetime
    hash: str
    space: Space
    space_id: int
    param: Param
    param_id: int
    created_by: User
    created_by_id: int
    runs: QueryManager
    artifacts: QueryManager


class Run:
    """One execution of a transform: when, by whom, with which inputs and outputs."""

    uid: str
    name: str
    started_at: datetime.datetime
    finished_at: datetime.datetime
    reference: str
    reference_type: str
    created_at: datetime.datetime
    space: Space
    space_id: int
    transform: Transform
    transform_id: int
    report: Artifact
    report_id: int
    environment: Artifact
    environment_id: int
    created_by: User
    created_by_id: int
    initiated_by_run: Run
    initiated_by_run_id: int
    ulabels: QueryManager
    initiated_runs: QueryManager
    output_artifacts: QueryManager
    input_artifacts: QueryManager
    output_collections: QueryManager
    input_collections: QueryManager
    projects: QueryManager


class RunParamValue:
    """A parameter value of a run."""

    created_at: datetime.datetime
    run: Run
    run_id: int
    paramvalue: ParamValue
    paramvalue_id: int
    created_by: User
    created_by_id: int


class Storage:
    """A place that holds bytes: a local folder or a bucket."""

    uid: str
    root: str
    description: str
    type: str
    region: str
    instance_uid: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifacts: QueryManager


class Transform:
    """A piece of code or a manual step that turns inputs into outputs: script, notebook, pipeline, function."""

    uid: str
    key: str
    description: str
    type: str
    source_code: str
    hash: str
    reference: str
    reference_type: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    version: str
    is_latest: bool
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    ulabels: QueryManager
    predecessors: QueryManager
    runs: QueryManager
    successors: QueryManager
    references: QueryManager
    projects: QueryManager


class Feature:
    """A dimension of measurement: what the values in a column mean and which type they have."""

    uid: str
    name: str
    dtype: str
    is_type: bool
    unit: str
    description: str
    array_rank: int
    array_size: int
    array_shape: Any
    proxy_dtype: str
    synonyms: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    type: Feature
    type_id: int
    schemas: QueryManager
    records: QueryManager
    values: QueryManager
    projects: QueryManager


class FeatureValue:
    """A value of a feature that is not a record of a registry, such as a number or a date."""

    value: Any
    hash: str
    created_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    feature: Feature
    feature_id: int
    artifacts: QueryManager


class Schema:
    """A set of features that a dataset has, or must have."""

    uid: str
    name: str
    description: str
    n: int
    dtype: str
    itype: str
    is_type: bool
    otype: str
    hash: str
    minimal_set: bool
    ordered_set: bool
    maximal_set: bool
    slot: str
    created_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    type: Schema
    type_id: int
    validated_by: Schema
    validated_by_id: int
    composite: Schema
    composite_id: int
    components: QueryManager
    params: QueryManager
    features: QueryManager
    records: QueryManager
    validated_schemas: QueryManager
    composites: QueryManager
    validated_artifacts: QueryManager
    artifacts: QueryManager
    projects: QueryManager
    genes: QueryManager
    proteins: QueryManager
    cell_markers: QueryManager
    pathways: QueryManager


class SchemaFeature:
    """A feature of a schema; links in ascending id give the order."""

    schema: Schema
    schema_id: int
    feature: Feature
    feature_id: int


class SchemaParam:
    """A parameter of a schema."""

    schema: Schema
    schema_id: int
    param: Param
    param_id: int


class ArtifactSchema:
    """The schema of a part of an artifact."""

    slot: str
    feature_ref_is_semantic: bool
    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifact: Artifact
    artifact_id: int
    schema: Schema
    schema_id: int


class SchemaComponent:
    """A part of a composite schema."""

    slot: str
    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    composite: Schema
    composite_id: int
    component: Schema
    component_id: int


class ULabel:
    """A universal label: annotates records of any kind and may have parents."""

    uid: str
    name: str
    is_type: bool
    description: str
    reference: str
    reference_type: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    type: ULabel
    type_id: int
    parents: QueryManager
    runs: QueryManager
    transforms: QueryManager
    records: QueryManager
    children: QueryManager
    artifacts: QueryManager
    collections: QueryManager
    projects: QueryManager


class ArtifactULabel:
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
    ulabel: ULabel
    ulabel_id: int
    feature: Feature
    feature_id: int


class TransformULabel:
    """A label of a transform."""

    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    transform: Transform
    transform_id: int
    ulabel: ULabel
    ulabel_id: int


class RunULabel:
    """A label of a run."""

    created_at: datetime.datetime
    run: Run
    run_id: int
    ulabel: ULabel
    ulabel_id: int
    created_by: User
    created_by_id: int


class CollectionULabel:
    """A label of a collection."""

    label_ref_is_name: bool
    feature_ref_is_name: bool
    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    collection: Collection
    collection_id: int
    ulabel: ULabel
    ulabel_id: int
    feature: Feature
    feature_id: int


class Artifact:
    """A dataset, model or other object stored as a file, a folder or an array store."""

    uid: str
    key: str
    description: str
    suffix: str
    kind: str
    otype: str
    size: int
    hash: str
    n_files: int
    n_observations: int
    version: str
    is_latest: bool
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    storage: Storage
    storage_id: int
    run: Run
    run_id: int
    schema: Schema
    schema_id: int
    created_by: User
    created_by_id: int
    ulabels: QueryManager
    input_of_runs: QueryManager
    feature_sets: QueryManager
    collections: QueryManager
    references: QueryManager
    projects: QueryManager
    organisms: QueryManager
    genes: QueryManager
    proteins: QueryManager
    cell_markers: QueryManager
    tissues: QueryManager
    cell_types: QueryManager
    diseases: QueryManager
    cell_lines: QueryManager
    phenotypes: QueryManager
    pathways: QueryManager
    experimental_factors: QueryManager
    developmental_stages: QueryManager
    ethnicities: QueryManager
    compounds: QueryManager
    experiments: QueryManager
    wells: QueryManager
    perturbation_targets: QueryManager
    genetic_perturbations: QueryManager
    biologics: QueryManager
    compound_perturbations: QueryManager
    environmental_perturbations: QueryManager
    combination_perturbations: QueryManager
    biosamples: QueryManager
    techsamples: QueryManager
    donors: QueryManager


class ArtifactFeatureValue:
    """A feature value of an artifact."""

    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifact: Artifact
    artifact_id: int
    featurevalue: FeatureValue
    featurevalue_id: int


class ArtifactParamValue:
    """A parameter value of an artifact."""

    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifact: Artifact
    artifact_id: int
    paramvalue: ParamValue
    paramvalue_id: int


class Collection:
    """A versioned set of artifacts."""

    uid: str
    key: str
    description: str
    hash: str
    reference: str
    reference_type: str
    meta_artifact: Artifact
    meta_artifact_id: int
    version: str
    is_latest: bool
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    ulabels: QueryManager
    input_of_runs: QueryManager
    artifacts: QueryManager
    references: QueryManager
    projects: QueryManager


class CollectionArtifact:
    """A member of a collection; links in ascending id give the order."""

    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    collection: Collection
    collection_id: int
    artifact: Artifact
    artifact_id: int


class Person:
    """A person, with or without an account."""

    uid: str
    name: str
    email: str
    external: bool
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    references: QueryManager
    projects: QueryManager


class Reference:
    """A paper, document or other work to cite."""

    uid: str
    name: str
    is_type: bool
    abbr: str
    url: str
    pubmed_id: int
    doi: str
    description: str
    text: str
    date: datetime.date
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    type: Reference
    type_id: int
    authors: QueryManager
    artifacts: QueryManager
    transforms: QueryManager
    collections: QueryManager
    records: QueryManager
    projects: QueryManager


class Project:
    """A project with people and dates, to which records of all kinds can belong."""

    uid: str
    name: str
    is_type: bool
    abbr: str
    url: str
    start_date: datetime.date
    end_date: datetime.date
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    type: Project
    type_id: int
    parents: QueryManager
    predecessors: QueryManager
    people: QueryManager
    artifacts: QueryManager
    transforms: QueryManager
    runs: QueryManager
    ulabels: QueryManager
    features: QueryManager
    schemas: QueryManager
    collections: QueryManager
    references: QueryManager
    records: QueryManager
    children: QueryManager
    successors: QueryManager


class ArtifactProject:
    """The project of an artifact."""

    label_ref_is_name: bool
    feature_ref_is_name: bool
    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifact: Artifact
    artifact_id: int
    project: Project
    project_id: int
    feature: Feature
    feature_id: int


class RunProject:
    """The project of a run."""

    created_at: datetime.datetime
    run: Run
    run_id: int
    project: Project
    project_id: int
    created_by: User
    created_by_id: int


class TransformProject:
    """The project of a transform."""

    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    transform: Transform
    transform_id: int
    project: Project
    project_id: int


class CollectionProject:
    """The project of a collection."""

    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    collection: Collection
    collection_id: int
    project: Project
    project_id: int


class ULabelProject:
    """The project of a label."""

    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    ulabel: ULabel
    ulabel_id: int
    project: Project
    project_id: int


class PersonProject:
    """A person in a project."""

    role: str
    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    person: Person
    person_id: int
    project: Project
    project_id: int


class FeatureProject:
    """The project of a feature."""

    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    feature: Feature
    feature_id: int
    project: Project
    project_id: int


class SchemaProject:
    """The project of a schema."""

    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    schema: Schema
    schema_id: int
    project: Project
    project_id: int


class ArtifactReference:
    """A reference of an artifact."""

    label_ref_is_name: bool
    feature_ref_is_name: bool
    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    artifact: Artifact
    artifact_id: int
    reference: Reference
    reference_id: int
    feature: Feature
    feature_id: int


class TransformReference:
    """A reference of a transform."""

    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    transform: Transform
    transform_id: int
    reference: Reference
    reference_id: int


class CollectionReference:
    """A reference of a collection."""

    created_at: datetime.datetime
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    collection: Collection
    collection_id: int
    reference: Reference
    reference_id: int


class RunData:
    """A cell of the table of results of a run."""

    row: int
    value_int: int
    value_float: float
    value_str: str
    value_datetime: datetime.datetime
    value_json: Any
    space: Space
    space_id: int
    feature: Feature
    feature_id: int
    param: Param
    param_id: int
    value_ulabel: ULabel
    value_ulabel_id: int
    value_person: Person
    value_person_id: int
    value_artifact: Artifact
    value_artifact_id: int
    value_collection: Collection
    value_collection_id: int
    value_project: Project
    value_project_id: int
    run: Run
    run_id: int


class FlexTable:
    """A table whose columns are features or parameters, kept inside the database."""

    uid: str
    name: str
    is_type: bool
    description: str
    created_at: datetime.datetime
    updated_at: datetime.datetime
    space: Space
    space_id: int
    created_by: User
    created_by_id: int
    run: Run
    run_id: int
    schema: Schema
    schema_id: int
    type: FlexTable
    type_id: int
    projects: QueryManager
    ulabels: QueryManager
    records: QueryManager
    data: QueryManager


class FlexTableData:
    """A cell of a flexible table."""

    row: int
    value_int: int
    value_float: float
    value_str: str
    value_datetime: datetime.datetime
    value_json: Any
    space: Space
    space_id: int
    feature: Feature
    feature_id: int
    param: Param
    param_id: int
    value_ulabel: ULabel
    value_ulabel_id: int
    value_person: Person
    value_person_id: int
    value_artifact: Artifact
    value_artifact_id: int
    value_collection: Collection
    value_collection_id: int
    value_project: Project
    value_project_id: int
    tidytable: FlexTable
    tidytable_id: int
