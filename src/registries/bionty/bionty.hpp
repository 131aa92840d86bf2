// The registries of module bionty, one file each; the link registries stand in links.cpp.
#pragma once

#include "registries/declare.hpp"

namespace lamin::registries::bionty {

extern const Declaration source;
extern const Declaration organism;
extern const Declaration gene;
extern const Declaration protein;
extern const Declaration cell_marker;
extern const Declaration tissue;
extern const Declaration cell_type;
extern const Declaration disease;
extern const Declaration cell_line;
extern const Declaration phenotype;
extern const Declaration pathway;
extern const Declaration experimental_factor;
extern const Declaration developmental_stage;
extern const Declaration ethnicity;

// Links.
extern const Declaration schema_gene;
extern const Declaration schema_protein;
extern const Declaration schema_cell_marker;
extern const Declaration schema_pathway;
extern const Declaration artifact_organism;
extern const Declaration artifact_gene;
extern const Declaration artifact_protein;
extern const Declaration artifact_cell_marker;
extern const Declaration artifact_tissue;
extern const Declaration artifact_cell_type;
extern const Declaration artifact_disease;
extern const Declaration artifact_cell_line;
extern const Declaration artifact_phenotype;
extern const Declaration artifact_pathway;
extern const Declaration artifact_experimental_factor;
extern const Declaration artifact_developmental_stage;
extern const Declaration artifact_ethnicity;

}  // namespace lamin::registries::bionty
