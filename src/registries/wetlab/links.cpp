// Link registries: a row links two records and may say more about the link.
#include "registries/wetlab/wetlab.hpp"

namespace lamin::registries::wetlab {

constexpr auto artifact_compound_fields =
    label_link_rows("compound", "wetlab.Compound", "links_compound", "links_artifactcompound");
constinit const Declaration artifact_compound = label_link(
    "wetlab", "ArtifactCompound", artifact_compound_fields, "", "artifact created_by feature run compound");

constexpr auto artifact_experiment_fields =
    label_link_rows("experiment", "wetlab.Experiment", "links_experiment", "links_artifactexperiment");
constinit const Declaration artifact_experiment =
    label_link("wetlab", "ArtifactExperiment", artifact_experiment_fields, "",
               "artifact created_by feature run experiment");

constexpr auto artifact_well_fields =
    label_link_rows("well", "wetlab.Well", "links_well", "links_artifactwell");
constinit const Declaration artifact_well =
    label_link("wetlab", "ArtifactWell", artifact_well_fields, "", "artifact created_by feature run well");

constexpr auto artifact_perturbation_target_fields =
    label_link_rows("perturbationtarget", "wetlab.PerturbationTarget", "links_perturbation_target",
                    "links_artifactperturbationtarget");
constinit const Declaration artifact_perturbation_target =
    label_link("wetlab", "ArtifactPerturbationTarget", artifact_perturbation_target_fields, "",
               "artifact created_by feature run perturbationtarget");

constexpr auto artifact_genetic_perturbation_fields =
    label_link_rows("geneticperturbation", "wetlab.GeneticPerturbation", "links_genetic_perturbation",
                    "links_artifactgeneticperturbation");
constinit const Declaration artifact_genetic_perturbation =
    label_link("wetlab", "ArtifactGeneticPerturbation", artifact_genetic_perturbation_fields, "",
               "artifact created_by feature run geneticperturbation");

constexpr auto artifact_biologic_fields =
    label_link_rows("biologic", "wetlab.Biologic", "links_biologic", "links_artifactbiologic");
constinit const Declaration artifact_biologic = label_link(
    "wetlab", "ArtifactBiologic", artifact_biologic_fields, "", "artifact created_by feature run biologic");

constexpr auto artifact_compound_perturbation_fields =
    label_link_rows("compoundperturbation", "wetlab.CompoundPerturbation", "links_compound_perturbation",
                    "links_artifactcompoundperturbation");
constinit const Declaration artifact_compound_perturbation =
    label_link("wetlab", "ArtifactCompoundPerturbation", artifact_compound_perturbation_fields, "",
               "artifact created_by feature run compoundperturbation");

constexpr auto artifact_environmental_perturbation_fields =
    label_link_rows("environmentalperturbation", "wetlab.EnvironmentalPerturbation",
                    "links_environmental_perturbation", "links_artifactenvironmentalperturbation");
constinit const Declaration artifact_environmental_perturbation =
    label_link("wetlab", "ArtifactEnvironmentalPerturbation", artifact_environmental_perturbation_fields, "",
               "artifact created_by feature run environmentalperturbation");

constexpr auto artifact_combination_perturbation_fields =
    label_link_rows("combinationperturbation", "wetlab.CombinationPerturbation",
                    "links_combination_perturbation", "links_artifactcombinationperturbation");
constinit const Declaration artifact_combination_perturbation =
    label_link("wetlab", "ArtifactCombinationPerturbation", artifact_combination_perturbation_fields, "",
               "artifact created_by feature run combinationperturbation");

constexpr auto artifact_biosample_fields =
    label_link_rows("biosample", "wetlab.Biosample", "links_biosample", "links_artifactbiosample");
constinit const Declaration artifact_biosample =
    label_link("wetlab", "ArtifactBiosample", artifact_biosample_fields, "",
               "artifact created_by feature run biosample");

constexpr auto artifact_techsample_fields =
    label_link_rows("techsample", "wetlab.Techsample", "links_techsample", "links_artifacttechsample");
constinit const Declaration artifact_techsample =
    label_link("wetlab", "ArtifactTechsample", artifact_techsample_fields, "",
               "artifact created_by feature run techsample");

constexpr auto artifact_donor_fields =
    label_link_rows("donor", "wetlab.Donor", "links_donor", "links_artifactdonor");
constinit const Declaration artifact_donor =
    label_link("wetlab", "ArtifactDonor", artifact_donor_fields, "", "artifact created_by feature run donor");

}  // namespace lamin::registries::wetlab
