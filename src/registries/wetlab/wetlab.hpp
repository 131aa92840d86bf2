// The registries of module wetlab, one file each; the link registries stand in links.cpp.
#pragma once

#include "registries/declare.hpp"

namespace lamin::registries::wetlab {

extern const Declaration compound;
extern const Declaration experiment;
extern const Declaration well;
extern const Declaration perturbation_target;
extern const Declaration genetic_perturbation;
extern const Declaration biologic;
extern const Declaration compound_perturbation;
extern const Declaration environmental_perturbation;
extern const Declaration combination_perturbation;
extern const Declaration biosample;
extern const Declaration techsample;
extern const Declaration donor;

// Links.
extern const Declaration artifact_compound;
extern const Declaration artifact_experiment;
extern const Declaration artifact_well;
extern const Declaration artifact_perturbation_target;
extern const Declaration artifact_genetic_perturbation;
extern const Declaration artifact_biologic;
extern const Declaration artifact_compound_perturbation;
extern const Declaration artifact_environmental_perturbation;
extern const Declaration artifact_combination_perturbation;
extern const Declaration artifact_biosample;
extern const Declaration artifact_techsample;
extern const Declaration artifact_donor;

}  // namespace lamin::registries::wetlab
