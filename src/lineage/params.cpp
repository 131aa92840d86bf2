#include "lineage/params.hpp"

#include <algorithm>
#include <map>

#include "artifacts/describe.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
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

// While a run is tracked, params are gathered under a type named after the code that takes them.
std::string hint_for(Workspace& workspace, const Record& run) {
  if (!workspace.tracked.run) return "";
  const auto transform =
      workspace.records.find_by_id(workspace.records.registry("Transform"), run.get("transform").integer());
  if (!transform || transform->get("key").is_null()) return "";
  return "\n  param_type = ln.Param(name='" + std::string(transform->get("type").text()) + "[" +
         std::string(transform->get("key").text()) + "]', is_type=True).save()";
}

void check_names(Workspace& workspace, const Record& run, const Json& params,
                 const std::map<std::string, Record>& known) {
  std::string names, lines;
  for (const auto& [name, value] : params.members()) {
    if (known.contains(name)) continue;
    names += (names.empty() ? "'" : ", '") + name + "'";
    lines += "\n  ln.Param(name='" + name + "', dtype='" + inferred_dtype(value) + "'";
    lines += ", type=param_type).save()";
  }
  if (names.empty()) return;
  std::string hint = hint_for(workspace, run);
  if (hint.empty()) lines = replace_all(lines, ", type=param_type", "");
  throw Error(ErrorCode::validation_failed, "These keys could not be validated: [" + names +
                                                "]\nHere is how to create a param:\n" + hint + lines);
}

// Values without a type, None and empty lists, are left out.
Json with_types(Workspace& workspace, const Json& params) {
  Json typed = Json::object();
  for (const auto& [name, value] : params.members()) {
    if (inferred_dtype(value) != "?") {
      typed[name] = value;
    } else {
      workspace.log.warning("cannot infer feature type of: " +
                            (value.is_null() ? "None" : value.python_text()) + ", returning '?");
    }
  }
  return typed;
}

Json in_iso_form(const Json& value, std::string_view dtype) {
  if (dtype != "datetime" || !value.is_text()) return value;
  std::string text = value.text();
  if (text.size() > 10 && text[10] == ' ') text[10] = 'T';
  if (text.size() == 16) text += ":00";
  return text;
}

void check_values(const Json& params, const std::map<std::string, Record>& known) {
  for (const auto& [name, value] : params.members()) {
    const std::string dtype(known.at(name).get("dtype").text());
    const std::string inferred = inferred_dtype(value);
    if (dtype.starts_with("cat["))
      throw Error(ErrorCode::unsupported,
                  "Params whose values are records cannot be set yet: '" + name + "'");
    if (!fits(dtype, inferred))
      throw Error(ErrorCode::validation_failed,
                  "Expected dtype for '" + name + "' is '" + dtype + "', got '" + inferred + "'");
  }
}

}  // namespace

void add_params(Workspace& workspace, const Record& run, const Json& given) {
  const Json params = with_types(workspace, given);
  const auto known = known_params(workspace, params);
  check_names(workspace, run, params, known);
  check_values(params, known);
  const auto& registry = workspace.records.registry("ParamValue");
  auto work = workspace.records.begin();
  std::vector<std::int64_t> ids;
  for (const auto& [name, said] : params.members()) {
    const std::int64_t param = known.at(name).id();
    const Json value = in_iso_form(said, known.at(name).get("dtype").text());
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

std::vector<ParamOfRun> params_of(records::RecordStore& store, const Record& run) {
  std::vector<ParamOfRun> params;
  if (!run.is_saved()) return params;
  const auto linked = store.related(run, "_param_values").order_by({"param__name", "id"});
  for (const auto& row : store.values(linked, {"param__name", "param__dtype", "value"})) {
    if (params.empty() || params.back().name != row[0].text())
      params.push_back({std::string(row[0].text()), std::string(row[1].text()), {}});
    Json value = row[2].is<Json>() ? row[2].as<Json>() : to_json(row[2]);
    auto& values = params.back().values;
    if (std::ranges::find(values, value) == values.end()) values.push_back(std::move(value));
  }
  return params;
}

std::string params_text(const std::vector<ParamOfRun>& params) {
  using artifacts::Style;
  if (params.empty()) return "no linked features\n";
  artifacts::Node table;
  for (const ParamOfRun& param : params) {
    std::string values;
    for (const Json& value : param.values)
      values += (values.empty() ? "" : ", ") + (value.is_text() ? value.text() : value.python_text());
    table.rows.push_back({{param.name}, {param.dtype, Style::dim}, {values}});
  }
  artifacts::Node section{.label = {{"Params", Style::params}}, .children = {std::move(table)}};
  artifacts::Node tree{.label = {{"Run", Style::title}, {" ", Style::subtitle}},
                       .children = {std::move(section)}};
  return artifacts::render(tree, {.colour = true});
}

}  // namespace lamin::lineage
