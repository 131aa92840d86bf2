#include "registries/bionty/bionty.hpp"

namespace lamin::registries::bionty {

constexpr FieldRow fields[] = {
    key(),
    hashed_uid(12),
    text("name", 64, required | indexed, "What people call it."),
    long_text("synonyms", optional, "Other names, separated by \"|\"."),
    long_text("description", optional, "What it is, in a sentence."),
    text("gene_symbol", 64, optional | indexed, "The symbol of its gene."),
    text("ncbi_gene_id", 32, optional | indexed, "The id of its gene in NCBI Gene."),
    text("uniprotkb_id", 10, optional | indexed, "The id in UniProt, such as \"P12345\"."),
    belongs_to("organism", "bionty.Organism", required, "The organism it belongs to.")
        .seen_as("cell_markers"),
};

constexpr LinkRow links[] = {
    linked_through("bionty.ArtifactCellMarker", "cellmarker", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "cell_markers")),
    linked_through("bionty.SchemaCellMarker", "cellmarker", "schema",
                   linked_to("schemas", "lamindb.Schema", "cell_markers")),
};

constinit const Declaration cell_marker{
    .module = "bionty",
    .name = "CellMarker",
    .doc = "A marker by which cells are told apart.",
    .mixins = bio_record,
    .name_field = "name",
    .fields = fields,
    .links = links,
    .unique_together = {"name organism_id"},
    .relation_order = "created_by run space organism source",
};

}  // namespace lamin::registries::bionty
