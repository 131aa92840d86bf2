#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "lineage/context.hpp"
#include "records/rules.hpp"

namespace lamin::lineage {
namespace {

using artifacts::Workspace;
using query::Query;
using records::Record;

// The dtype that a value has on its own.
std::string inferred_dtype(const Json& value) {
  if (value.is_boolean()) return "bool";
  if (value.is_integer()) return "int";
  if (value.is_real()) return "float";
  if (value.is_object()) return "dict";
  if (value.is_text()) {
    if (value.text().size() == 10 && parse_date(value.text())) return "date";
    if (parse_timestamp(value.text())) return "datetime";
    return "cat ? str";
  }
  if (value.is_array() && !value.elements().empty()) {
    const std::string element = inferred_dtype(value.elements().front());
    return "list[" + element + "]";
  }
  return "?";
}

bool fits(const std::string& dtype, const std::string& inferred) {
  if (dtype == inferred) return true;
  if (dtype == "num") return inferred == "int" || inferred == "float";
  return inferred == "cat ? str" && (dtype == "str" || dtype.starts_with("cat"));
}

std::map<std::string, Record> known_params(Workspace& workspace, const Json& params) {
  std::vector<Value> names;
  for (const auto& [name, value] : params.members()) names.emplace_back(name);
  std::map<std::string, Record> found;
  for (Record& param : workspace.records.all(
           Query(workspace.records.registry("Param")).where("name__in", std::move(names)))) {
    std::string name(param.get("name").text());
    found.emplace(std::move(name), std::move(param));
  }
  return found;
}

void check_names(const Json& params, const std::map<std::string, Record>& known) {
  std::string names, hints;
  for (const auto& [name, value] : params.members()) {
    if (known.contains(name)) continue;
    names += (names.empty() ? "'" : ", '") + name + "'";
    const std::string dtype = inferred_dtype(value);
    hints +=
        "\n  ln.Param(name='" + name + "', dtype='" + (dtype == "cat ? str" ? "str" : dtype) + "').save()";
  }
  if (!names.empty())
    throw Error(ErrorCode::validation_failed, "These keys could not be validated: [" + names +
                                                  "]\nHere is how to create a param:\n" + hints);
}

void check_values(const Json& params, const std::map<std::string, Record>& known) {
  for (const auto& [name, value] : params.members()) {
    const std::string dtype(known.at(name).get("dtype").text());
    const std::string inferred = inferred_dtype(value);
    if (!fits(dtype, inferred))
      throw Error(ErrorCode::validation_failed,
                  "Expected dtype for '" + name + "' is '" + dtype + "', got '" + inferred + "'");
  }
}

}  // namespace

void add_params(Workspace& workspace, const Record& run, const Json& params) {
  const auto known = known_params(workspace, params);
  check_names(params, known);
  check_values(params, known);
  const auto& registry = workspace.records.registry("ParamValue");
  auto work = workspace.records.begin();
  std::vector<std::int64_t> ids;
  for (const auto& [name, value] : params.members()) {
    const std::int64_t param = known.at(name).id();
    auto stored = workspace.records.first(
        Query(registry).where("param", param).where("value", value).where("hash__isnull", true));
    if (!stored) {
      stored = Record(registry);
      records::fill_defaults(workspace.records, *stored);
      stored->set("param", param);
      stored->set("value", value);
      workspace.records.save(*stored);
    }
    ids.push_back(stored->id());
  }
  workspace.records.add_links(run, "_param_values", ids);
  work.commit();
}

Json params_of(records::RecordStore& store, const Record& run) {
  Json params = Json::object();
  for (const auto& row :
       store.values(store.related(run, "_param_values").order_by({"id"}), {"param__name", "value"}))
    params[row[0].text()] = row[1].is<Json>() ? row[1].as<Json>() : to_json(row[1]);
  return params;
}

}  // namespace lamin::lineage
