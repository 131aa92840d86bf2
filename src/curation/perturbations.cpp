#include "curation/perturbations.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"

namespace lamin::curation::perturbations {
namespace {

using std::string_view;

struct Column {
  string_view name, registry;
};
constexpr std::array<Column, 6> columns_of_records = {
    {{"cell_line", "bionty.CellLine"},
     {"pert_target", "wetlab.PerturbationTarget"},
     {"pert_genetic", "wetlab.GeneticPerturbation"},
     {"pert_compound", "wetlab.Compound"},
     {"pert_biologic", "wetlab.Biologic"},
     {"pert_physical", "wetlab.EnvironmentalPerturbation"}}};
constexpr std::array<string_view, 4> known_types = {"genetic", "compound", "biologic", "physical"};
constexpr std::array<string_view, 19> order = {"pert_target",      "pert_genetic",  "pert_compound",
                                               "pert_biologic",    "pert_physical", "pert_dose",
                                               "pert_time",        "organism",      "cell_line",
                                               "cell_type",        "disease",       "tissue_type",
                                               "tissue",           "assay",         "suspension_type",
                                               "donor_id",         "sex",           "self_reported_ethnicity",
                                               "development_stage"};

bool has(std::span<const std::string> columns, string_view name) {
  return std::ranges::find(columns, name) != columns.end();
}

string_view word(Measure measure) {
  return measure == Measure::dose ? "dose" : "time";
}

std::string fault_of(Measure measure, const Cell& cell) {
  if (cell.is_number) {
    return "Missing unit for " + std::string(word(measure)) + ": " + cell.text + ". Must include a unit (" +
           units_text(measure) + ")";
  }
  try {
    (void)parse_amount(measure, cell.text);
  } catch (const Error& error) {
    return std::string(error.sentence());
  }
  return "";
}

}  // namespace

std::vector<std::string> types() {
  return {known_types.begin(), known_types.end()};
}

std::vector<cellxgene::Category> categories(std::span<const std::string> columns) {
  std::vector<cellxgene::Category> found;
  for (const Column& column : columns_of_records)
    if (has(columns, column.name))
      found.push_back({std::string(column.name), std::string(column.registry), "name"});
  return found;
}

std::vector<std::pair<std::string, std::string>> defaults() {
  return {{"cell_line", "unknown"}, {"pert_target", "unknown"}};
}

std::optional<records::Record> source_of_compounds(records::RecordStore& store) {
  const schema::Registry& registry = store.registry("bionty.Source");
  query::Query query(registry);
  query.where("entity__in", std::vector<Value>{"wetlab.Compound", "Drug"});
  query.where("name", "chebi").where("version", "2024-07-27");
  std::optional<records::Record> drugs;
  for (records::Record& source : store.all(query)) {
    if (source.get("entity").text() != "Drug") return std::move(source);
    drugs = std::move(source);
  }
  if (!drugs) return std::nullopt;
  records::Assignments fields{{"entity", "wetlab.Compound"}, {"currently_used", false}};
  for (const char* name : {"organism", "name", "version", "description", "url", "source_website"})
    fields.emplace_back(name, drugs->get(name));
  Log quiet(nullptr);
  records::Record source = records::construct(store, registry, fields, quiet, {.search_names = false});
  store.save(source);
  return source;
}

bool has_names(std::span<const std::string> columns) {
  if (has(columns, "pert_name") && has(columns, "pert_type")) return true;
  if (has(columns, "pert_target")) return false;
  throw Error{ErrorCode::validation_failed,
              "either 'pert_target' or both 'pert_name' and 'pert_type' must be present"};
}

void expect_types(std::span<const std::string> given, string_view shown) {
  const bool all_known = std::ranges::all_of(
      given, [](const std::string& one) { return std::ranges::find(known_types, one) != known_types.end(); });
  if (all_known) return;
  std::string allowed;
  for (const string_view one : known_types)
    allowed += (allowed.empty() ? "'" : ", '") + std::string(one) + "'";
  throw Error{ErrorCode::validation_failed, "invalid pert_type found: " + std::string(shown) +
                                                "!\n    → allowed values: {" + allowed + "}"};
}

std::vector<std::string> in_order(std::span<const std::string> columns) {
  std::vector<std::string> sorted;
  for (const string_view name : order)
    if (has(columns, name)) sorted.emplace_back(name);
  for (const std::string& name : columns)
    if (std::ranges::find(sorted, name) == sorted.end()) sorted.push_back(name);
  return sorted;
}

std::string wrong_amounts(Measure measure, std::span<const Cell> cells) {
  std::string lines;
  for (const Cell& cell : cells)
    if (const std::string fault = fault_of(measure, cell); !fault.empty())
      lines += "    Row " + cell.row + " - " + fault + "\n";
  if (lines.empty()) return "";
  return "invalid pert_" + std::string(word(measure)) + " values found!\n" + lines +
         "    → run standardize_dose_time()";
}

std::optional<std::string> standard_amount(Measure measure, string_view text) {
  try {
    const auto amount = parse_amount(measure, text);
    return amount ? std::optional(amount->number + amount->unit) : std::nullopt;
  } catch (const Error&) {
    return std::string(text);
  }
}

}  // namespace lamin::curation::perturbations
