#include "registries/builtins.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <mutex>

#include "base/error.hpp"
#include "base/text.hpp"
#include "registries/bionty/bionty.hpp"
#include "registries/core/core.hpp"
#include "registries/wetlab/wetlab.hpp"

namespace lamin::registries {
namespace {

// The order of these lists is the order of the catalog, and so of relations in displays.
constexpr const Declaration* core_registries[] = {
    &core::migration,
    &core::space,
    &core::user,
    &core::param,
    &core::param_value,
    &core::run,
    &core::run_param_value,
    &core::storage,
    &core::transform,
    &core::feature,
    &core::feature_value,
    &core::schema,
    &core::schema_feature,
    &core::schema_param,
    &core::artifact_schema,
    &core::schema_component,
    &core::ulabel,
    &core::artifact_ulabel,
    &core::transform_ulabel,
    &core::run_ulabel,
    &core::collection_ulabel,
    &core::artifact,
    &core::artifact_feature_value,
    &core::artifact_param_value,
    &core::collection,
    &core::collection_artifact,
    &core::person,
    &core::reference,
    &core::project,
    &core::artifact_project,
    &core::run_project,
    &core::transform_project,
    &core::collection_project,
    &core::ulabel_project,
    &core::person_project,
    &core::feature_project,
    &core::schema_project,
    &core::artifact_reference,
    &core::transform_reference,
    &core::collection_reference,
    &core::run_data,
    &core::flex_table,
    &core::flex_table_data,
};

constexpr const Declaration* bionty_registries[] = {
    &bionty::source,
    &bionty::organism,
    &bionty::gene,
    &bionty::protein,
    &bionty::cell_marker,
    &bionty::tissue,
    &bionty::cell_type,
    &bionty::disease,
    &bionty::cell_line,
    &bionty::phenotype,
    &bionty::pathway,
    &bionty::experimental_factor,
    &bionty::developmental_stage,
    &bionty::ethnicity,
    &bionty::schema_gene,
    &bionty::schema_protein,
    &bionty::schema_cell_marker,
    &bionty::schema_pathway,
    &bionty::artifact_organism,
    &bionty::artifact_gene,
    &bionty::artifact_protein,
    &bionty::artifact_cell_marker,
    &bionty::artifact_tissue,
    &bionty::artifact_cell_type,
    &bionty::artifact_disease,
    &bionty::artifact_cell_line,
    &bionty::artifact_phenotype,
    &bionty::artifact_pathway,
    &bionty::artifact_experimental_factor,
    &bionty::artifact_developmental_stage,
    &bionty::artifact_ethnicity,
};

constexpr const Declaration* wetlab_registries[] = {
    &wetlab::compound,
    &wetlab::artifact_compound,
    &wetlab::experiment,
    &wetlab::artifact_experiment,
    &wetlab::well,
    &wetlab::artifact_well,
    &wetlab::perturbation_target,
    &wetlab::artifact_perturbation_target,
    &wetlab::genetic_perturbation,
    &wetlab::artifact_genetic_perturbation,
    &wetlab::biologic,
    &wetlab::artifact_biologic,
    &wetlab::compound_perturbation,
    &wetlab::artifact_compound_perturbation,
    &wetlab::environmental_perturbation,
    &wetlab::artifact_environmental_perturbation,
    &wetlab::combination_perturbation,
    &wetlab::artifact_combination_perturbation,
    &wetlab::biosample,
    &wetlab::artifact_biosample,
    &wetlab::techsample,
    &wetlab::artifact_techsample,
    &wetlab::donor,
    &wetlab::artifact_donor,
};
struct Module {
  std::string_view name;
  std::span<const Declaration* const> registries;
};
constexpr Module modules_by_rank[] = {
    {"lamindb", core_registries}, {"bionty", bionty_registries}, {"wetlab", wetlab_registries}};

// Bit i stands for modules_by_rank[i].
using Selection = unsigned;

Selection selection_of(std::span<const std::string> modules) {
  Selection selection = 1;
  for (const auto& name : modules) {
    const auto found = std::ranges::find(modules_by_rank, name, &Module::name);
    if (found == std::end(modules_by_rank)) {
      throw Error{ErrorCode::module_missing, "No module named '" + name + "'"}.hint(
          "Modules are: " + join(available_modules(), ", ") + ".");
    }
    selection |= 1U << (found - std::begin(modules_by_rank));
  }
  // wetlab refers to registries of bionty.
  if (selection & 4U) selection |= 2U;
  return selection;
}

std::shared_ptr<const schema::Catalog> build_catalog(Selection selection,
                                                     std::span<const CustomModule> custom = {}) {
  std::vector<schema::Registry> registries;
  registries.reserve(160);
  for (std::size_t i = 0; i < std::size(modules_by_rank); ++i) {
    if (!(selection & (1U << i))) continue;
    for (const Declaration* declaration : modules_by_rank[i].registries) build(*declaration, registries);
  }
  registries.front().table = "django_migrations";
  for (const auto& module : custom) std::ranges::move(build(module), std::back_inserter(registries));
  return std::make_shared<const schema::Catalog>(std::move(registries));
}

}  // namespace

std::vector<std::string> available_modules() {
  return {"bionty", "wetlab"};
}

std::shared_ptr<const schema::Catalog> catalog(std::span<const std::string> modules) {
  // A cache of constants, filled when first asked for.
  static std::mutex mutex;
  static std::array<std::shared_ptr<const schema::Catalog>, 8> catalogs;
  const Selection selection = selection_of(modules);
  const std::lock_guard lock(mutex);
  auto& cached = catalogs[selection];
  if (!cached) cached = build_catalog(selection);
  return cached;
}

std::shared_ptr<const schema::Catalog> catalog(std::span<const std::string> modules,
                                               std::span<const CustomModule> custom) {
  return custom.empty() ? catalog(modules) : build_catalog(selection_of(modules), custom);
}

}  // namespace lamin::registries
