#include "formats/csv/csv.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <optional>
#include <unordered_map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/text_file.hpp"

namespace lamin::formats {
namespace {

constexpr std::array<std::string_view, 17> missing_texts = {
    "",     "NA",   "N/A",  "n/a",  "NaN", "nan",    "-NaN",    "-nan",    "null",
    "NULL", "None", "<NA>", "#N/A", "#NA", "1.#IND", "1.#QNAN", "#N/A N/A"};

bool is_missing(std::string_view cell) {
  return std::ranges::find(missing_texts, cell) != missing_texts.end();
}

template <class Number>
bool reads_as(std::string_view cell) {
  if (cell.starts_with('+')) cell.remove_prefix(1);
  Number number{};
  const auto read = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  return read.ec == std::errc{} && read.ptr == cell.data() + cell.size();
}

/// 0 for what is no number.
template <class Number>
Number read_number(std::string_view cell) {
  if (cell.starts_with('+')) cell.remove_prefix(1);
  Number number{};
  std::from_chars(cell.data(), cell.data() + cell.size(), number);
  return number;
}

bool is_truth(std::string_view cell) {
  return cell == "True" || cell == "False" || cell == "TRUE" || cell == "FALSE" || cell == "true" ||
         cell == "false";
}

/// Collects the distinct texts of a column; what type it is turns out at the end.
class ColumnReader {
 public:
  explicit ColumnReader(std::string name) { column_.name = std::move(name); }

  void add(std::string_view cell) {
    if (is_missing(cell)) {
      column_.missing.push_back(column_.codes.size());
      column_.codes.push_back(-1);
      return;
    }
    auto place = places_.find(std::string(cell));
    if (place == places_.end()) {
      place = places_.emplace(cell, static_cast<std::int32_t>(column_.values.size())).first;
      column_.values.emplace_back(cell);
    }
    column_.codes.push_back(place->second);
  }

  FrameColumn take() {
    column_.dtype = type();
    if (column_.has_texts()) {
      column_.missing.clear();
    } else {
      take_numbers();
    }
    return std::move(column_);
  }

 private:
  std::string type() const {
    const auto& values = column_.values;
    const bool is_whole = column_.missing.empty();
    if (values.empty()) return "float64";
    if (std::ranges::all_of(values, reads_as<std::int64_t>)) return is_whole ? "int64" : "float64";
    if (std::ranges::all_of(values, reads_as<double>)) return "float64";
    if (is_whole && std::ranges::all_of(values, is_truth)) return "bool";
    return "object";
  }

  void take_numbers() {
    const bool is_real = column_.dtype == "float64";
    for (const std::int32_t code : column_.codes) {
      const std::string_view text = code < 0 ? "" : column_.values[static_cast<std::size_t>(code)];
      if (is_real) {
        column_.reals.push_back(read_number<double>(text));
      } else {
        column_.integers.push_back(is_truth(text) ? text.front() == 'T' || text.front() == 't'
                                                  : read_number<std::int64_t>(text));
      }
    }
    column_.codes.clear();
    column_.values.clear();
  }

  FrameColumn column_;
  std::unordered_map<std::string, std::int32_t> places_;
};

/// Reads cell by cell.
class Reader {
 public:
  Reader(std::string_view text, char separator) : text_(text), separator_(separator) {
    if (text_.starts_with("\xEF\xBB\xBF")) place_ = 3;
  }

  bool at_end() const { return place_ >= text_.size(); }

  std::vector<std::string> row() {
    std::vector<std::string> cells;
    do cells.push_back(cell());
    while (take(separator_));
    take('\r');
    if (!take('\n') && !at_end()) fail("text behind a closing quote");
    ++line_;
    return cells;
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw Error{ErrorCode::invalid_value, "This is no table of comma-separated text: " + what}.with(
        "line", std::to_string(line_));
  }

 private:
  bool take(char wanted) {
    if (at_end() || text_[place_] != wanted) return false;
    ++place_;
    return true;
  }

  std::string cell() {
    if (take('"')) return quoted();
    const std::size_t end =
        std::min(text_.find_first_of(std::string{separator_, '\n', '\r'}, place_), text_.size());
    std::string result(text_.substr(place_, end - place_));
    place_ = end;
    return result;
  }

  std::string quoted() {
    std::string result;
    while (true) {
      const std::size_t end = text_.find('"', place_);
      if (end == std::string_view::npos) fail("a quote has no end");
      result.append(text_.substr(place_, end - place_));
      place_ = end + 1;
      if (!take('"')) return result;
      result += '"';
    }
  }

  std::string_view text_;
  char separator_;
  std::size_t place_ = 0;
  std::size_t line_ = 1;
};

std::string whole_file(const std::filesystem::path& path) {
  if (auto text = read_text_file(path)) return *std::move(text);
  throw Error{ErrorCode::file_missing, "No such file: " + path.string()};
}

}  // namespace

Frame parse_csv(std::string_view text, char separator) {
  Reader reader(text, separator);
  Frame frame;
  frame.is_untyped = true;
  if (reader.at_end()) return frame;
  std::vector<ColumnReader> columns;
  for (std::string& name : reader.row()) columns.emplace_back(std::move(name));
  while (!reader.at_end()) {
    const auto cells = reader.row();
    if (cells.size() == 1 && cells.front().empty() && columns.size() > 1) continue;
    if (cells.size() > columns.size()) reader.fail("more cells than names");
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i].add(i < cells.size() ? cells[i] : "");
    ++frame.rows;
  }
  for (ColumnReader& column : columns) frame.columns.push_back(column.take());
  return frame;
}

Frame read_csv(const std::filesystem::path& path) {
  return parse_csv(whole_file(path), path.extension() == ".tsv" ? '\t' : ',');
}

}  // namespace lamin::formats
