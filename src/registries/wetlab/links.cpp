// Link registries: a row links two records and may say more about the link.
#include "registries/wetlab/wetlab.hpp"

namespace lamin::registries::wetlab {

constexpr auto artifact_compound_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_compound"},
                    {"compound", "wetlab.Compound", "links_artifact"}, "links_artifactcompound");
constinit const Declaration artifact_compound =
    link_registry("wetlab", "ArtifactCompound", "A label of an artifact.", link | tracks_run,
                  artifact_compound_fields, "", "artifact created_by feature run compound");

constexpr auto artifact_experiment_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_experiment"},
                    {"experiment", "wetlab.Experiment", "links_artifact"}, "links_artifactexperiment");
constinit const Declaration artifact_experiment =
    link_registry("wetlab", "ArtifactExperiment", "A label of an artifact.", link | tracks_run,
                  artifact_experiment_fields, "", "artifact created_by feature run experiment");

constexpr auto artifact_well_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_well"}, {"well", "wetlab.Well", "links_artifact"},
                    "links_artifactwell");
constinit const Declaration artifact_well =
    link_registry("wetlab", "ArtifactWell", "A label of an artifact.", link | tracks_run,
                  artifact_well_fields, "", "artifact created_by feature run well");

constexpr auto artifact_perturbation_target_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_perturbation_target"},
                    {"perturbationtarget", "wetlab.PerturbationTarget", "links_artifact"},
                    "links_artifactperturbationtarget");
constinit const Declaration artifact_perturbation_target = link_registry(
    "wetlab", "ArtifactPerturbationTarget", "A label of an artifact.", link | tracks_run,
    artifact_perturbation_target_fields, "", "artifact created_by feature run perturbationtarget");

constexpr auto artifact_genetic_perturbation_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_genetic_perturbation"},
                    {"geneticperturbation", "wetlab.GeneticPerturbation", "links_artifact"},
                    "links_artifactgeneticperturbation");
constinit const Declaration artifact_genetic_perturbation = link_registry(
    "wetlab", "ArtifactGeneticPerturbation", "A label of an artifact.", link | tracks_run,
    artifact_genetic_perturbation_fields, "", "artifact created_by feature run geneticperturbation");

constexpr auto artifact_biologic_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_biologic"},
                    {"biologic", "wetlab.Biologic", "links_artifact"}, "links_artifactbiologic");
constinit const Declaration artifact_biologic =
    link_registry("wetlab", "ArtifactBiologic", "A label of an artifact.", link | tracks_run,
                  artifact_biologic_fields, "", "artifact created_by feature run biologic");

constexpr auto artifact_compound_perturbation_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_compound_perturbation"},
                    {"compoundperturbation", "wetlab.CompoundPerturbation", "links_artifact"},
                    "links_artifactcompoundperturbation");
constinit const Declaration artifact_compound_perturbation = link_registry(
    "wetlab", "ArtifactCompoundPerturbation", "A label of an artifact.", link | tracks_run,
    artifact_compound_perturbation_fields, "", "artifact created_by feature run compoundperturbation");

constexpr auto artifact_environmental_perturbation_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_environmental_perturbation"},
                    {"environmentalperturbation", "wetlab.EnvironmentalPerturbation", "links_artifact"},
                    "links_artifactenvironmentalperturbation");
constinit const Declaration artifact_environmental_perturbation =
    link_registry("wetlab", "ArtifactEnvironmentalPerturbation", "A label of an artifact.", link | tracks_run,
                  artifact_environmental_perturbation_fields, "",
                  "artifact created_by feature run environmentalperturbation");

constexpr auto artifact_combination_perturbation_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_combination_perturbation"},
                    {"combinationperturbation", "wetlab.CombinationPerturbation", "links_artifact"},
                    "links_artifactcombinationperturbation");
constinit const Declaration artifact_combination_perturbation = link_registry(
    "wetlab", "ArtifactCombinationPerturbation", "A label of an artifact.", link | tracks_run,
    artifact_combination_perturbation_fields, "", "artifact created_by feature run combinationperturbation");

constexpr auto artifact_biosample_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_biosample"},
                    {"biosample", "wetlab.Biosample", "links_artifact"}, "links_artifactbiosample");
constinit const Declaration artifact_biosample =
    link_registry("wetlab", "ArtifactBiosample", "A label of an artifact.", link | tracks_run,
                  artifact_biosample_fields, "", "artifact created_by feature run biosample");

constexpr auto artifact_techsample_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_techsample"},
                    {"techsample", "wetlab.Techsample", "links_artifact"}, "links_artifacttechsample");
constinit const Declaration artifact_techsample =
    link_registry("wetlab", "ArtifactTechsample", "A label of an artifact.", link | tracks_run,
                  artifact_techsample_fields, "", "artifact created_by feature run techsample");

constexpr auto artifact_donor_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_donor"},
                    {"donor", "wetlab.Donor", "links_artifact"}, "links_artifactdonor");
constinit const Declaration artifact_donor =
    link_registry("wetlab", "ArtifactDonor", "A label of an artifact.", link | tracks_run,
                  artifact_donor_fields, "", "artifact created_by feature run donor");

}  // namespace lamin::registries::wetlab
