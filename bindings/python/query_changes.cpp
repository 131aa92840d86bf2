// What query sets write: records made, changed and removed, one or many.
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>

#include "errors.hpp"
#include "expressions.hpp"
#include "query_set.hpp"
#include "record.hpp"
#include "record_construct.hpp"
#include "records/rules.hpp"
#include "relations.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

nb::object made(const QuerySet& self, const nb::dict& fields) {
  nb::object record = Session::current().class_of(self.registry())(**nb::borrow<nb::kwargs>(fields));
  return record.attr("save")();
}

/// The record that meets the conditions, if there is one; more than one is an error.
nb::object the_one(const QuerySet& self, const nb::kwargs& conditions) {
  QuerySet known = self.copy();
  known.query.filter(filter_of(nb::borrow<nb::args>(nb::tuple()), conditions));
  known.query.limit(2);
  nb::list& found = known.evaluate();
  if (nb::len(found) > 1) {
    throw Error(ErrorCode::many_matches,
                "get() returned more than one " + self.registry().name + " -- it returned 2!")
        .with("registry", self.registry().qualified_name());
  }
  return nb::len(found) == 0 ? nb::none() : nb::object(found[0]);
}

nb::dict fields_to_make(const nb::kwargs& conditions, nb::handle defaults) {
  nb::dict fields;
  for (auto [name, value] : conditions) {
    if (text_of(name).find("__") == std::string_view::npos) fields[name] = value;
  }
  if (!defaults.is_none()) fields.attr("update")(defaults);
  return fields;
}

/// (record, whether it was made): the one that meets the conditions, or a new one with `defaults` beside
/// them.
nb::object get_or_create(const QuerySet& self, const nb::kwargs& given) {
  nb::kwargs conditions = nb::borrow<nb::kwargs>(given.attr("copy")());
  nb::object defaults = conditions.attr("pop")("defaults", nb::none());
  nb::object found = the_one(self, conditions);
  if (!found.is_none()) return nb::make_tuple(found, false);
  return nb::make_tuple(made(self, fields_to_make(conditions, defaults)), true);
}

nb::object update_or_create(const QuerySet& self, const nb::kwargs& given) {
  nb::kwargs conditions = nb::borrow<nb::kwargs>(given.attr("copy")());
  nb::object defaults = conditions.attr("pop")("defaults", nb::none());
  nb::object create_defaults = conditions.attr("pop")("create_defaults", nb::none());
  nb::object found = the_one(self, conditions);
  if (found.is_none()) {
    nb::object others = create_defaults.is_none() ? defaults : create_defaults;
    return nb::make_tuple(made(self, fields_to_make(conditions, others)), true);
  }
  if (!defaults.is_none()) {
    for (auto [name, value] : nb::borrow<nb::dict>(defaults)) nb::setattr(found, name, value);
    found.attr("save")();
  }
  return nb::make_tuple(found, false);
}

std::vector<records::Record*> records_in(nb::handle objects) {
  std::vector<records::Record*> records;
  for (nb::handle object : objects) records.push_back(&box_of(object).record);
  return records;
}

nb::object bulk_create(const QuerySet& self, nb::handle objects, nb::handle, bool ignore_conflicts,
                       const nb::kwargs&) {
  nb::list list(nb::borrow(objects));
  const std::vector<records::Record*> records = records_in(list);
  const auto conflict = ignore_conflicts ? records::OnConflict::ignore : records::OnConflict::fail;
  unlocked([&] { self.database->store().save_all(records, conflict); });
  return list;
}

std::int64_t bulk_update(const QuerySet& self, nb::handle objects, nb::handle fields, nb::handle) {
  if (nb::len(fields) == 0)
    throw Error(ErrorCode::invalid_value, "Field names must be given to bulk_update().");
  for (nb::handle field : fields) self.registry().field(field_name_of(field));
  nb::list list(nb::borrow(objects));
  const std::vector<records::Record*> records = records_in(list);
  if (!std::ranges::all_of(records, &records::Record::is_saved))
    throw Error(ErrorCode::invalid_value, "All bulk_update() objects must have a primary key set.");
  unlocked([&] { self.database->store().save_all(records); });
  return static_cast<std::int64_t>(records.size());
}

std::int64_t update(QuerySet& self, const nb::kwargs& changes) {
  refuse_after_slice(self, "update a query");
  refuse_after_combination(self, "update");
  self.answer.reset();
  std::vector<std::pair<std::string, query::Expression>> computed;
  nb::kwargs constants;
  for (auto [name, value] : changes) {
    const schema::Field* field = self.registry().find_field(text_of(name));
    if (field == nullptr) refuse_unknown_field(self.registry(), text_of(name));
    if (field->is_relation() && PyLong_Check(value.ptr())) {
      constants[field->column.c_str()] = value;
    } else if (auto expression = find_expression(value)) {
      computed.emplace_back(std::string(text_of(name)), *std::move(expression));
    } else {
      constants[name] = value;
    }
  }
  records::RecordStore& store = self.database->store();
  records::Assignments assignments = assignments_of(constants, self.registry());
  if (computed.empty()) return unlocked([&] { return store.update(self.query, assignments); });
  for (auto& [name, value] : assignments) computed.emplace_back(name, query::Expression::value(value));
  return unlocked([&] { return store.update(self.query, computed); });
}

/// Registries whose records own files or runs are removed one by one, with a word to the person.
void remove(QuerySet& self, const nb::kwargs& options) {
  refuse_after_combination(self, "delete");
  if (self.is_sliced) throw Error(ErrorCode::invalid_type, "Cannot use 'limit' or 'offset' with delete().");
  static constexpr std::string_view careful[] = {"Artifact", "Collection", "Transform", "Run"};
  const schema::Registry& registry = self.registry();
  bool one_by_one =
      registry.module == "lamindb" && std::ranges::find(careful, registry.name) != std::end(careful);
  if (!one_by_one) {
    unlocked([&] { self.database->store().remove_all(self.query); });
    self.answer.reset();
    return;
  }
  for (nb::handle record : self.evaluate()) {
    Session::current().log().important("deleting " + records::repr(box_of(record).record));
    record.attr("delete")(**options);
  }
}

}  // namespace

void bind_query_changes(nb::class_<QuerySet>& query_set) {
  query_set
      .def("create",
           [](const QuerySet& self, const nb::kwargs& fields) {
             nb::object made = Session::current().class_of(self.registry())(**fields);
             return made.attr("save")();
           })
      .def("update", &update)
      .def("delete", &remove)
      .def("get_or_create", &get_or_create)
      .def("update_or_create", &update_or_create)
      .def("bulk_create", &bulk_create, nb::arg("objs"), nb::arg("batch_size") = nb::none(),
           nb::arg("ignore_conflicts") = false, nb::arg("kwargs"))
      .def("bulk_update", &bulk_update, nb::arg("objs"), nb::arg("fields"),
           nb::arg("batch_size") = nb::none());
}

}  // namespace lamin::python
