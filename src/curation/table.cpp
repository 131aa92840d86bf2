#include "curation/table.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace lamin::curation {

CellKind kind_of(std::string_view dtype) {
  if (dtype.starts_with("Sparse[")) return kind_of(dtype.substr(7, dtype.find_first_of(",]") - 7));
  const bool is_arrow = dtype.ends_with("[pyarrow]");
  const std::string_view name = is_arrow ? dtype.substr(0, dtype.size() - 9) : dtype;
  if (name == "bool") return is_arrow ? CellKind::boolean_or_missing : CellKind::boolean;
  if (name == "boolean") return CellKind::boolean_or_missing;
  if (name == "category" || name.starts_with("dictionary")) return CellKind::category;
  if (name == "object") return CellKind::object;
  if (name.starts_with("string") || name == "str" || name == "large_string") return CellKind::text;
  if (name.starts_with("int") || name.starts_with("uint") || name.starts_with("Int") ||
      name.starts_with("UInt"))
    return name.starts_with("interval") || name.starts_with("Interval") ? CellKind::other : CellKind::integer;
  if (name.starts_with("float") || name.starts_with("Float") || name == "double" || name == "halffloat")
    return CellKind::real;
  if (name.starts_with("complex")) return CellKind::complex;
  if (name.starts_with("datetime64") || name.starts_with("timestamp"))
    return contains(name, ",") ? CellKind::zoned_timestamp : CellKind::timestamp;
  if (name.starts_with("timedelta") || name.starts_with("duration")) return CellKind::duration;
  if (name.starts_with("date")) return CellKind::date;
  return CellKind::other;
}

void Rows::note(std::size_t row, std::size_t most) {
  constexpr std::size_t most_last = 5;
  ++count;
  if (first.size() < most) return first.push_back(row);
  if (last.size() == most_last) last.erase(last.begin());
  last.push_back(row);
}

const TableColumn* Table::find(std::string_view name) const {
  const auto found = std::ranges::find(columns, name, &TableColumn::name);
  return found == columns.end() ? nullptr : &*found;
}

std::unordered_multimap<std::string_view, std::size_t> Table::places() const {
  std::unordered_multimap<std::string_view, std::size_t> result;
  for (std::size_t i = 0; i < columns.size(); ++i) result.emplace(columns[i].name, i);
  return result;
}

}  // namespace lamin::curation
