// Search, lookup, view and the description of a registry.
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "errors.hpp"
#include "query_set.hpp"
#include "record.hpp"
#include "records/rules.hpp"
#include "relations.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

std::vector<std::string> search_fields(nb::handle field) {
  std::vector<std::string> names;
  if (field.is_none()) return names;
  if (PyList_Check(field.ptr()) || PyTuple_Check(field.ptr())) {
    for (nb::handle part : field) names.push_back(field_name_of(part));
  } else {
    names.push_back(field_name_of(field));
  }
  return names;
}

nb::object view_parts(nb::handle limit, const std::vector<std::string>& modules,
                      const std::vector<std::string>& registries) {
  Session& session = Session::current();
  const DatabasePtr& database = session.database();
  nb::list parts;
  for (auto& part : records::view(database->store(), nb::cast<std::int64_t>(limit), modules, registries)) {
    parts.append(nb::make_tuple(part.module, part.registry->name, QuerySet(database, std::move(part.query))));
  }
  return parts;
}

nb::object describe_registry(std::string_view name) {
  const schema::Catalog& catalog = Session::current().database()->catalog();
  return to_python(std::string_view(records::repr(catalog, catalog.get(name))));
}

/// What lamindb._registry makes a class from.
nb::object declaration(std::string_view name) {
  const schema::Catalog& catalog = Session::current().database()->catalog();
  const schema::Registry* found = catalog.find(name);
  if (found == nullptr) return nb::none();
  const schema::Registry& registry = *found;
  nb::dict dict;
  dict["module"] = registry.module;
  dict["name"] = registry.name;
  dict["qualified_name"] = registry.qualified_name();
  dict["display_name"] = registry.display_name();
  dict["table"] = registry.table;
  dict["doc"] = to_python(std::string_view(registry.doc));
  dict["name_field"] = registry.name_field;
  dict["is_record"] = registry.traits.is_record;
  dict["is_versioned"] = registry.traits.is_versioned;
  dict["tracks_run"] = registry.traits.tracks_run;
  dict["tracks_updates"] = registry.traits.tracks_updates;
  dict["has_parents"] = registry.traits.has_parents;
  dict["can_curate"] = registry.traits.can_curate;
  dict["validates_fields"] = registry.traits.validates_fields;
  dict["is_link"] = registry.traits.is_link;
  dict["ontology_id_field"] = registry.ontology_id_field;
  dict["is_bio_record"] = registry.traits.is_bio_record;
  dict["stem_length"] = registry.stem_length;
  nb::list fields;
  for (const schema::Field& field : registry.fields)
    fields.append(nb::make_tuple(field.name, field.column, field.doc));
  dict["fields"] = fields;
  return dict;
}

/// Names of the classes of a module, automatic link tables left out.
std::vector<std::string> registry_names(std::string_view module) {
  std::vector<std::string> names;
  if (!Session::current().is_connected()) return names;
  for (const auto& registry : Session::current().database()->catalog().registries()) {
    if (registry->module == module && !registry->traits.is_automatic) names.push_back(registry->name);
  }
  return names;
}

/// What Lookup asks for keys: they become Python strings when somebody wants to see them all.
void bind_lookup_table(nb::module_& module) {
  using records::LookupTable;
  nb::class_<LookupTable>(module, "LookupTable")
      .def("__len__", &LookupTable::size)
      .def("__contains__",
           [](const LookupTable& self, std::string_view key) { return self.find(key).has_value(); })
      .def("ids",
           [](const LookupTable& self, std::string_view key) {
             const auto found = self.find(key);
             return found ? self.ids(*found) : std::vector<std::int64_t>();
           })
      .def("keys", [](const LookupTable& self) {
        nb::list keys;
        for (std::size_t index = 0; index < self.size(); ++index) keys.append(to_python(self.key(index)));
        return keys;
      });
}

}  // namespace

QuerySet search(const QuerySet& self, nb::handle text, nb::handle field, nb::handle limit,
                bool case_sensitive) {
  if (text.is_none()) {
    throw Error(ErrorCode::invalid_value, "Cannot search for None value! Please pass a valid string.");
  }
  records::SearchOptions options;
  options.fields = search_fields(field);
  options.case_sensitive = case_sensitive;
  options.limit = limit.is_none() ? 0 : nb::cast<std::int64_t>(limit);
  std::string wanted(text_of(text));
  bool whole = self.query.filters().empty() && !self.is_sliced;
  auto keys = unlocked([&] {
    return records::search(self.database->store(), self.registry(), wanted, options,
                           whole ? nullptr : &self.query);
  });
  QuerySet result(self.database, query::Query(self.registry()));
  result.query.ranked(std::move(keys));
  return result;
}

nb::object lookup(const QuerySet& self, nb::handle field, nb::handle return_field) {
  std::string name = field.is_none() ? self.registry().naming_field().name : field_name_of(field);
  auto table = unlocked([&] { return records::lookup(self.database->store(), self.query, name); });
  nb::object wanted =
      return_field.is_none() ? nb::none() : to_python(std::string_view(field_name_of(return_field)));
  return nb::module_::import_("lamindb._lookup")
      .attr("Lookup")(nb::cast(self.copy()), nb::cast(std::move(table)), to_python(std::string_view(name)),
                      wanted);
}

void bind_search(nb::module_& module) {
  bind_lookup_table(module);
  module.def("view_parts", &view_parts);
  module.def("describe_registry", &describe_registry);
  module.def("declaration", &declaration);
  module.def("naming_field", [](std::string_view registry) {
    return Session::current().database()->catalog().get(registry).naming_field().name;
  });
  module.def("registry_names", &registry_names);
  module.def("versions", [](nb::handle object) {
    const RecordBox& box = box_of(object);
    return QuerySet(box.database, records::versions_of(box.record));
  });
  module.def("class_named", [](std::string_view name) {
    Session& session = Session::current();
    const schema::Registry* registry = session.database()->catalog().find(name);
    return registry == nullptr ? nb::none() : session.class_of(*registry);
  });
}

}  // namespace lamin::python
