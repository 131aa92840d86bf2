// Values against a registry: what lamindb._curation gives the shapes of numpy and pandas.
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "curation/from_values.hpp"
#include "curation/messages.hpp"
#include "curation/synonyms.hpp"
#include "curation/values.hpp"
#include "errors.hpp"
#include "ontologies.hpp"
#include "query_set.hpp"
#include "record.hpp"
#include "relations.hpp"
#include "transfer.hpp"
#include "value_answers.hpp"
#include "value_list.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

using curation::Scope;
using curation::Values;

bool is_of_text(const Scope& scope) {
  return scope.registry().field(scope.field).is_text();
}

void expect_type(const ValueList& given, const Scope& scope) {
  if (is_of_text(scope)) given.expect_text_first();
}

std::string field_of(const schema::Registry& registry, nb::handle field) {
  if (field.is_none()) return "";
  std::string name = field_name_of(field);
  if (registry.find_field(name) == nullptr) {
    throw Error(ErrorCode::no_attribute,
                "type object '" + registry.name + "' has no attribute '" + name + "'");
  }
  return name;
}

Scope scope_of(const QuerySet& records, nb::handle field) {
  query::Query query = records.query;
  if (records.is_sliced) {
    query = query::Query(records.registry());
    query.where(records.registry().key().name + "__in", query::Operand(records.query));
  }
  return curation::scope_of(std::move(query), field_of(records.registry(), field));
}

std::string import_hint(const schema::Registry& registry) {
  return registry.traits.is_bio_record
             ? "\n   → use `.import_source()` to import records from a source, e.g. a public ontology"
             : "";
}

/// A byte a value: whether it is valid.
nb::object validate(const QuerySet& records, const ValueList& given, nb::handle field, bool mute) {
  Scope scope = scope_of(records, field);
  expect_type(given, scope);
  records::RecordStore& store = records.database->store();
  auto found = unlocked([&] { return curation::validate(store, scope, given.values()); });
  Voice voice(mute);
  if (given.size() == 0) {
    voice.log().warning("input has zero length");
  } else if (found.validated.empty() && !unlocked([&] { return store.exists(scope.records); })) {
    voice.log().warning("Your " + scope.registry().name +
                        " registry is empty, consider populating it first!" + import_hint(scope.registry()));
  } else {
    curation::say_validated(voice.log(), scope, found, given.values().ignored());
  }
  return given.are_among(found.validated);
}

nb::object inspect(const QuerySet& records, const ValueList& given, nb::handle field, bool mute,
                   nb::handle organism, nb::handle source) {
  Scope scope = scope_of(records, field);
  expect_type(given, scope);
  records::RecordStore& store = records.database->store();
  const curation::PublicScope in_sources = public_scope(scope, organism, source);
  Voice voice(mute);
  const auto found = unlocked([&] { return curation::inspect(store, scope, given.values()); });
  curation::say_inspected(voice.log(), scope.field, found);
  Values unknown;
  for (const std::string& value : found.unknown()) unknown.add(value);
  const auto in_public = unlocked([&] {
    return unknown.distinct().empty() ? std::nullopt
                                      : public_library().inspect(store, in_sources, unknown, voice.log());
  });
  curation::say_unknown(voice.log(), scope, found, in_public ? &*in_public : nullptr);
  return answer_of(found);
}

nb::object standardize(const QuerySet& records, const ValueList& given, nb::handle field,
                       nb::handle return_field, const std::string& synonyms_field, bool case_sensitive,
                       nb::handle keep, bool mute) {
  Scope scope = scope_of(records, field);
  if (is_of_text(scope)) given.expect_text();
  curation::Meaning meaning{.return_field = return_field.is_none() ? "" : field_name_of(return_field),
                            .synonyms_field = synonyms_field,
                            .case_sensitive = case_sensitive,
                            .keep = keep_of(keep)};
  auto found = unlocked(
      [&] { return curation::standardize(records.database->store(), scope, given.values(), meaning); });
  if (meaning.keep == curation::Keep::all)
    Voice(mute).log().warning("returning list might contain lists when 'keep=False'");
  return meanings_of(found);
}

nb::object from_values(const QuerySet& records, nb::handle objects, nb::handle field, bool create, bool mute,
                       nb::handle organism) {
  const ValueList given = collection_of(objects);
  Scope scope = scope_of(records, field);
  expect_type(given, scope);
  records::RecordStore& store = records.database->store();
  Voice voice(mute);
  bool search_names = records.database->workspace().settings.search_names && !mute;
  records::Assignments shared;
  if (create && !organism.is_none()) {
    take_into(records.database, organism);
    shared.emplace_back("organism", box_of(organism).record.get("id"));
  }
  curation::Found found = unlocked([&] {
    return create
               ? curation::from_values_or_new(store, scope, given.values(), voice.log(), search_names, shared)
               : curation::from_values(store, scope, given.values());
  });
  if (!create) curation::say_found(voice.log(), scope, found);
  nb::list result;
  for (records::Record& record : found.records) result.append(wrap(std::move(record), records.database));
  return result;
}

/// (synonyms, records): what other records have already.
nb::object synonym_holders(nb::handle self, const std::vector<std::string>& synonyms) {
  RecordBox& box = box_of(self);
  auto holders = unlocked([&] { return curation::holders_of(box.database->store(), box.record, synonyms); });
  nb::list list;
  for (records::Record& record : holders.records) list.append(wrap(std::move(record), box.database));
  return nb::make_tuple(texts_of(holders.synonyms), list);
}

}  // namespace

void bind_curation(nb::module_& module) {
  bind_value_list(module);
  module.def("validate_values", &validate, nb::arg("records"), nb::arg("values"), nb::arg("field").none(),
             nb::arg("mute"));
  module.def("inspect_values", &inspect, nb::arg("records"), nb::arg("values"), nb::arg("field").none(),
             nb::arg("mute"), nb::arg("organism") = nb::none(), nb::arg("source") = nb::none());
  module.def("standardize_values", &standardize, nb::arg("records"), nb::arg("values"),
             nb::arg("field").none(), nb::arg("return_field").none(), nb::arg("synonyms_field"),
             nb::arg("case_sensitive"), nb::arg("keep"), nb::arg("mute"));
  module.def("records_from_values", &from_values, nb::arg("records"), nb::arg("values"),
             nb::arg("field").none(), nb::arg("create"), nb::arg("mute"), nb::arg("organism") = nb::none());
  module.def("synonym_holders", &synonym_holders);
  module.def("add_synonyms", [](nb::handle self, const std::vector<std::string>& synonyms) {
    curation::add_synonyms(box_of(self).record, synonyms);
  });
  module.def("remove_synonyms", [](nb::handle self, const std::vector<std::string>& synonyms) {
    curation::remove_synonyms(box_of(self).record, synonyms);
  });
  module.def("refuse_held_synonym", [](nb::handle self, std::string_view text) {
    Session::current().log().error(text);
    curation::refuse_held(box_of(self).record);
  });
  module.def("has_field", [](nb::handle type, std::string_view name) {
    return Session::current().registry_of(type).find_field(name) != nullptr;
  });
}

}  // namespace lamin::python
