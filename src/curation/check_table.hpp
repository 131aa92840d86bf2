// Checks a table against the features of a schema: columns that must be there, types, values that must not be
// missing.  Categories are checked by curation/categories.hpp.
//
// Findings are data first; `message` says each in the words of lamindb 1.3.2, which stops at the first one.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "curation/table.hpp"
#include "records/store.hpp"

namespace lamin::curation {

/// What a column has to be.
struct ColumnRule {
  std::string name;
  std::string dtype;  // of the feature: "int", "cat[ULabel]"
  bool nullable = true;
  bool coerces = false;
  Json default_value;
};
/// The rules of the features of a schema, in their order.
std::vector<ColumnRule> rules_of(const records::Record& schema, const std::vector<records::Record>& features);

/// A value, or a kind of fault, in a column.
struct BadValue {
  std::string value;
  std::size_t count = 0;
  std::vector<std::size_t> rows;  // the first of them
  std::vector<std::string> nearest;
  std::string reason;  // why the nearest ones are: "synonym", "letters", "spelling", "version suffix"
};

struct Finding {
  std::string slot;  // "" for a table alone
  std::string column;
  std::string kind;  // missing_column, duplicate_column, missing_values, wrong_type, not_convertible,
                     // unknown_values, unknown_ids
  bool is_error = true;
  std::string expected;
  std::string found;
  std::vector<BadValue> values;
  std::string fix;
  std::string message;
};
Json to_json(const Finding& finding);

/// All findings, in the order in which the reference looks.
std::vector<Finding> check_table(const Table& table, const std::vector<ColumnRule>& rules);

}  // namespace lamin::curation
