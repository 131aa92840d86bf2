#include "cli/record_text.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace lamin::cli {
namespace {

constexpr std::size_t narrowest = 8;

std::string cell_text(const Value& value) {
  if (value.is_null()) return "";
  std::string text = python_str(value);
  for (char& c : text) {
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  }
  return text;
}

std::vector<std::vector<std::string>> cells_of(const Table& table) {
  std::vector<std::vector<std::string>> cells{table.columns};
  for (const auto& row : table.rows) {
    auto& line = cells.emplace_back();
    for (const auto& value : row) line.push_back(cell_text(value));
  }
  return cells;
}

std::vector<std::size_t> widths_of(const std::vector<std::vector<std::string>>& cells) {
  std::vector<std::size_t> widths(cells.front().size(), 0);
  for (const auto& line : cells) {
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], code_points(line[i]));
  }
  return widths;
}

// Takes from the widest column until the line fits, or all are narrow.
void fit(std::vector<std::size_t>& widths, std::size_t width) {
  const auto total = [&] {
    std::size_t sum = widths.empty() ? 0 : 2 * (widths.size() - 1);
    for (const auto each : widths) sum += each;
    return sum;
  };
  for (std::size_t sum = total(); sum > width; --sum) {
    const auto widest = std::ranges::max_element(widths);
    if (widest == widths.end() || *widest <= narrowest) return;
    --*widest;
  }
}

std::string cut(const std::string& text, std::size_t width) {
  if (code_points(text) <= width) return text;
  return std::string(first_code_points(text, width - 1)) + "…";
}

std::string line_text(const std::vector<std::string>& line, const std::vector<std::size_t>& widths) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const std::string cell = cut(line[i], widths[i]);
    text += cell;
    if (i + 1 < line.size()) text += std::string(widths[i] - code_points(cell) + 2, ' ');
  }
  while (text.ends_with(' ')) text.pop_back();
  return text + "\n";
}

}  // namespace

Table without_empty_columns(Table table) {
  Table kept;
  kept.rows.resize(table.rows.size());
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const bool is_empty = std::ranges::all_of(table.rows, [&](const auto& row) { return row[i].is_null(); });
    if (is_empty && !table.rows.empty()) continue;
    kept.columns.push_back(std::move(table.columns[i]));
    for (std::size_t row = 0; row < table.rows.size(); ++row)
      kept.rows[row].push_back(std::move(table.rows[row][i]));
  }
  return kept;
}

std::string table_text(const Table& table, int width) {
  if (table.columns.empty()) return "";
  const auto cells = cells_of(table);
  auto widths = widths_of(cells);
  if (width > 0) fit(widths, static_cast<std::size_t>(width));
  std::string text;
  for (const auto& line : cells) text += line_text(line, widths);
  return text;
}

Json json_of(const Table& table) {
  Json rows = Json::array();
  for (const auto& row : table.rows) {
    Json object = Json::object();
    for (std::size_t i = 0; i < row.size(); ++i) object[table.columns[i]] = to_json(row[i]);
    rows.push_back(std::move(object));
  }
  return rows;
}

Json json_of(const records::Record& record) {
  Json object = Json::object();
  const auto& fields = record.registry().fields;
  for (std::size_t i = 0; i < fields.size(); ++i) object[fields[i].column] = to_json(record.at(i));
  return object;
}

}  // namespace lamin::cli
