#include "registries/bionty/bionty.hpp"

namespace lamin::registries::bionty {

constexpr FieldRow fields[] = {
    key(),
    hashed_uid(12),
    text("name", 256, optional | indexed, "What people call it."),
    text("uniprotkb_id", 10, optional | unique, "The id in UniProt, such as \"P12345\"."),
    long_text("synonyms", optional, "Other names, separated by \"|\"."),
    long_text("description", optional, "What it is, in a sentence."),
    big_integer("length", optional | indexed, "Number of amino acids."),
    text("gene_symbol", 256, optional | indexed, "The symbol of its gene."),
    long_text("ensembl_gene_ids", optional, "The ids of its genes in Ensembl, separated by \"|\"."),
    belongs_to("organism", "bionty.Organism", required, "The organism it belongs to.").seen_as("proteins"),
};

constexpr LinkRow links[] = {
    linked_through("bionty.ArtifactProtein", "protein", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "proteins")),
    linked_through("bionty.SchemaProtein", "protein", "schema",
                   linked_to("schemas", "lamindb.Schema", "proteins")),
};

constinit const Declaration protein{
    .module = "bionty",
    .name = "Protein",
    .doc = "A protein of an organism, named by UniProt.",
    .mixins = bio_record,
    .name_field = "name",
    .ontology_id_field = "uniprotkb_id",
    .fields = fields,
    .links = links,
    .relation_order = "created_by organism run space source",
};

}  // namespace lamin::registries::bionty
