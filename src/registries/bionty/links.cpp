// Link registries: a row links two records and may say more about the link.
#include "registries/bionty/bionty.hpp"

namespace lamin::registries::bionty {

constexpr auto schema_gene_fields =
    link_rows({"schema", "lamindb.Schema", "links_gene"}, {"gene", "bionty.Gene", "links_schema"});
constinit const Declaration schema_gene = link_registry(
    "bionty", "SchemaGene", "A gene that a schema measures; links in ascending id give the order.", link,
    schema_gene_fields, "schema_id gene_id", "gene schema");

constexpr auto schema_protein_fields =
    link_rows({"schema", "lamindb.Schema", "links_protein"}, {"protein", "bionty.Protein", "links_schema"});
constinit const Declaration schema_protein = link_registry(
    "bionty", "SchemaProtein", "A protein that a schema measures; links in ascending id give the order.",
    link, schema_protein_fields, "schema_id protein_id", "protein schema");

constexpr auto schema_cell_marker_fields = link_rows({"schema", "lamindb.Schema", "links_cellmarker"},
                                                     {"cellmarker", "bionty.CellMarker", "links_schema"});
constinit const Declaration schema_cell_marker =
    link_registry("bionty", "SchemaCellMarker",
                  "A cell marker that a schema measures; links in ascending id give the order.", link,
                  schema_cell_marker_fields, "schema_id cellmarker_id", "cellmarker schema");

constexpr auto schema_pathway_fields =
    link_rows({"schema", "lamindb.Schema", "links_pathway"}, {"pathway", "bionty.Pathway", "links_schema"});
constinit const Declaration schema_pathway = link_registry(
    "bionty", "SchemaPathway", "A pathway that a schema measures; links in ascending id give the order.",
    link, schema_pathway_fields, "schema_id pathway_id", "pathway schema");

constexpr auto artifact_organism_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_organism"},
                    {"organism", "bionty.Organism", "links_artifact"}, "links_artifactorganism");
constinit const Declaration artifact_organism = link_registry(
    "bionty", "ArtifactOrganism", "A label of an artifact.", link | tracks_run, artifact_organism_fields,
    "artifact_id organism_id feature_id", "artifact created_by feature run organism");

constexpr auto artifact_gene_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_gene"}, {"gene", "bionty.Gene", "links_artifact"},
                    "links_artifactgene");
constinit const Declaration artifact_gene = link_registry(
    "bionty", "ArtifactGene", "A label of an artifact.", link | tracks_run, artifact_gene_fields,
    "artifact_id gene_id feature_id", "artifact created_by feature run gene");

constexpr auto artifact_protein_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_protein"},
                    {"protein", "bionty.Protein", "links_artifact"}, "links_artifactprotein");
constinit const Declaration artifact_protein = link_registry(
    "bionty", "ArtifactProtein", "A label of an artifact.", link | tracks_run, artifact_protein_fields,
    "artifact_id protein_id feature_id", "artifact created_by feature run protein");

constexpr auto artifact_cell_marker_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_cell_marker"},
                    {"cellmarker", "bionty.CellMarker", "links_artifact"}, "links_artifactcellmarker");
constinit const Declaration artifact_cell_marker = link_registry(
    "bionty", "ArtifactCellMarker", "A label of an artifact.", link | tracks_run, artifact_cell_marker_fields,
    "artifact_id cellmarker_id feature_id", "artifact created_by feature run cellmarker");

constexpr auto artifact_tissue_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_tissue"},
                    {"tissue", "bionty.Tissue", "links_artifact"}, "links_artifacttissue");
constinit const Declaration artifact_tissue = link_registry(
    "bionty", "ArtifactTissue", "A label of an artifact.", link | tracks_run, artifact_tissue_fields,
    "artifact_id tissue_id feature_id", "artifact created_by feature run tissue");

constexpr auto artifact_cell_type_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_cell_type"},
                    {"celltype", "bionty.CellType", "links_artifact"}, "links_artifactcelltype");
constinit const Declaration artifact_cell_type = link_registry(
    "bionty", "ArtifactCellType", "A label of an artifact.", link | tracks_run, artifact_cell_type_fields,
    "artifact_id celltype_id feature_id", "artifact created_by feature run celltype");

constexpr auto artifact_disease_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_disease"},
                    {"disease", "bionty.Disease", "links_artifact"}, "links_artifactdisease");
constinit const Declaration artifact_disease = link_registry(
    "bionty", "ArtifactDisease", "A label of an artifact.", link | tracks_run, artifact_disease_fields,
    "artifact_id disease_id feature_id", "artifact created_by feature run disease");

constexpr auto artifact_cell_line_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_cell_line"},
                    {"cellline", "bionty.CellLine", "links_artifact"}, "links_artifactcellline");
constinit const Declaration artifact_cell_line = link_registry(
    "bionty", "ArtifactCellLine", "A label of an artifact.", link | tracks_run, artifact_cell_line_fields,
    "artifact_id cellline_id feature_id", "artifact created_by feature run cellline");

constexpr auto artifact_phenotype_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_phenotype"},
                    {"phenotype", "bionty.Phenotype", "links_artifact"}, "links_artifactphenotype");
constinit const Declaration artifact_phenotype = link_registry(
    "bionty", "ArtifactPhenotype", "A label of an artifact.", link | tracks_run, artifact_phenotype_fields,
    "artifact_id phenotype_id feature_id", "artifact created_by feature run phenotype");

constexpr auto artifact_pathway_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_pathway"},
                    {"pathway", "bionty.Pathway", "links_artifact"}, "links_artifactpathway");
constinit const Declaration artifact_pathway = link_registry(
    "bionty", "ArtifactPathway", "A label of an artifact.", link | tracks_run, artifact_pathway_fields,
    "artifact_id pathway_id feature_id", "artifact created_by feature run pathway");

constexpr auto artifact_experimental_factor_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_experimental_factor"},
                    {"experimentalfactor", "bionty.ExperimentalFactor", "links_artifact"},
                    "links_artifactexperimentalfactor");
constinit const Declaration artifact_experimental_factor =
    link_registry("bionty", "ArtifactExperimentalFactor", "A label of an artifact.", link | tracks_run,
                  artifact_experimental_factor_fields, "artifact_id experimentalfactor_id feature_id",
                  "artifact created_by feature run experimentalfactor");

constexpr auto artifact_developmental_stage_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_developmental_stage"},
                    {"developmentalstage", "bionty.DevelopmentalStage", "links_artifact"},
                    "links_artifactdevelopmentalstage");
constinit const Declaration artifact_developmental_stage =
    link_registry("bionty", "ArtifactDevelopmentalStage", "A label of an artifact.", link | tracks_run,
                  artifact_developmental_stage_fields, "artifact_id developmentalstage_id feature_id",
                  "artifact created_by feature run developmentalstage");

constexpr auto artifact_ethnicity_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_ethnicity"},
                    {"ethnicity", "bionty.Ethnicity", "links_artifact"}, "links_artifactethnicity");
constinit const Declaration artifact_ethnicity = link_registry(
    "bionty", "ArtifactEthnicity", "A label of an artifact.", link | tracks_run, artifact_ethnicity_fields,
    "artifact_id ethnicity_id feature_id", "artifact created_by feature run ethnicity");

}  // namespace lamin::registries::bionty
