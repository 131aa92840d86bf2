#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "ontologies/build.hpp"

namespace lamin::ontologies {
namespace {

/// A cell as spreadsheets write it: in quotes, quotes inside doubled.
std::string unquoted(std::string_view cell) {
  if (cell.size() < 2 || cell.front() != '"' || cell.back() != '"') return std::string(cell);
  const std::string_view inside = cell.substr(1, cell.size() - 2);
  const std::string marked = replace_all(inside, "\"\"", "");
  return marked.find('"') == std::string::npos ? replace_all(inside, "\"\"", "\"") : std::string(cell);
}

void append(Column& column, std::string_view cell) {
  const std::string text = unquoted(cell);
  column.bytes += text;
  column.offsets.push_back(static_cast<std::int64_t>(column.bytes.size()));
  column.valid.push_back(text.empty() && column.name != "parents" ? 0 : 1);
}

void change_all(Column& column, std::string (*change)(std::string_view)) {
  Column changed;
  changed.name = column.name;
  changed.valid = column.valid;
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (column.has_value(row)) changed.bytes += change(column.text(row));
    changed.offsets.push_back(static_cast<std::int64_t>(changed.bytes.size()));
  }
  column = std::move(changed);
}

std::string scientific_name(std::string_view species) {
  std::string name = ascii_lower(replace_all(species, "_", " "));
  if (!name.empty() && name.front() >= 'a' && name.front() <= 'z') name.front() -= 32;
  return name;
}

std::string taxon(std::string_view id) {
  return "NCBITaxon:" + std::string(id);
}

std::string lower_name(std::string_view name) {
  return unicode_lower(name);
}

/// What bionty makes of species_EnsemblVertebrates.txt.
void adapt_species(Columns& table) {
  for (Column& column : table.columns) {
    if (column.name == "#name") {
      column.name = "name";
      change_all(column, lower_name);
    } else if (column.name == "species") {
      column.name = "scientific_name";
      change_all(column, scientific_name);
    } else if (column.name == "taxonomy_id") {
      column.name = "ontology_id";
      change_all(column, taxon);
    }
  }
}

}  // namespace

Columns parse_table(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  Columns table;
  std::size_t line = 0;
  while (!text.empty()) {
    ++line;
    const std::size_t end = text.find('\n');
    std::string_view row = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (row.ends_with('\r')) row.remove_suffix(1);
    if (row.empty()) continue;
    std::vector<std::string_view> cells = split(row, "\t");
    if (table.columns.empty()) {
      for (const std::string_view name : cells) table.columns.emplace_back().name = unquoted(name);
      continue;
    }
    // Lists of species end their rows with a tab.
    if (cells.size() == table.columns.size() + 1 && cells.back().empty()) cells.pop_back();
    if (cells.size() != table.columns.size()) {
      throw Error(ErrorCode::validation_failed, "The table has a row of " + std::to_string(cells.size()) +
                                                    " cells under " + std::to_string(table.columns.size()) +
                                                    " columns")
          .with("line", std::to_string(line))
          .hint("Was it cut off on the way?  Fetch it again.");
    }
    for (std::size_t i = 0; i < cells.size(); ++i) append(table.columns[i], cells[i]);
  }
  if (table.columns.empty()) throw Error(ErrorCode::validation_failed, "The table is empty");
  if (table.columns.front().name == "#name") adapt_species(table);
  if (const auto definition = find_column(table, "definition"); definition && find_column(table, "parents"))
    change_all(table.columns[*definition], title_case);
  return table;
}

}  // namespace lamin::ontologies
