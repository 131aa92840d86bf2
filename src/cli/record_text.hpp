// Records as a person reads them: a table in columns, or JSON.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/value.hpp"
#include "records/record.hpp"

namespace lamin::cli {

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> rows;
};

/// Without the columns that are null in all rows.
Table without_empty_columns(Table table);

/// Aligned columns under their names; cells are cut so that a line fits `width`, unless it is 0.
std::string table_text(const Table& table, int width);

/// One object a row.
Json json_of(const Table& table);
/// All fields by their column names: "run_id", not "run".
Json json_of(const records::Record& record);

}  // namespace lamin::cli
