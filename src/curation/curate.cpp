#include "curation/curate.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "curation/categories.hpp"
#include "curation/nearest.hpp"
#include "curation/schema.hpp"
#include "curation/words.hpp"
#include "records/dtype.hpp"

namespace lamin::curation {
namespace {

using records::Record;
using records::RecordStore;
using Texts = std::vector<std::string>;

constexpr std::size_t reported_rows = 5;
constexpr std::size_t reported_values = 1000;

Scope visible_scope(const schema::Registry& registry, const std::string& field) {
  query::Query query(registry);
  if (registry.find_field("_branch_code") != nullptr) query.where("_branch_code", 1);
  return scope_of(std::move(query), field);
}

class SlotCheck {
 public:
  SlotCheck(RecordStore& store, const Record& schema, const SlotTable& slot, PublicSources* ontology,
            Report& report)
      : store_(store), schema_(schema), slot_(slot), ontology_(ontology), report_(report) {}

  void run() {
    const std::string itype(schema_.get("itype").text());
    if (registry_of_members(store_.catalog(), itype).name == "Feature") {
      warn_of_repeated_rows();
      check_features();
    } else {
      check_ids(itype);
    }
  }

 private:
  using RowsOf = std::unordered_map<std::string, std::vector<std::size_t>>;

  /// lamindb lets them pass: labels of rows, or ids of variables, that are there twice.
  void warn_of_repeated(const std::string& kind, const RowsOf& rows_of) {
    std::vector<std::pair<std::size_t, std::string>> repeated;
    for (const auto& [value, rows] : rows_of)
      if (rows.size() > 1) repeated.emplace_back(rows.front(), value);
    if (repeated.empty()) return;
    std::ranges::sort(repeated);
    Finding& finding = report_.findings.emplace_back();
    finding.slot = slot_.slot;
    finding.column = "index";
    finding.kind = kind;
    finding.is_error = false;
    Texts names;
    for (const auto& [row, value] : repeated) {
      names.push_back(value);
      const auto& rows = rows_of.at(value);
      if (finding.values.size() < reported_values)
        finding.values.push_back({value, rows.size(), first_of(rows), {}, "repeated"});
    }
    finding.message = words::counted(names.size(), "value") + (names.size() == 1 ? " is" : " are") +
                      " there more than once: " + words::listed(names);
  }

  static std::vector<std::size_t> first_of(const std::vector<std::size_t>& rows) {
    const auto most = static_cast<std::ptrdiff_t>(std::min(rows.size(), reported_rows));
    return {rows.begin(), rows.begin() + most};
  }

  void warn_of_repeated_rows() {
    if (!slot_.table.label) return;
    RowsOf rows;
    for (std::size_t row = 0; row < slot_.table.rows; ++row) rows[slot_.table.label(row)].push_back(row);
    warn_of_repeated("repeated_rows", rows);
  }

  void check_features() {
    const auto features = store_.all(members_of(store_, schema_));
    const auto rules = rules_of(schema_, features);
    for (Finding& finding : check_table(slot_.table, rules)) {
      finding.slot = slot_.slot;
      report_.findings.push_back(std::move(finding));
    }
    const auto places = slot_.table.places();
    for (const ColumnRule& rule : rules) {
      const auto parts = records::parse_dtype(store_.catalog(), rule.dtype, records::DtypeOwner::feature);
      const auto column = places.find(rule.name);
      if (parts.empty() || column == places.end()) continue;
      check_values(slot_.table.columns[column->second],
                   visible_scope(*parts.front().registry, parts.front().field));
    }
  }

  /// Values that are terms which their ontology has given up: it keeps them under names that say so.
  void warn_of_obsolete(const TableColumn& column, const Scope& scope, const Values& values) {
    if (ontology_ == nullptr || !ontology_->speaks_of(scope.registry())) return;
    Texts obsolete;
    for (const std::string& value : values.distinct())
      if (ascii_lower(value).starts_with("obsolete ")) obsolete.push_back(value);
    if (obsolete.empty()) return;
    Finding& finding = add("obsolete_terms", column.name, scope);
    finding.is_error = false;
    const auto rows = column.cells->rows_with(obsolete, reported_rows);
    for (std::size_t i = 0; i < obsolete.size(); ++i)
      finding.values.push_back({obsolete[i], rows[i].count, rows[i].first, {}, "obsolete"});
    finding.message = words::counted(obsolete.size(), "term") + (obsolete.size() == 1 ? " is" : " are") +
                      " obsolete: " + words::listed(obsolete);
  }

  /// Values that are neither records nor public terms.
  Texts unknown(const Scope& scope, const Values& values) const {
    Texts left = validate(store_, scope, values).non_validated;
    if (left.empty() || ontology_ == nullptr || !ontology_->speaks_of(scope.registry())) return left;
    Values asked;
    for (const std::string& value : left) asked.add(value);
    Log quiet(nullptr);
    const PublicScope in_public{.scope = scope, .organism = "", .source_id = std::nullopt};
    const auto found = ontology_->inspect(store_, in_public, asked, quiet);
    if (found) left = found->validation.non_validated;
    return left;
  }

  void check_values(const TableColumn& column, const Scope& scope) {
    Values values;
    for (const std::string& value : column.cells->distinct()) values.add(value);
    warn_of_obsolete(column, scope, values);
    const Texts left = unknown(scope, values);
    if (left.empty()) return;
    Finding& finding = add("unknown_values", column.name, scope);
    finding.found = column.dtype;
    const Texts shown(left.begin(),
                      left.begin() + static_cast<std::ptrdiff_t>(std::min(left.size(), reported_values)));
    const auto rows = column.cells->rows_with(shown, reported_rows);
    const auto near = nearest_terms(store_, scope, shown, ontology_);
    for (std::size_t i = 0; i < shown.size(); ++i)
      finding.values.push_back({shown[i], rows[i].count, rows[i].first, near[i].terms, near[i].reason});
    explain(finding, left, ".add_new_from(\"" + column.name + "\")");
  }

  void check_ids(const std::string& itype) {
    const schema::Registry& registry = registry_of_members(store_.catalog(), itype);
    const Scope scope = visible_scope(registry, field_of_members(store_.catalog(), itype));
    Values ids;
    RowsOf rows;
    for (std::size_t row = 0; row < slot_.table.columns.size(); ++row) {
      const std::string& id = slot_.table.columns[row].name;
      ids.add(id);
      rows[id].push_back(row);
    }
    warn_of_repeated("repeated_ids", rows);
    const Texts left = unknown(scope, ids);
    if (left.empty()) return;
    Finding& finding = add("unknown_ids", "index", scope);
    finding.is_error = false;
    const Texts shown(left.begin(),
                      left.begin() + static_cast<std::ptrdiff_t>(std::min(left.size(), reported_values)));
    const auto near = nearest_terms(store_, scope, shown, ontology_);
    for (std::size_t i = 0; i < shown.size(); ++i)
      finding.values.push_back(
          {shown[i], rows[shown[i]].size(), rows[shown[i]], near[i].terms, near[i].reason});
    explain(finding, left, ".add_new_from_var_index()");
  }

  Finding& add(std::string kind, const std::string& column, const Scope& scope) {
    Finding& finding = report_.findings.emplace_back();
    finding.slot = slot_.slot;
    finding.column = column;
    finding.kind = std::move(kind);
    finding.expected = scope.registry().display_name() + "." + scope.field;
    return finding;
  }

  static void explain(Finding& finding, const Texts& left, const std::string& fix) {
    CategoryAnswer answer{.key = finding.column, .non_validated = left, .means = {}, .fix = fix};
    for (const BadValue& value : finding.values)
      if (value.reason == "synonym" || value.reason == "letters")
        answer.means.emplace_back(value.value, value.nearest.front());
    finding.message = refusal(answer);
    finding.fix = answer.means.size() == left.size() ? ".standardize(\"" + finding.column + "\")" : fix;
  }

  RecordStore& store_;
  const Record& schema_;
  const SlotTable& slot_;
  PublicSources* ontology_;
  Report& report_;
};

Finding missing_slot(const std::string& slot) {
  Finding finding;
  finding.slot = slot;
  finding.kind = "missing_slot";
  finding.message = "the data set has no '" + slot + "'";
  return finding;
}

}  // namespace

std::size_t Report::errors() const {
  return static_cast<std::size_t>(std::ranges::count(findings, true, &Finding::is_error));
}

Json to_json(const Report& report) {
  Json json = Json::object();
  json["is_valid"] = report.errors() == 0;
  json["errors"] = report.errors();
  json["warnings"] = report.warnings();
  json["findings"] = Json::array();
  for (const Finding& finding : report.findings) json["findings"].push_back(to_json(finding));
  return json;
}

Record find_schema(RecordStore& store, std::string_view name_or_uid) {
  const schema::Registry& registry = store.registry("Schema");
  query::Query by_name(registry);
  by_name.where("name", std::string(name_or_uid)).where("_branch_code", 1);
  if (auto found = store.first(by_name)) return *std::move(found);
  query::Query by_uid(registry);
  by_uid.where("uid__startswith", std::string(name_or_uid));
  if (auto found = store.first(by_uid)) return *std::move(found);
  throw Error{ErrorCode::not_found, "No schema has the name or uid '" + std::string(name_or_uid) + "'"}.hint(
      "Run `lamin list schema` to see what this instance holds.");
}

Report curate(RecordStore& store, const Record& schema, const std::vector<SlotTable>& tables,
              PublicSources* ontology) {
  Report report;
  const Slots slots = slots_of(store, schema);
  if (slots.empty()) {
    for (const SlotTable& table : tables) SlotCheck(store, schema, table, ontology, report).run();
    return report;
  }
  for (const auto& [slot, part] : slots) {
    const auto table = std::ranges::find(tables, slot, &SlotTable::slot);
    if (table == tables.end()) {
      report.findings.push_back(missing_slot(slot));
    } else {
      SlotCheck(store, part, *table, ontology, report).run();
    }
  }
  return report;
}

}  // namespace lamin::curation
