#include "curation/check_table.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "curation/frame_text.hpp"
#include "curation/schema.hpp"
#include "records/feature.hpp"

namespace lamin::curation {
namespace {

constexpr std::size_t most_rows = 60;  // as many as pandas shows
constexpr std::size_t reported_rows = 5;

std::string python_list(const Table& table) {
  std::vector<std::string> names;
  for (const TableColumn& column : table.columns) names.push_back(python_repr(Value(column.name)));
  return "[" + join(names, ", ") + "]";
}

std::vector<std::size_t> first_of(const Rows& rows) {
  return {rows.first.begin(),
          rows.first.begin() + static_cast<std::ptrdiff_t>(std::min(reported_rows, rows.first.size()))};
}

class ColumnCheck {
 public:
  ColumnCheck(const Table& table, const TableColumn& column, const ColumnRule& rule,
              std::vector<Finding>& findings)
      : table_(table), column_(column), rule_(rule), findings_(findings) {}

  void run() {
    if (rule_.coerces && !becomes_its_type()) return;
    if (!rule_.nullable && has_missing()) return;
    check_type();
  }

 private:
  bool is_number_rule() const {
    return rule_.dtype == "int" || rule_.dtype == "float" || rule_.dtype == "num";
  }

  Finding& add(std::string kind, std::string message) {
    Finding& finding = findings_.emplace_back();
    finding.column = column_.name;
    finding.kind = std::move(kind);
    finding.expected = rule_.dtype;
    finding.found = column_.dtype;
    finding.message = std::move(message);
    return finding;
  }

  void add_rows(Finding& finding, const Rows& rows) {
    for (const std::size_t row : first_of(rows))
      finding.values.push_back(
          {.value = column_.cells->shown(row), .count = 1, .rows = {row}, .nearest = {}});
    if (!finding.values.empty() && rows.count > finding.values.size())
      finding.values.back().count = rows.count - finding.values.size() + 1;
  }

  bool becomes_its_type() {
    const bool is_date = rule_.dtype == "date";
    if ((!is_date && rule_.dtype != "datetime") || column_.kind == CellKind::timestamp) return true;
    const std::string type = is_date ? "date" : "datetime64[ns]";
    const std::string message = "Error while coercing '" + column_.name + "' to type " + type +
                                ": Could not coerce <class 'pandas.core.series.Series'> "
                                "data_container into type " +
                                type + ":\n";
    if (column_.kind == CellKind::zoned_timestamp) {  // lamindb cannot tell the rows
      if (is_date) add("not_convertible", message + "None");
      return !is_date;
    }
    const Rows rows = not_times(is_date ? CellKind::date : CellKind::timestamp);
    if (rows.count == 0) return true;
    add_rows(add("not_convertible", message + failure_cases(table_, column_, rows)), rows);
    return false;
  }

  /// Rows with a value that does not become a time: numbers do, as nanoseconds since 1970.
  Rows not_times(CellKind kind) const {
    switch (column_.kind) {
      case CellKind::integer:
      case CellKind::real:
        return {};
      case CellKind::boolean:
      case CellKind::boolean_or_missing:
      case CellKind::complex:
      case CellKind::duration:
      case CellKind::other:
        return column_.cells->not_of(kind, most_rows);
      default:
        return column_.cells->not_convertible_to(kind, most_rows);
    }
  }

  bool has_missing() {
    const Rows rows = column_.cells->missing(most_rows);
    if (rows.count == 0) return false;
    Finding& finding =
        add("missing_values", "non-nullable series '" + column_.name + "' contains null values:\n" +
                                  missing_cases(table_, column_, rows));
    add_rows(finding, rows);
    finding.fix = "fill the missing values, or make the feature nullable";
    return true;
  }

  void check_type() {
    if (is_number_rule()) {
      check_number();
    } else if (rule_.dtype.starts_with("cat")) {
      const bool is_fit = column_.kind == CellKind::category || rule_.coerces ||
                          (table_.is_untyped && column_.kind == CellKind::object);
      if (!is_fit) wrong_type("category");
    } else if (!rule_.coerces) {
      check_other();
    }
  }

  void check_number() {
    const bool is_integer = column_.kind == CellKind::integer;
    const bool is_real = column_.kind == CellKind::real;
    const bool is_other_number = column_.kind == CellKind::complex || column_.kind == CellKind::boolean ||
                                 column_.kind == CellKind::boolean_or_missing;
    const bool fits = rule_.dtype == "int"     ? is_integer
                      : rule_.dtype == "float" ? is_real
                                               : is_integer || is_real || is_other_number;
    if (fits) return;
    add("wrong_type", "Column '" + column_.name +
                          "' failed series or dataframe validator 0: <Check check_function: Column '" +
                          column_.name + "' failed dtype check for '" + rule_.dtype + "': got " +
                          column_.dtype + ">")
        .fix = "convert the column: df['" + column_.name + "'].astype(" +
               (rule_.dtype == "num" ? "float" : rule_.dtype) + ")";
  }

  void wrong_type(std::string_view type) {
    add("wrong_type",
        "expected series '" + column_.name + "' to have type " + std::string(type) + ", got " + column_.dtype)
        .fix = "convert the column: df['" + column_.name + "'].astype('" + std::string(type) + "')";
  }

  void check_other() {
    const std::string& dtype = rule_.dtype;
    if (dtype == "str" || dtype == "date") {
      check_cells(dtype == "str" ? CellKind::text : CellKind::date);
    } else if (dtype == "bool") {
      if (column_.kind != CellKind::boolean) wrong_type("bool");
    } else if (dtype == "datetime") {
      if (column_.kind != CellKind::timestamp) wrong_type("datetime64[ns]");
    } else if (dtype == "object") {
      if (column_.kind != CellKind::object) wrong_type("object");
    }
  }

  void check_cells(CellKind kind) {
    if (column_.kind == kind) return;
    const Rows rows = rows_not_of(kind);
    if (rows.count == 0) return;
    Finding& finding =
        add("wrong_type", "expected series '" + column_.name + "' to have type " + rule_.dtype +
                              ":\nfailure cases:\n" + failure_cases(table_, column_, rows));
    add_rows(finding, rows);
  }

  // What is missing is no fault, but for dates in columns that cannot hold any: there lamindb refuses each
  // cell.
  Rows rows_not_of(CellKind kind) const {
    if (kind != CellKind::date || column_.kind == CellKind::object || table_.is_untyped)
      return column_.cells->not_of(kind, most_rows);
    Rows all;
    for (std::size_t row = 0; row < table_.rows; ++row) all.note(row, most_rows);
    return all;
  }

  const Table& table_;
  const TableColumn& column_;
  const ColumnRule& rule_;
  std::vector<Finding>& findings_;
};

Finding missing_column(const Table& table, const ColumnRule& rule) {
  Finding finding;
  finding.column = rule.name;
  finding.kind = "missing_column";
  finding.expected = rule.dtype;
  finding.fix = "add the column, or call .standardize() to add it with its default value";
  finding.message =
      "column '" + rule.name + "' not in dataframe. Columns in dataframe: " + python_list(table);
  return finding;
}

Finding duplicate_column(const ColumnRule& rule) {
  Finding finding;
  finding.column = rule.name;
  finding.kind = "duplicate_column";
  finding.fix = "rename or drop all but one of them";
  finding.message = "column '" + rule.name + "' is in the dataframe more than once";
  return finding;
}

Json json_of(const BadValue& value) {
  Json json = Json::object();
  json["value"] = value.value;
  json["count"] = value.count;
  json["rows"] = Json::array();
  for (const std::size_t row : value.rows) json["rows"].push_back(row);
  json["nearest"] = Json::array();
  for (const std::string& near : value.nearest) json["nearest"].push_back(near);
  json["reason"] = value.reason.empty() ? Json() : Json(value.reason);
  return json;
}

}  // namespace

std::vector<ColumnRule> rules_of(const records::Record& schema,
                                 const std::vector<records::Record>& features) {
  std::vector<ColumnRule> rules;
  const bool all_coerce = coerces(schema);
  for (const records::Record& feature : features) {
    if (feature.registry().name != "Feature") continue;
    const Json coerce = records::feature_option(feature, "coerce_dtype");
    const Json nullable = records::feature_option(feature, "nullable");
    rules.push_back({.name = std::string(feature.get("name").text()),
                     .dtype = std::string(feature.get("dtype").text()),
                     .nullable = !nullable.is_boolean() || nullable.boolean(),
                     .coerces = all_coerce || (coerce.is_boolean() && coerce.boolean()),
                     .default_value = records::feature_option(feature, "default_value")});
  }
  return rules;
}

Json to_json(const Finding& finding) {
  Json json = Json::object();
  if (!finding.slot.empty()) json["slot"] = finding.slot;
  json["column"] = finding.column;
  json["kind"] = finding.kind;
  json["is_error"] = finding.is_error;
  if (!finding.expected.empty()) json["expected"] = finding.expected;
  if (!finding.found.empty()) json["found"] = finding.found;
  json["values"] = Json::array();
  for (const BadValue& value : finding.values) json["values"].push_back(json_of(value));
  json["fix"] = finding.fix.empty() ? Json() : Json(finding.fix);
  json["message"] = finding.message;
  return json;
}

std::vector<Finding> check_table(const Table& table, const std::vector<ColumnRule>& rules) {
  const auto places = table.places();
  std::vector<Finding> findings;
  for (const ColumnRule& rule : rules)
    if (!places.contains(rule.name)) findings.push_back(missing_column(table, rule));
  for (const ColumnRule& rule : rules) {
    const auto [first, end] = places.equal_range(rule.name);
    if (first == end) continue;
    if (std::next(first) != end) {
      findings.push_back(duplicate_column(rule));
    } else {
      ColumnCheck(table, table.columns[first->second], rule, findings).run();
    }
  }
  return findings;
}

}  // namespace lamin::curation
