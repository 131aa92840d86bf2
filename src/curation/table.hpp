// A Table is what somebody wants to curate, column by column, as far as curation has to look: names and types
// first, cells only where a rule asks for them, and of categories only the distinct values.
//
// A column keeps its cells where they are: bindings and readers derive from Cells (curation/cells.hpp has
// those for Arrow layouts).  A Table lends; what it refers to must outlive it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lamin::curation {

enum class CellKind {
  boolean,
  boolean_or_missing,  // pandas "boolean"
  integer,
  real,
  complex,
  text,
  category,
  timestamp,
  zoned_timestamp,
  date,
  duration,
  object,
  other,
};
/// Of a type as pandas calls it: "int64", "Int8", "category", "datetime64[ns, UTC]", "string[pyarrow]".
CellKind kind_of(std::string_view dtype);

/// Rows and how many there are in all.
struct Rows {
  std::size_t count = 0;
  std::vector<std::size_t> first;
  std::vector<std::size_t> last;  // of those behind the first: at most five

  /// One more, behind those that are there; `most` are the first.
  void note(std::size_t row, std::size_t most);
};

class Cells {
 public:
  virtual ~Cells() = default;

  /// The distinct values, missing ones left out, in the order of their first row.
  virtual std::vector<std::string> distinct() = 0;
  /// For each of `values`, which are among the distinct ones: how often it is there, and its first rows.
  virtual std::vector<Rows> rows_with(std::span<const std::string> values, std::size_t most) = 0;
  virtual Rows missing(std::size_t most) = 0;
  /// Rows with a value that is not of `kind`, text or date: for columns of objects.  Missing ones left out.
  virtual Rows not_of(CellKind kind, std::size_t most) = 0;
  /// Rows with a value that does not become a `kind`, date or timestamp: of columns of texts, categories and
  /// objects.
  virtual Rows not_convertible_to(CellKind kind, std::size_t most) = 0;
  /// The cell as Python's str() shows it; how a missing one is shown.
  virtual std::string shown(std::size_t row) = 0;
  /// The values are numbers or other things than texts.
  virtual bool has_numbers() { return false; }
  /// All categories, used or not.
  virtual std::vector<std::string> categories() { return distinct(); }
};

struct TableColumn {
  std::string name;
  std::string dtype;  // as pandas calls it
  CellKind kind = CellKind::object;
  std::shared_ptr<Cells> cells;
};

struct Table {
  std::vector<TableColumn> columns;
  std::size_t rows = 0;
  /// The label of a row; empty = its number.
  std::function<std::string(std::size_t)> label;
  bool has_numbers_as_labels = true;
  /// Read from text: a column of texts may be meant as one of categories.
  bool is_untyped = false;

  const TableColumn* find(std::string_view name) const;
  /// The positions of the columns by name, for those who ask for many.
  std::unordered_multimap<std::string_view, std::size_t> places() const;
  std::string label_of(std::size_t row) const { return label ? label(row) : std::to_string(row); }
};

}  // namespace lamin::curation
