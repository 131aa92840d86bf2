#include "registries/bionty/bionty.hpp"

namespace lamin::registries::bionty {

constexpr FieldRow fields[] = {
    key(),
    hashed_uid(12),
    text("symbol", 64, optional | indexed, "The name of the gene, such as \"TCF7\"."),
    text("stable_id", 64, optional | unique, "The id of genes without an Ensembl id, such as \"YAL001C\"."),
    text("ensembl_gene_id", 64, optional | unique, "The id in Ensembl, such as \"ENSG00000081059\"."),
    long_text("ncbi_gene_ids", optional, "The ids in NCBI Gene, separated by \"|\"."),
    text("biotype", 64, optional | indexed, "What the gene codes for, such as \"protein_coding\"."),
    long_text("synonyms", optional, "Other names, separated by \"|\"."),
    long_text("description", optional, "What it is, in a sentence."),
    belongs_to("organism", "bionty.Organism", required, "The organism it belongs to.").seen_as("genes"),
};

constexpr LinkRow links[] = {
    linked_through("bionty.ArtifactGene", "gene", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "genes")),
    linked_through("bionty.SchemaGene", "gene", "schema", linked_to("schemas", "lamindb.Schema", "genes")),
};

constinit const Declaration gene{
    .module = "bionty",
    .name = "Gene",
    .doc = "A gene of an organism, named by Ensembl.",
    .mixins = bio_record,
    .name_field = "symbol",
    .ontology_id_field = "ensembl_gene_id",
    .fields = fields,
    .links = links,
    .relation_order = "created_by run space organism source",
};

}  // namespace lamin::registries::bionty
