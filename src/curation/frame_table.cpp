#include "curation/frame_table.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "base/time.hpp"

namespace lamin::curation {
namespace {

using Holds = formats::FrameColumn::Holds;

/// The same column with the texts of its numbers, for those who ask for values.
formats::FrameColumn with_texts(const formats::FrameColumn& column) {
  formats::FrameColumn result;
  const std::size_t rows = std::max(column.integers.size(), column.reals.size());
  std::unordered_map<std::string, std::int32_t> places;
  auto missing = column.missing.begin();
  for (std::size_t row = 0; row < rows; ++row) {
    if (missing != column.missing.end() && *missing == row) {
      ++missing;
      result.codes.push_back(-1);
      continue;
    }
    const auto [place, is_new] =
        places.try_emplace(column.shown(row), static_cast<std::int32_t>(result.values.size()));
    if (is_new) result.values.push_back(place->first);
    result.codes.push_back(place->second);
  }
  return result;
}

class FrameCells : public Cells {
 public:
  explicit FrameCells(const formats::FrameColumn& column) : column_(column) {}

  // Ends as soon as all values were seen.
  std::vector<std::string> distinct() override {
    const formats::FrameColumn& column = texts();
    std::vector<std::string> values;
    std::vector<char> seen(column.values.size(), 0);
    for (const std::int32_t code : column.codes) {
      if (values.size() == column.values.size()) break;
      if (code < 0 || seen[static_cast<std::size_t>(code)] != 0) continue;
      seen[static_cast<std::size_t>(code)] = 1;
      values.push_back(column.values[static_cast<std::size_t>(code)]);
    }
    return values;
  }

  std::vector<Rows> rows_with(std::span<const std::string> values, std::size_t most) override {
    const formats::FrameColumn& column = texts();
    std::unordered_map<std::string_view, std::size_t> wanted;
    for (std::size_t i = 0; i < values.size(); ++i) wanted.emplace(values[i], i);
    std::vector<std::int64_t> place(column.values.size(), -1);
    for (std::size_t code = 0; code < place.size(); ++code)
      if (const auto found = wanted.find(column.values[code]); found != wanted.end())
        place[code] = static_cast<std::int64_t>(found->second);
    std::vector<Rows> result(values.size());
    for (std::size_t row = 0; row < column.codes.size(); ++row) {
      const std::int32_t code = column.codes[row];
      if (code >= 0 && place[static_cast<std::size_t>(code)] >= 0)
        result[static_cast<std::size_t>(place[static_cast<std::size_t>(code)])].note(row, most);
    }
    return result;
  }

  Rows missing(std::size_t most) override {
    Rows rows;
    for (const std::size_t row : column_.missing) rows.note(row, most);
    for (std::size_t row = 0; row < column_.codes.size(); ++row)
      if (column_.codes[row] < 0) rows.note(row, most);
    return rows;
  }

  Rows not_of(CellKind kind, std::size_t most) override {
    const Holds wanted = kind == CellKind::text ? Holds::texts : Holds::dates;
    if (!is_of_numbers() && column_.holds == wanted) return {};
    return present(most, [](std::string_view) { return true; });
  }

  Rows not_convertible_to(CellKind, std::size_t most) override {
    if (is_of_numbers() || column_.holds == Holds::numbers || column_.holds == Holds::dates) return {};
    return present(most, [this](std::string_view text) {
      return column_.holds != Holds::texts || (!parse_timestamp(text) && !parse_date(text));
    });
  }

  std::string shown(std::size_t row) override { return column_.shown(row); }

  bool has_numbers() override { return is_of_numbers() || column_.holds == Holds::numbers; }

  std::vector<std::string> categories() override { return texts().values; }

 private:
  bool is_of_numbers() const { return !column_.integers.empty() || !column_.reals.empty(); }

  const formats::FrameColumn& texts() {
    if (!is_of_numbers()) return column_;
    if (!texts_) texts_ = with_texts(column_);
    return *texts_;
  }

  template <class Test>
  Rows present(std::size_t most, const Test& test) {
    const formats::FrameColumn& column = texts();
    Rows rows;
    for (std::size_t row = 0; row < column.codes.size(); ++row) {
      const std::int32_t code = column.codes[row];
      if (code >= 0 && test(column.values[static_cast<std::size_t>(code)])) rows.note(row, most);
    }
    return rows;
  }

  const formats::FrameColumn& column_;
  std::optional<formats::FrameColumn> texts_;
};

}  // namespace

Table table_of(const formats::Frame& frame) {
  Table table;
  table.rows = frame.rows;
  table.is_untyped = frame.is_untyped;
  for (const formats::FrameColumn& column : frame.columns)
    table.columns.push_back(
        {column.name, column.dtype, kind_of(column.dtype), std::make_shared<FrameCells>(column)});
  if (!frame.index.empty()) {
    table.has_numbers_as_labels = false;
    table.label = [&frame](std::size_t row) { return frame.index[row]; };
  }
  return table;
}

Table transposed_table_of(const formats::Frame& frame) {
  Table table;
  table.rows = frame.columns.size();
  for (const std::string& name : frame.index)
    table.columns.push_back({name, "object", CellKind::object, nullptr});
  return table;
}

}  // namespace lamin::curation
