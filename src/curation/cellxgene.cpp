#include "curation/cellxgene.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/text.hpp"

namespace lamin::curation::cellxgene {
namespace {

using records::Record;
using records::RecordStore;
using std::string_view;

constexpr string_view id_suffix = "_ontology_term_id";

/// A column, and whether its values can be given as ids of an ontology.
struct Column {
  string_view name, registry;
  bool has_ids = true;
  string_view fallback = "";  // the default value
};
constexpr std::array<Column, 11> columns_of_schema = {{
    {"assay", "bionty.ExperimentalFactor"},
    {"cell_type", "bionty.CellType", true, "unknown"},
    {"development_stage", "bionty.DevelopmentalStage", true, "unknown"},
    {"disease", "bionty.Disease", true, "normal"},
    {"donor_id", "", false, "unknown"},
    {"self_reported_ethnicity", "bionty.Ethnicity", true, "unknown"},
    {"sex", "bionty.Phenotype", true, "unknown"},
    {"suspension_type", "ULabel", false, "cell"},
    {"tissue", "bionty.Tissue"},
    {"tissue_type", "ULabel", false, "tissue"},
    {"organism", "bionty.Organism"},
}};

constexpr std::array<string_view, 13> reserved = {"ethnicity",          "ethnicity_ontology_term_id",
                                                  "X_normalization",    "default_field",
                                                  "layer_descriptions", "tags",
                                                  "versions",           "contributors",
                                                  "preprint_doi",       "project_description",
                                                  "project_name",       "project_links",
                                                  "publication_doi"};

/// Releases that a version is pinned to.
struct Version {
  string_view version, assay, cell_type, disease, tissue, development_stage, gene;
};
constexpr std::array<Version, 4> versions = {{
    {"4.0.0", "3.57.0", "2023-08-24", "2023-08-02", "2023-09-05", "2020-03-10", ""},
    {"5.0.0", "3.62.0", "2024-01-04", "2024-01-03", "2024-01-18", "2020-03-10", "release-110"},
    {"5.1.0", "3.65.0", "2024-04-05", "2024-05-08", "2024-03-22", "2020-03-10", "release-110"},
    {"5.2.0", "3.69.0", "2024-08-16", "2024-08-06", "2024-08-07", "2024-05-28", "release-110"},
}};

struct Pin {
  string_view entity, organism, name, version;
};

const Version& version_of(string_view version) {
  const auto found = std::ranges::find(versions, version, &Version::version);
  if (found != versions.end()) return *found;
  std::string known;
  for (const Version& one : versions) known += (known.empty() ? "" : ", ") + std::string(one.version);
  throw Error{ErrorCode::invalid_value,
              "Invalid schema_version: " + std::string(version) + "\nValid versions are: " + known};
}

string_view without_suffix(string_view column) {
  if (column.ends_with(id_suffix)) column.remove_suffix(id_suffix.size());
  return column;
}

std::optional<Pin> pin_of(const Version& version, string_view organism, string_view column) {
  const bool is_human = organism == "human";
  if (column == "assay") return Pin{"bionty.ExperimentalFactor", "all", "efo", version.assay};
  if (column == "cell_type") return Pin{"bionty.CellType", "all", "cl", version.cell_type};
  if (column == "disease") return Pin{"bionty.Disease", "all", "mondo", version.disease};
  if (column == "tissue") return Pin{"bionty.Tissue", "all", "uberon", version.tissue};
  if (column == "self_reported_ethnicity") return Pin{"bionty.Ethnicity", "human", "hancestro", "3.0"};
  if (column == "sex") return Pin{"bionty.Phenotype", "all", "pato", "2023-05-18"};
  if (column == "organism") return Pin{"bionty.Organism", "all", "ncbitaxon", "2023-06-20"};
  if (column == "var_index") return Pin{"bionty.Gene", organism, "ensembl", version.gene};
  if (column == "development_stage") {
    return Pin{"bionty.DevelopmentalStage", organism, is_human ? "hsapdv" : "mmusdv",
               version.development_stage};
  }
  return std::nullopt;
}

bool has(std::span<const std::string> columns, string_view name) {
  return std::ranges::find(columns, name) != columns.end();
}

bool has_either(std::span<const std::string> columns, string_view name) {
  return has(columns, name) || has(columns, std::string(name) + std::string(id_suffix));
}

const Column* find_column(string_view name) {
  const auto found = std::ranges::find(columns_of_schema, name, &Column::name);
  return found == columns_of_schema.end() || found->registry.empty() ? nullptr : &*found;
}

Category by_name(const Column& column) {
  return {std::string(column.name), std::string(column.registry), "name"};
}

Category by_id(const Column& column) {
  return {std::string(column.name) + std::string(id_suffix), std::string(column.registry), "ontology_id"};
}

}  // namespace

std::vector<Category> categories() {
  std::vector<Category> all;
  for (const Column& column : columns_of_schema) {
    if (column.registry.empty()) continue;
    all.push_back(by_name(column));
    if (column.has_ids) all.push_back(by_id(column));
  }
  return all;
}

std::vector<Category> categories(std::span<const std::string> columns) {
  std::vector<Category> found;
  for (const Column& column : columns_of_schema) {
    if (column.registry.empty()) continue;
    Category ids = by_id(column);
    if (column.has_ids && has(columns, ids.column)) {
      found.push_back(std::move(ids));
    } else if (has(columns, column.name)) {
      found.push_back(by_name(column));
    }
  }
  return found;
}

std::vector<std::pair<std::string, std::string>> defaults() {
  std::vector<std::pair<std::string, std::string>> values;
  for (const Column& column : columns_of_schema)
    if (!column.fallback.empty()) values.emplace_back(column.name, column.fallback);
  return values;
}

std::vector<std::pair<std::string, std::string>> lacking(
    std::span<const std::pair<std::string, std::string>> values, std::span<const std::string> columns) {
  std::vector<std::pair<std::string, std::string>> found;
  for (const auto& one : values)
    if (!has_either(columns, one.first)) found.push_back(one);
  return found;
}

std::string missing_columns(std::span<const std::string> columns) {
  std::string names;
  for (const auto& [name, value] : lacking(defaults(), columns))
    names += (names.empty() ? "'" : ", '") + name + "'";
  if (names.empty()) return "";
  return "missing required obs columns " + names +
         "\n    → consider initializing a Curate object with "
         "`defaults=cxg.CellxGeneAnnDataCatManager.cxg_categoricals_defaults` to automatically add these "
         "columns "
         "with default values";
}

void expect_no_reserved(std::span<const std::string> columns) {
  std::string names;
  for (const std::string& column : columns)
    if (std::ranges::find(reserved, column) != reserved.end())
      names += (names.empty() ? "'" : ", '") + column + "'";
  if (!names.empty()) {
    throw Error{ErrorCode::invalid_value, "AnnData object must not contain obs columns [" + names +
                                              "] which are reserved from previous schema versions."};
  }
}

void expect_known(string_view version, string_view organism) {
  version_of(version);
  if (organism != "human" && organism != "mouse") {
    throw Error{ErrorCode::invalid_value,
                "organism must be 'human' or 'mouse', not '" + std::string(organism) + "'"};
  }
}

std::optional<Record> source_of(RecordStore& store, string_view version, string_view organism,
                                string_view column) {
  expect_known(version, organism);
  const auto pin = pin_of(version_of(version), organism, without_suffix(column));
  if (!pin || pin->version.empty()) return std::nullopt;
  query::Query query(store.registry("bionty.Source"));
  query.where("entity", std::string(pin->entity)).where("organism", std::string(pin->organism));
  query.where("name", std::string(pin->name)).where("version", std::string(pin->version));
  return store.first(query);
}

bool is_pinned(string_view column) {
  return pin_of(versions.back(), "human", without_suffix(column)).has_value();
}

bool is_embedding(string_view key) {
  return key.starts_with("X_") || key == "umap" || key == "tsne" || key == "pca";
}

std::optional<IdColumn> ids_for(RecordStore& store, string_view column, const Values& names) {
  const Column* found = find_column(column);
  if (found == nullptr || !found->has_ids) return std::nullopt;
  IdColumn result{.name = std::string(column) + std::string(id_suffix), .ids = {}};
  if (names.distinct().empty()) return result;
  query::Query query(store.registry(found->registry));
  query.where("name__in", std::vector<Value>(names.distinct().begin(), names.distinct().end()));
  query.where("_branch_code", 1).order_by({"id"});
  for (const auto& row : store.values(query, {"name", "ontology_id"})) {
    const std::string name = python_str(row[0]);
    const auto same = std::ranges::find(result.ids, name, &std::pair<std::string, std::string>::first);
    if (!row[1].is_null() && same == result.ids.end()) result.ids.emplace_back(name, python_str(row[1]));
  }
  return result;
}

std::string reference_of(string_view version) {
  return "https://github.com/chanzuckerberg/single-cell-curation/blob/main/schema/" + std::string(version) +
         "/schema.md";
}

}  // namespace lamin::curation::cellxgene
