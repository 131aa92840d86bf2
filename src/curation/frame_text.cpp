#include "curation/frame_text.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/value.hpp"

namespace lamin::curation {
namespace {

constexpr std::size_t shown_at_most = 60;
constexpr std::size_t shown_at_ends = 5;

using Texts = std::vector<std::string>;

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t length = code_points(text);
  return std::string(length < width ? width - length : 0, ' ') + std::string(text);
}

std::string padded_behind(std::string_view text, std::size_t width) {
  const std::size_t length = code_points(text);
  return std::string(text) + std::string(length < width ? width - length : 0, ' ');
}

std::size_t width_of(const Texts& texts) {
  std::size_t width = 0;
  for (const std::string& text : texts) width = std::max(width, code_points(text));
  return width;
}

bool is_number(CellKind kind) {
  return kind == CellKind::integer || kind == CellKind::real || kind == CellKind::boolean ||
         kind == CellKind::boolean_or_missing;
}

/// Between the labels of a series and its cells; pandas keeps less for those of numpy with a missing value.
std::size_t gap_before(const TableColumn& column) {
  const bool is_of_numpy = column.kind == CellKind::real && column.dtype.starts_with("float");
  return is_of_numpy || column.kind == CellKind::timestamp ? 3 : 4;
}

/// A column of a printed frame, with its head: to the right, numbers with a blank more.
Texts printed(Texts cells, bool is_numeric) {
  const std::size_t width = width_of(cells);
  for (std::string& cell : cells) cell = (is_numeric ? "  " : " ") + padded(cell, width);
  return cells;
}

/// The last five of more rows than are shown.
std::vector<std::size_t> last_of(const Rows& rows) {
  std::vector<std::size_t> all = rows.first;
  all.insert(all.end(), rows.last.begin(), rows.last.end());
  return {all.end() - static_cast<std::ptrdiff_t>(std::min(shown_at_ends, all.size())), all.end()};
}

}  // namespace

std::string failure_cases(const Table& table, const TableColumn& column, const Rows& rows) {
  Texts numbers{""}, labels{"index"}, values{"failure_case"};
  const auto add = [&](std::size_t number, std::size_t row) {
    numbers.push_back(std::to_string(number));
    labels.push_back(table.label_of(row));
    values.push_back(column.cells->shown(row));
  };
  const bool is_cut = rows.count > shown_at_most;
  const std::size_t shown = is_cut ? shown_at_ends : rows.first.size();
  for (std::size_t i = 0; i < shown; ++i) add(i, rows.first[i]);
  if (is_cut) {
    numbers.emplace_back("..");
    labels.emplace_back("...");
    values.emplace_back("...");
    const Texts::size_type behind = rows.count - shown_at_ends;
    const std::vector<std::size_t> last = last_of(rows);
    for (std::size_t i = 0; i < last.size(); ++i) add(behind + i, last[i]);
  }
  const std::size_t width = width_of(numbers);
  labels = printed(std::move(labels), table.has_numbers_as_labels);
  values = printed(std::move(values), is_number(column.kind));
  Texts lines;
  for (std::size_t i = 0; i < numbers.size(); ++i)
    lines.push_back(padded_behind(numbers[i], width) + labels[i] + values[i]);
  if (is_cut) lines.push_back("\n[" + std::to_string(rows.count) + " rows x 2 columns]");
  return join(lines, "\n");
}

std::string missing_cases(const Table& table, const TableColumn& column, const Rows& rows) {
  Texts labels, values;
  for (const std::size_t row : rows.first) {
    labels.push_back(table.label_of(row));
    values.push_back(column.cells->shown(row));
  }
  const bool is_cut = rows.count > rows.first.size();
  const std::size_t gap = gap_before(column);
  const std::size_t label_width = width_of(labels);
  const std::size_t value_width = width_of(values);
  Texts lines;
  for (std::size_t i = 0; i < labels.size(); ++i)
    lines.push_back(padded_behind(labels[i], label_width) + std::string(gap, ' ') +
                    padded(values[i], value_width));
  if (is_cut) lines.emplace_back("..");
  lines.push_back("Name: " + column.name + (is_cut ? ", Length: " + std::to_string(rows.count) : "") +
                  ", dtype: " + column.dtype);
  if (column.kind == CellKind::category) {
    Texts names;
    for (const std::string& one : column.cells->categories()) names.push_back(python_repr(Value(one)));
    lines.push_back("Categories (" + std::to_string(names.size()) + ", object): [" + join(names, ", ") + "]");
  }
  return join(lines, "\n");
}

}  // namespace lamin::curation
