// Schemas and curation for lamindb._schemas and lamindb.curators: what a table must be, which of its
// categories are records, and saving what was curated.
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "artifacts/artifact.hpp"
#include "curation/annotate.hpp"
#include "curation/categories.hpp"
#include "curation/check_table.hpp"
#include "curation/curate.hpp"
#include "curation/dose.hpp"
#include "curation/schema.hpp"
#include "errors.hpp"
#include "ontologies.hpp"
#include "query_set.hpp"
#include "record.hpp"
#include "record_construct.hpp"
#include "records/dtype.hpp"
#include "relations.hpp"
#include "tables.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

using curation::Categorical;

Categorical categorical_of(nb::handle given);
std::vector<Categorical> categoricals_of(nb::handle given);

std::optional<std::string> text_in(const nb::dict& given, const char* name) {
  return given.contains(name) ? optional_text(given[name]) : std::nullopt;
}

std::optional<bool> truth_in(const nb::dict& given, const char* name) {
  if (!given.contains(name) || given[name].is_none()) return std::nullopt;
  return PyObject_IsTrue(nb::object(given[name]).ptr()) == 1;
}

std::optional<records::Record> record_in(const nb::dict& given, const char* name) {
  if (!given.contains(name) || given[name].is_none()) return std::nullopt;
  return box_of(given[name]).record;
}

std::vector<records::Record> records_of(nb::handle list) {
  std::vector<records::Record> records;
  for (nb::handle one : list) {
    const RecordBox* box = find_box(one);
    if (box == nullptr) {
      throw Error(ErrorCode::invalid_type,
                  "features has to store feature records! use .from_values() otherwise");
    }
    records.push_back(box->record);
  }
  return records;
}

curation::Slots slots_in(nb::handle components) {
  curation::Slots slots;
  for (auto [slot, component] : nb::borrow<nb::dict>(components))
    slots.emplace_back(std::string(text_of(slot)), box_of(component).record);
  return slots;
}

/// What the instance knows of public ontologies.
curation::PublicSources* ontology_of(const DatabasePtr&) {
  return &public_library();
}

records::ConstructOptions options_of(const DatabasePtr& database) {
  return {.search_names = database->workspace().settings.search_names};
}

/// (members, components) that the save links; nothing if the schema exists.
nb::object construct_schema(nb::handle self, const nb::dict& given) {
  Session& session = Session::current();
  const DatabasePtr& database = session.database();
  curation::SchemaArguments arguments;
  if (given.contains("features")) arguments.features = records_of(given["features"]);
  if (given.contains("components")) arguments.components = slots_in(given["components"]);
  arguments.name = text_in(given, "name");
  arguments.description = text_in(given, "description");
  arguments.dtype = text_in(given, "dtype");
  arguments.otype = text_in(given, "otype");
  arguments.slot = text_in(given, "slot");
  arguments.itype = text_in(given, "itype");
  arguments.is_itype_of_class = truth_in(given, "is_itype_of_class").value_or(false);
  arguments.type = record_in(given, "type");
  arguments.is_type = truth_in(given, "is_type");
  arguments.minimal_set = truth_in(given, "minimal_set");
  arguments.ordered_set = truth_in(given, "ordered_set");
  arguments.maximal_set = truth_in(given, "maximal_set");
  arguments.coerce_dtype = truth_in(given, "coerce_dtype");
  curation::Schema schema = unlocked([&] {
    return curation::make_schema(database->store(), std::move(arguments), session.log(),
                                 options_of(database));
  });
  const bool exists = schema.exists();
  fill(self, RecordBox(std::move(schema.record), database));
  return nb::bool_(!exists);
}

void save_schema(nb::handle self, nb::handle members, nb::handle components) {
  RecordBox& box = box_of(self);
  settle_relations(self);
  curation::Schema schema{.record = box.record, .members = {}, .components = {}};
  if (!schema.exists()) {
    if (!members.is_none()) schema.members = records_of(members);
    if (!components.is_none()) schema.components = slots_in(components);
  }
  unlocked([&] { curation::save_schema(box.database->store(), schema); });
  box.record = std::move(schema.record);
}

QuerySet schema_members(nb::handle self) {
  RecordBox& box = box_of(self);
  auto query = unlocked([&] { return curation::members_of(box.database->store(), box.record); });
  return {box.database, std::move(query)};
}

nb::object schema_slots(nb::handle self) {
  RecordBox& box = box_of(self);
  auto slots = unlocked([&] { return curation::slots_of(box.database->store(), box.record); });
  nb::dict result;
  for (auto& [slot, schema] : slots)
    result[to_python(std::string_view(slot))] = wrap(std::move(schema), box.database);
  return result;
}

std::string describe_schema(nb::handle self) {
  RecordBox& box = box_of(self);
  return unlocked(
      [&] { return curation::describe(box.record, curation::slots_of(box.database->store(), box.record)); });
}

/// (registry, field) of a FieldAttr.
curation::Scope scope_of(nb::handle field, nb::handle organism) {
  const schema::Registry& registry = Session::current().registry_of(field.attr("field").attr("model"));
  query::Query query(registry);
  if (registry.find_field("_branch_code") != nullptr) query.where("_branch_code", 1);
  if (!organism.is_none() && registry.find_field("organism") != nullptr)
    query.where("organism__name", std::string(text_of(organism)));
  return curation::scope_of(std::move(query), field_name_of(field));
}

curation::SlotMembers members_in(nb::handle given) {
  curation::SlotMembers members{.slot = std::string(text_of(given["slot"])),
                                .scope = scope_of(given["field"], given["organism"]),
                                .names = {},
                                .dtype = optional_text(given["dtype"]).value_or(""),
                                .otype = optional_text(given["otype"]).value_or("")};
  members.says_validated = nb::cast<bool>(given["says_validated"]);
  for (nb::handle name : given["names"]) members.names.emplace_back(text_of(nb::str(name)));
  return members;
}

/// Attributes for a Schema object, or None if no member is a record.
nb::object schema_of_members(nb::handle given, nb::handle name, bool mute, nb::object make) {
  const DatabasePtr& database = Session::current().database();
  curation::SlotMembers members = members_in(given);
  Log quiet(nullptr);
  Log& log = mute ? quiet : Session::current().log();
  auto schema = unlocked([&] {
    return curation::schema_of_members(database->store(), members, optional_text(name), log,
                                       options_of(database));
  });
  if (!schema) return nb::none();
  nb::list list;
  for (records::Record& member : schema->members) list.append(wrap(std::move(member), database));
  const bool exists = schema->exists();
  nb::object self = make();
  fill(self, RecordBox(std::move(schema->record), database));
  if (!exists) self.attr("_members") = list;
  return self;
}

/// Findings as dictionaries, in the order in which the reference looks.
nb::object check_table(nb::handle schema, nb::handle features, nb::handle names, nb::handle dtypes,
                       nb::object cells, nb::object label, std::size_t rows) {
  const auto rules = curation::rules_of(box_of(schema).record, records_of(features));
  const curation::Table table = table_of(names, dtypes, std::move(cells), std::move(label), rows);
  nb::list result;
  for (const curation::Finding& finding : unlocked([&] { return curation::check_table(table, rules); }))
    result.append(to_python(curation::to_json(finding)));
  return result;
}

/// All that is wrong with a table, as data.
nb::object report(nb::handle schema, nb::handle names, nb::handle dtypes, nb::object cells, nb::object label,
                  std::size_t rows) {
  RecordBox& box = box_of(schema);
  std::vector<curation::SlotTable> tables;
  tables.push_back({"", table_of(names, dtypes, std::move(cells), std::move(label), rows)});
  const auto found = unlocked(
      [&] { return curation::curate(box.database->store(), box.record, tables, ontology_of(box.database)); });
  nb::list findings;
  for (const curation::Finding& finding : found.findings)
    findings.append(to_python(curation::to_json(finding)));
  return findings;
}

void make_label_types(nb::handle given) {
  const DatabasePtr& database = Session::current().database();
  const auto columns = categoricals_of(given);
  unlocked([&] {
    curation::make_label_types(database->store(), columns, Session::current().log(), options_of(database));
  });
}

Categorical categorical_of(nb::handle given) {
  Categorical column{.key = std::string(text_of(given["key"])),
                     .scope = scope_of(given["field"], given["organism"]),
                     .organism = "",
                     .source_id = std::nullopt,
                     .values = {},
                     .fix = std::string(text_of(given["fix"]))};
  if (!given["organism"].is_none()) column.organism = std::string(text_of(given["organism"]));
  if (!given["source"].is_none()) column.source_id = box_of(given["source"]).record.id();
  bool has_numbers = false;
  for (nb::handle wrapped : given["columns"]) {
    const auto kind = curation::kind_of(text_of(wrapped.attr("dtype")));
    auto cells = cells_of(nb::borrow(wrapped), kind);
    for (const std::string& value : cells->distinct()) column.values.add(value);
    has_numbers = has_numbers || cells->has_numbers();
  }
  if (has_numbers && !column.values.distinct().empty() &&
      column.scope.registry().field(column.scope.field).is_text()) {
    throw Error(ErrorCode::invalid_type,
                "Type mismatch: identifiers are 'numeric' but field_values are 'str/categorical'.");
  }
  return column;
}

std::vector<Categorical> categoricals_of(nb::handle given) {
  std::vector<Categorical> columns;
  for (nb::handle one : given) columns.push_back(categorical_of(one));
  return columns;
}

nb::object texts(const std::vector<std::string>& values) {
  nb::list list;
  for (const std::string& value : values) list.append(to_python(std::string_view(value)));
  return list;
}

nb::object answer(const curation::CategoryAnswer& found) {
  nb::dict means;
  for (const auto& [value, meaning] : found.means)
    means[to_python(std::string_view(value))] = to_python(std::string_view(meaning));
  nb::dict result;
  result["key"] = to_python(std::string_view(found.key));
  result["non_validated"] = texts(found.non_validated);
  result["means"] = means;
  result["message"] = to_python(std::string_view(curation::refusal(found)));
  return result;
}

nb::object check_categories(nb::handle given, bool make_types) {
  const DatabasePtr& database = Session::current().database();
  const auto columns = categoricals_of(given);
  Log& log = Session::current().log();
  const auto answers = unlocked([&] {
    records::RecordStore& store = database->store();
    if (make_types) curation::make_label_types(store, columns, log, options_of(database));
    return curation::check_categories(store, columns, ontology_of(database), log);
  });
  nb::list result;
  for (const auto& one : answers) result.append(answer(one));
  return result;
}

nb::object add_new(nb::handle given, const nb::dict& extra) {
  const DatabasePtr& database = Session::current().database();
  const Categorical column = categorical_of(given);
  nb::kwargs kwargs = nb::borrow<nb::kwargs>(extra);
  const records::Assignments fields = assignments_of(kwargs, column.scope.registry());
  const auto added = unlocked([&] {
    return curation::add_new(database->store(), column, ontology_of(database), fields,
                             Session::current().log(), options_of(database));
  });
  return texts(added);
}

/// Saves records for values that are public terms; what is left is nobody's business.
void save_public(nb::handle given) {
  const DatabasePtr& database = Session::current().database();
  const Categorical column = categorical_of(given);
  unlocked([&] {
    Log& log = Session::current().log();
    curation::save_public_terms(database->store(), column, ontology_of(database), log);
  });
}

/// The field of the first registry of a categorical dtype, or None.
nb::object feature_category(nb::handle self) {
  RecordBox& box = box_of(self);
  const auto parts = records::parse_dtype(box.database->catalog(), box.record.get("dtype").text(),
                                          records::DtypeOwner::feature);
  if (parts.empty()) return nb::none();
  const records::DtypePart& part = parts.front();
  return Session::current().class_of(*part.registry).attr(part.field.c_str());
}

bool is_naming_field(nb::handle field) {
  const schema::Registry& registry = Session::current().registry_of(field.attr("field").attr("model"));
  return registry.naming_field().name == field_name_of(field);
}

void say_standardized(std::string key, const nb::dict& means) {
  curation::CategoryAnswer found{.key = std::move(key), .non_validated = {}, .means = {}, .fix = ""};
  for (auto [value, meaning] : means)
    found.means.emplace_back(std::string(text_of(value)), std::string(text_of(meaning)));
  curation::say_standardized(Session::current().log(), found);
}

void save_annotated(nb::handle self, nb::handle schema, nb::handle slots, nb::handle labels) {
  RecordBox& box = box_of(self);
  settle_relations(self);
  curation::Annotation annotation;
  if (!schema.is_none()) annotation.schema = box_of(schema).record;
  for (nb::handle slot : slots) annotation.slots.push_back(members_in(slot));
  for (nb::handle label : labels) {
    nb::handle named = label["named"];
    annotation.labels.push_back(
        {categorical_of(label), named.is_none() ? std::nullopt : std::optional(nb::cast<bool>(named))});
  }
  artifacts::Artifact artifact(box.record);
  artifact.pending = box.pending;
  unlocked([&] { curation::save_annotated(box.database->workspace(), artifact, annotation); });
  box.record = std::move(artifact.record);
  box.pending = std::move(artifact.pending);
}

curation::Measure measure_of(bool is_dose) {
  return is_dose ? curation::Measure::dose : curation::Measure::time;
}

}  // namespace

void bind_curators(nb::module_& module) {
  module.def("schema_construct", &construct_schema);
  module.def("schema_save", &save_schema, nb::arg("self"), nb::arg("members").none(),
             nb::arg("components").none());
  module.def("schema_members", &schema_members);
  module.def("schema_slots", &schema_slots);
  module.def("schema_describe", &describe_schema);
  module.def("schema_coerces", [](nb::handle self) { return curation::coerces(box_of(self).record); });
  module.def("schema_set_coerces",
             [](nb::handle self, bool value) { curation::set_coerces(box_of(self).record, value); });
  module.def("schema_member_field", [](nb::handle self) {
    RecordBox& box = box_of(self);
    const std::string itype(box.record.get("itype").text());
    const schema::Registry& registry = curation::registry_of_members(box.database->catalog(), itype);
    return nb::make_tuple(Session::current().class_of(registry),
                          curation::field_of_members(box.database->catalog(), itype));
  });
  module.def("schema_of_members", &schema_of_members, nb::arg("given"), nb::arg("name").none(),
             nb::arg("mute"), nb::arg("make"));
  module.def("check_table", &check_table, nb::arg("schema"), nb::arg("features"), nb::arg("names"),
             nb::arg("dtypes"), nb::arg("cells"), nb::arg("label").none(), nb::arg("rows"));
  module.def("curation_report", &report, nb::arg("schema"), nb::arg("names"), nb::arg("dtypes"),
             nb::arg("cells"), nb::arg("label").none(), nb::arg("rows"));
  module.def("make_label_types", &make_label_types);
  module.def("parse_amount", [](bool is_dose, std::string_view text) -> nb::object {
    const auto amount = curation::parse_amount(measure_of(is_dose), text);
    if (!amount) return nb::none();
    return nb::make_tuple(to_python(std::string_view(amount->number)),
                          to_python(std::string_view(amount->unit)));
  });
  module.def("standardize_unit", [](bool is_dose, std::string_view unit) {
    return curation::standardize_unit(measure_of(is_dose), unit);
  });
  module.def("is_unit", [](bool is_dose, std::string_view unit) {
    return curation::is_unit(measure_of(is_dose), unit);
  });
  module.def("check_categories", &check_categories);
  module.def("add_new_categories", &add_new);
  module.def("say_standardized", &say_standardized);
  module.def("save_public_categories", &save_public);
  module.def("feature_category", &feature_category);
  module.def("is_naming_field", &is_naming_field);
  module.def("save_annotated", &save_annotated, nb::arg("self"), nb::arg("schema").none(), nb::arg("slots"),
             nb::arg("labels"));
}

}  // namespace lamin::python
