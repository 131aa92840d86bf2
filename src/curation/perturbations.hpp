// What a table of perturbations has beside the columns of CELLxGENE: what was given (`pert_name`) and of
// which kind
// (`pert_type`), or what it acts on (`pert_target`); how much of it (`pert_dose`) and for how long
// (`pert_time`).
//
// Names are split by their kind into columns of their own, whose values are records of wetlab:
// `pert_genetic`, `pert_compound`, `pert_biologic`, `pert_physical`.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "curation/cellxgene.hpp"
#include "curation/dose.hpp"

namespace lamin::curation::perturbations {

/// genetic, compound, ...: what `pert_type` may be.
std::vector<std::string> types();
/// Columns whose values are records, as far as a table has them.
std::vector<cellxgene::Category> categories(std::span<const std::string> columns);
/// Columns that have to be there, with their default values, beside those of CELLxGENE.
std::vector<std::pair<std::string, std::string>> defaults();

/// The source of compounds: the release of ChEBI that the sources of drugs have, as a record of its own, made
/// if there is none; nothing if the instance knows no such release.
std::optional<records::Record> source_of_compounds(records::RecordStore& store);

/// Whether names of perturbations are there to be split.  Throws validation_failed if neither these nor
/// targets are.
bool has_names(std::span<const std::string> columns);
/// Throws validation_failed for other types; `shown` are they as Python shows a set.
void expect_types(std::span<const std::string> given, std::string_view shown);

/// The columns in the order in which a curated table has them.
std::vector<std::string> in_order(std::span<const std::string> columns);

/// A cell of a column of doses or times.
struct Cell {
  std::string row;  // its label
  std::string text;
  bool is_number = false;
};
/// What is said of the values of a column; "" if all have a unit.
std::string wrong_amounts(Measure measure, std::span<const Cell> cells);
/// The amount in its one form; as it is if it cannot be read; nothing for an empty one.
std::optional<std::string> standard_amount(Measure measure, std::string_view text);

}  // namespace lamin::curation::perturbations
