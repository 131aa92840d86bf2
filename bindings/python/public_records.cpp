// lamindb._core: records of public terms.  bionty._records gives these functions the names of bionty.
#include <nanobind/stl/string.h>

#include <algorithm>

#include "base/uid.hpp"
#include "ontologies.hpp"
#include "query_set.hpp"
#include "record.hpp"
#include "registries/bionty/sources.hpp"
#include "relations.hpp"
#include "transfer.hpp"
#include "value_answers.hpp"

namespace lamin::python {

namespace {

nb::object wrapped(std::vector<records::Record>& records, const DatabasePtr& database) {
  nb::list result;
  for (records::Record& record : records) result.append(wrap(std::move(record), database));
  return result;
}

curation::PublicScope scope_of(const QuerySet& records, nb::handle field, nb::handle organism,
                               nb::handle source) {
  return public_scope(curation::scope_of(records.query, field.is_none() ? "" : field_name_of(field)),
                      organism, source);
}

nb::object from_values(const QuerySet& records, nb::handle objects, nb::handle field, nb::handle organism,
                       nb::handle source, bool mute) {
  const ValueList given = collection_of(objects);
  take_into(records.database, organism);
  const auto scope = scope_of(records, field, organism, source);
  given.expect_text_first();
  Voice voice(mute);
  auto found = unlocked([&] {
    return public_library().from_values(records.database->store(), scope, given.values(), voice.log());
  });
  return wrapped(found.records, records.database);
}

/// The meanings of values by the public source: {value: (name, False)}.
nb::object public_meanings(const QuerySet& records, const ValueList& given, nb::handle field,
                           nb::handle organism, nb::handle source, nb::handle return_field,
                           bool case_sensitive, bool mute) {
  const auto scope = scope_of(records, field, organism, source);
  Voice voice(mute);
  records::RecordStore& store = records.database->store();
  curation::Meaning meaning{.return_field = return_field.is_none() ? "" : field_name_of(return_field),
                            .case_sensitive = case_sensitive};
  auto found = unlocked(
      [&] { return public_library().standardize(store, scope, given.values(), meaning, voice.log()); });
  return meanings_of(found);
}

nb::object organism(const std::string& name, bool mute) {
  DatabasePtr database = Session::current().database();
  Voice voice(mute);
  auto record = unlocked([&] { return public_library().organism(database->store(), name, voice.log()); });
  return wrap(std::move(record), database);
}

void save_terms(const nb::list& objects) {
  std::vector<records::Record*> rows;
  for (nb::handle object : objects) rows.push_back(&box_of(object).record);
  if (rows.empty()) return;
  records::RecordStore& store = box_of(objects[0]).database->store();
  unlocked([&] { public_library().save(store, rows, Session::current().log()); });
}

void import_source(nb::handle type, nb::handle organism, nb::handle source, bool update) {
  Session& session = Session::current();
  const schema::Registry& registry = session.registry_of(type);
  records::RecordStore& store = session.database()->store();
  const std::string name = organism_name(organism);
  const auto id = source_id(source);
  unlocked([&] {
    const records::Record record = public_library().source_of(store, registry, name, id);
    if (update)
      public_library().update(store, registry, record, session.log());
    else
      public_library().import_source(store, registry, record, session.log());
  });
}

nb::object source_changes(nb::handle type, nb::handle source) {
  Session& session = Session::current();
  const schema::Registry& registry = session.registry_of(type);
  records::RecordStore& store = session.database()->store();
  const records::Record& record = box_of(source).record;
  auto changes = unlocked([&] { return public_library().changes(store, registry, record); });
  nb::list result;
  for (const auto& change : changes) {
    nb::dict row;
    row["ontology_id"] = change.ontology_id;
    row["name"] = change.name;
    row["change"] = std::string(ontologies::name_of(change.kind));
    row["before"] = change.before;
    row["after"] = change.after;
    row["in_use"] = change.in_use;
    result.append(row);
  }
  return result;
}

/// Whether the uid is that of a source that bionty lists.
bool is_public_source(nb::handle source) {
  const std::string_view uid = box_of(source).record.uid();
  return std::ranges::any_of(registries::bionty::public_sources(), [&](const auto& one) {
    return uid == hash_base62(std::string(one.entity) + std::string(one.name) + std::string(one.organism) +
                                  std::string(one.version),
                              8);
  });
}

}  // namespace

void bind_public_records(nb::module_& module) {
  module.def("public_from_values", &from_values, nb::arg("records"), nb::arg("values"),
             nb::arg("field").none(), nb::arg("organism").none(), nb::arg("source").none(), nb::arg("mute"));
  module.def("public_meanings", &public_meanings, nb::arg("records"), nb::arg("values"),
             nb::arg("field").none(), nb::arg("organism").none(), nb::arg("source").none(),
             nb::arg("return_field").none(), nb::arg("case_sensitive"), nb::arg("mute"));
  module.def("public_organism", &organism, nb::arg("name"), nb::arg("mute") = false);
  module.def("public_needs_organism", [](nb::handle type, const std::string& field) {
    const schema::Registry& registry = Session::current().registry_of(type);
    return ontologies::Library::needs_organism(registry,
                                               field.empty() ? registry.naming_field().name : field);
  });
  module.def("organism_of_id", [](const std::string& id) { return ontologies::Library::organism_of_id(id); });
  module.def("save_terms", &save_terms);
  module.def("field_name", [](nb::handle field) { return field_name_of(field); });
  module.def("adopt", [](nb::handle self, nb::handle other) {
    RecordBox& box = box_of(other);
    fill(self, RecordBox(box.record, box.database));
  });
  module.def("is_public_source", &is_public_source);
  module.def("import_source", &import_source, nb::arg("registry"), nb::arg("organism").none(),
             nb::arg("source").none(), nb::arg("update"));
  module.def("source_changes", &source_changes);
  module.def("use_source", [](nb::handle source) {
    RecordBox& box = box_of(source);
    unlocked([&] { ontologies::use_source(box.database->store(), box.record); });
  });
}

}  // namespace lamin::python
