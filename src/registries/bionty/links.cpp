// Link registries: a row links two records and may say more about the link.
#include "registries/bionty/bionty.hpp"

namespace lamin::registries::bionty {

constexpr FieldRow schema_gene_fields[] = {
    key(FieldType::big_auto),
    belongs_to("schema", "lamindb.Schema", plain).seen_as("links_gene").cascades(),
    belongs_to("gene", "bionty.Gene", plain).seen_as("links_schema"),
};
constinit const Declaration schema_gene{
    .module = "bionty",
    .name = "SchemaGene",
    .doc = "A gene that a schema measures; links in ascending id give the order.",
    .mixins = link,
    .fields = schema_gene_fields,
    .unique_together = {"schema_id gene_id"},
    .relation_order = "gene schema",
};

constexpr FieldRow schema_protein_fields[] = {
    key(FieldType::big_auto),
    belongs_to("schema", "lamindb.Schema", plain).seen_as("links_protein").cascades(),
    belongs_to("protein", "bionty.Protein", plain).seen_as("links_schema"),
};
constinit const Declaration schema_protein{
    .module = "bionty",
    .name = "SchemaProtein",
    .doc = "A protein that a schema measures; links in ascending id give the order.",
    .mixins = link,
    .fields = schema_protein_fields,
    .unique_together = {"schema_id protein_id"},
    .relation_order = "protein schema",
};

constexpr FieldRow schema_cell_marker_fields[] = {
    key(FieldType::big_auto),
    belongs_to("schema", "lamindb.Schema", plain).seen_as("links_cellmarker").cascades(),
    belongs_to("cellmarker", "bionty.CellMarker", plain).seen_as("links_schema"),
};
constinit const Declaration schema_cell_marker{
    .module = "bionty",
    .name = "SchemaCellMarker",
    .doc = "A cell marker that a schema measures; links in ascending id give the order.",
    .mixins = link,
    .fields = schema_cell_marker_fields,
    .unique_together = {"schema_id cellmarker_id"},
    .relation_order = "cellmarker schema",
};

constexpr FieldRow schema_pathway_fields[] = {
    key(FieldType::big_auto),
    belongs_to("schema", "lamindb.Schema", plain).seen_as("links_pathway").cascades(),
    belongs_to("pathway", "bionty.Pathway", plain).seen_as("links_schema"),
};
constinit const Declaration schema_pathway{
    .module = "bionty",
    .name = "SchemaPathway",
    .doc = "A pathway that a schema measures; links in ascending id give the order.",
    .mixins = link,
    .fields = schema_pathway_fields,
    .unique_together = {"schema_id pathway_id"},
    .relation_order = "pathway schema",
};

constexpr auto artifact_organism_fields =
    label_link_rows("organism", "bionty.Organism", "links_organism", "links_artifactorganism");
constinit const Declaration artifact_organism =
    label_link("bionty", "ArtifactOrganism", artifact_organism_fields, "artifact_id organism_id feature_id",
               "artifact created_by feature run organism");

constexpr auto artifact_gene_fields =
    label_link_rows("gene", "bionty.Gene", "links_gene", "links_artifactgene");
constinit const Declaration artifact_gene =
    label_link("bionty", "ArtifactGene", artifact_gene_fields, "artifact_id gene_id feature_id",
               "artifact created_by feature run gene");

constexpr auto artifact_protein_fields =
    label_link_rows("protein", "bionty.Protein", "links_protein", "links_artifactprotein");
constinit const Declaration artifact_protein =
    label_link("bionty", "ArtifactProtein", artifact_protein_fields, "artifact_id protein_id feature_id",
               "artifact created_by feature run protein");

constexpr auto artifact_cell_marker_fields =
    label_link_rows("cellmarker", "bionty.CellMarker", "links_cell_marker", "links_artifactcellmarker");
constinit const Declaration artifact_cell_marker =
    label_link("bionty", "ArtifactCellMarker", artifact_cell_marker_fields,
               "artifact_id cellmarker_id feature_id", "artifact created_by feature run cellmarker");

constexpr auto artifact_tissue_fields =
    label_link_rows("tissue", "bionty.Tissue", "links_tissue", "links_artifacttissue");
constinit const Declaration artifact_tissue =
    label_link("bionty", "ArtifactTissue", artifact_tissue_fields, "artifact_id tissue_id feature_id",
               "artifact created_by feature run tissue");

constexpr auto artifact_cell_type_fields =
    label_link_rows("celltype", "bionty.CellType", "links_cell_type", "links_artifactcelltype");
constinit const Declaration artifact_cell_type =
    label_link("bionty", "ArtifactCellType", artifact_cell_type_fields, "artifact_id celltype_id feature_id",
               "artifact created_by feature run celltype");

constexpr auto artifact_disease_fields =
    label_link_rows("disease", "bionty.Disease", "links_disease", "links_artifactdisease");
constinit const Declaration artifact_disease =
    label_link("bionty", "ArtifactDisease", artifact_disease_fields, "artifact_id disease_id feature_id",
               "artifact created_by feature run disease");

constexpr auto artifact_cell_line_fields =
    label_link_rows("cellline", "bionty.CellLine", "links_cell_line", "links_artifactcellline");
constinit const Declaration artifact_cell_line =
    label_link("bionty", "ArtifactCellLine", artifact_cell_line_fields, "artifact_id cellline_id feature_id",
               "artifact created_by feature run cellline");

constexpr auto artifact_phenotype_fields =
    label_link_rows("phenotype", "bionty.Phenotype", "links_phenotype", "links_artifactphenotype");
constinit const Declaration artifact_phenotype =
    label_link("bionty", "ArtifactPhenotype", artifact_phenotype_fields,
               "artifact_id phenotype_id feature_id", "artifact created_by feature run phenotype");

constexpr auto artifact_pathway_fields =
    label_link_rows("pathway", "bionty.Pathway", "links_pathway", "links_artifactpathway");
constinit const Declaration artifact_pathway =
    label_link("bionty", "ArtifactPathway", artifact_pathway_fields, "artifact_id pathway_id feature_id",
               "artifact created_by feature run pathway");

constexpr auto artifact_experimental_factor_fields =
    label_link_rows("experimentalfactor", "bionty.ExperimentalFactor", "links_experimental_factor",
                    "links_artifactexperimentalfactor");
constinit const Declaration artifact_experimental_factor = label_link(
    "bionty", "ArtifactExperimentalFactor", artifact_experimental_factor_fields,
    "artifact_id experimentalfactor_id feature_id", "artifact created_by feature run experimentalfactor");

constexpr auto artifact_developmental_stage_fields =
    label_link_rows("developmentalstage", "bionty.DevelopmentalStage", "links_developmental_stage",
                    "links_artifactdevelopmentalstage");
constinit const Declaration artifact_developmental_stage = label_link(
    "bionty", "ArtifactDevelopmentalStage", artifact_developmental_stage_fields,
    "artifact_id developmentalstage_id feature_id", "artifact created_by feature run developmentalstage");

constexpr auto artifact_ethnicity_fields =
    label_link_rows("ethnicity", "bionty.Ethnicity", "links_ethnicity", "links_artifactethnicity");
constinit const Declaration artifact_ethnicity =
    label_link("bionty", "ArtifactEthnicity", artifact_ethnicity_fields,
               "artifact_id ethnicity_id feature_id", "artifact created_by feature run ethnicity");

}  // namespace lamin::registries::bionty
