#include "relations.hpp"

#include <nanobind/stl/string.h>

#include <algorithm>

#include "artifacts/create.hpp"
#include "collections/reading.hpp"
#include "errors.hpp"
#include "query_set.hpp"
#include "record.hpp"
#include "record_construct.hpp"
#include "records/which_exist.hpp"
#include "remote/travel.hpp"
#include "transfer.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

struct RelatedManager {
  nb::object record;
  std::string name;

  RecordBox& box() const { return box_of(record); }
  const schema::Relation& relation() const {
    return *box().database->catalog().find_relation(box().registry(), name);
  }
};

void require_saved(const RelatedManager& self) {
  if (self.box().record.is_saved()) return;
  if (self.relation().kind == schema::Relation::Kind::backward) {
    throw Error(ErrorCode::invalid_value,
                "'" + self.box().registry().name +
                    "' instance needs to have a primary key value before this relationship can be used.");
  }
  throw Error(ErrorCode::invalid_value,
              "\"" + std::string(text_of(nb::repr(self.record))) +
                  "\" needs to have a value for field \"id\" before this many-to-many "
                  "relationship can be used.");
}

QuerySet query_set_of(const RelatedManager& self) {
  require_saved(self);
  RecordBox& box = self.box();
  QuerySet result(box.database, box.database->store().related(box.record, self.name));
  result.is_plain = true;
  result.answer = fetched_records(self.record, self.name);
  return result;
}

bool is_backward(const RelatedManager& self) {
  return self.relation().kind == schema::Relation::Kind::backward;
}

/// The records of a relation that no record can do without can neither be taken away nor replaced.
bool is_fixed(const RelatedManager& self) {
  return is_backward(self) && !self.relation().field->nullable;
}

enum class Purpose { add, remove };

std::optional<std::int64_t> id_of(const RelatedManager& self, nb::handle object, Purpose purpose) {
  const schema::Relation& relation = self.relation();
  const RecordBox* box = find_box(object);
  std::string shown(text_of(nb::repr(object)));
  if (box == nullptr) {
    if (is_backward(self))
      throw Error(ErrorCode::invalid_type, "'" + relation.target->name + "' instance expected, got " + shown);
    if (PyLong_Check(object.ptr())) return nb::cast<std::int64_t>(object);
    throw Error(PyUnicode_Check(object.ptr()) ? ErrorCode::invalid_value : ErrorCode::invalid_type,
                "Field 'id' expected a number but got " + shown + ".");
  }
  if (box->registry().table != relation.target->table)
    throw Error(ErrorCode::invalid_type, "'" + relation.target->name + "' instance expected, got " + shown);
  if (box->record.is_saved() && purpose == Purpose::add) take_into(self.box().database, object);
  if (box->record.is_saved() && box->database != self.box().database)
    return unlocked([&] { return remote::find_same(self.box().database->store(), box->record); });
  if (box->record.is_saved()) return box->record.id();
  if (purpose == Purpose::remove) return std::nullopt;
  if (is_backward(self)) {
    throw Error(ErrorCode::invalid_value,
                shown + " instance isn't saved. Use bulk=False or save the object first.");
  }
  throw Error(
      ErrorCode::invalid_value,
      "Cannot add \"" + shown + "\": instance is on database \"default\", value is on database \"None\"");
}

std::vector<std::int64_t> ids_of(const RelatedManager& self, nb::handle objects, Purpose purpose) {
  std::vector<std::int64_t> ids;
  for (nb::handle object : objects) {
    if (const auto id = id_of(self, object, purpose)) ids.push_back(*id);
  }
  return ids;
}

/// Records in memory follow what was written of them.
void note_key(const RelatedManager& self, nb::handle objects, const Value& key) {
  const std::string& field = self.relation().field->name;
  for (nb::handle object : objects) {
    RecordBox* box = find_box(object);
    if (box == nullptr || !box->record.is_saved()) continue;
    const bool is_clean = !box->record.has_changes();
    box->record.set(field, key);
    if (is_clean) box->record.mark_saved();
    if (key.is_null()) {
      forget_relation(object, to_python(std::string_view(field)));
    } else {
      cache_relation(object, to_python(std::string_view(field)), self.record);
    }
  }
}

void forget_fetched(const RelatedManager& self) {
  nb::object members = self.record.attr("__dict__");
  members.attr("pop")("_prefetched_objects_cache", nb::none());
}

/// Points the rows that hold this record's key to it, or to nothing.
void point_back(const RelatedManager& self, const std::vector<std::int64_t>& ids, const Value& key) {
  const schema::Relation& relation = self.relation();
  std::vector<Value> keys(ids.begin(), ids.end());
  query::Query rows(*relation.target);
  rows.where("id__in", query::Operand(std::move(keys)));
  records::RecordStore& store = self.box().database->store();
  unlocked([&] { store.update(rows, {{relation.field->name, key}}); });
}

records::Assignments link_fields(const RelatedManager& self, nb::handle defaults) {
  if (defaults.is_none() || is_backward(self)) return {};
  return assignments_of(nb::borrow<nb::kwargs>(defaults), *self.relation().through);
}

nb::object option(const nb::kwargs& options, const char* name) {
  return options.contains(name) ? nb::object(options[name]) : nb::none();
}

void add(const RelatedManager& self, const nb::args& objects, const nb::kwargs& options) {
  require_saved(self);
  forget_fetched(self);
  RecordBox& box = self.box();
  if (is_backward(self)) {
    nb::object bulk = option(options, "bulk");
    if (!bulk.is_none() && !nb::cast<bool>(bulk)) {
      for (nb::handle object : objects) {
        nb::setattr(object, self.relation().field->name.c_str(), self.record);
        object.attr("save")();
      }
      return;
    }
    point_back(self, ids_of(self, objects, Purpose::add), box.record.get("id"));
    return note_key(self, objects, box.record.get("id"));
  }
  const std::vector<std::int64_t> ids = ids_of(self, objects, Purpose::add);
  const records::Assignments extra = link_fields(self, option(options, "through_defaults"));
  unlocked([&] {
    records::RecordStore& store = box.database->store();
    // What is linked already stays as it is, whatever its links say.
    const auto missing = extra.empty() ? ids : records::not_linked(store, box.record, self.name, ids);
    store.add_links(box.record, self.name, missing, extra);
  });
}

void expect_removable(const RelatedManager& self, const char* method) {
  if (is_fixed(self))
    throw Error(ErrorCode::no_attribute,
                std::string("'RelatedManager' object has no attribute '") + method + "'");
}

/// Of those that are related to this record at all; another one is an error.
void take_away(const RelatedManager& self, nb::handle objects, const std::vector<std::int64_t>& ids) {
  RecordBox& box = self.box();
  const std::string& field = self.relation().field->name;
  for (nb::handle object : objects) {
    const RecordBox* other = find_box(object);
    if (other == nullptr || other->record.get(field) == box.record.get("id")) continue;
    throw Error(ErrorCode::no_match, std::string(text_of(nb::repr(object))) + " is not related to " +
                                         std::string(text_of(nb::repr(self.record))) + ".")
        .with("registry", self.relation().target->qualified_name());
  }
  unlocked([&] { box.database->store().remove_links(box.record, self.name, ids); });
  note_key(self, objects, Value());
}

void remove(const RelatedManager& self, const nb::args& objects) {
  expect_removable(self, "remove");
  require_saved(self);
  forget_fetched(self);
  const std::vector<std::int64_t> ids = ids_of(self, objects, Purpose::remove);
  if (is_backward(self)) return take_away(self, objects, ids);
  RecordBox& box = self.box();
  unlocked([&] { box.database->store().remove_links(box.record, self.name, ids); });
}

void clear(const RelatedManager& self) {
  expect_removable(self, "clear");
  require_saved(self);
  forget_fetched(self);
  RecordBox& box = self.box();
  unlocked([&] { box.database->store().set_links(box.record, self.name, {}); });
}

void set(const RelatedManager& self, nb::handle objects, const nb::kwargs& options) {
  require_saved(self);
  forget_fetched(self);
  nb::list list(nb::borrow(objects));
  const std::vector<std::int64_t> ids = ids_of(self, list, Purpose::add);
  RecordBox& box = self.box();
  records::RecordStore& store = box.database->store();
  if (is_fixed(self)) {
    point_back(self, ids, box.record.get("id"));
    return note_key(self, list, box.record.get("id"));
  }
  const records::Assignments extra = link_fields(self, option(options, "through_defaults"));
  nb::object is_clearing = option(options, "clear");
  const bool clears = !is_clearing.is_none() && nb::cast<bool>(is_clearing);
  unlocked([&] {
    auto work = store.begin();
    if (clears) store.set_links(box.record, self.name, {});
    if (extra.empty()) {
      store.set_links(box.record, self.name, ids);
    } else {
      const auto known = store.related(box.record, self.name);
      std::vector<std::int64_t> gone;
      for (const auto& row : store.values(known, {"id"})) {
        if (std::ranges::find(ids, row[0].integer()) == ids.end()) gone.push_back(row[0].integer());
      }
      store.remove_links(box.record, self.name, gone);
      store.add_links(box.record, self.name, ids, extra);
    }
    work.commit();
  });
  if (is_backward(self)) note_key(self, list, box.record.get("id"));
}

/// Who looks at the artifacts of a collection reads the collection.
void note_reading(const RelatedManager& self) {
  RecordBox& box = self.box();
  if (box.registry().name != "Collection" || self.name != "artifacts") return;
  artifacts::Workspace& workspace = box.database->workspace();
  unlocked([&] {
    artifacts::RunChoice::current().resolve(workspace);
    collections::track_input(workspace, box.record);
  });
}

/// A new record at the other end; of a relation back, one that points here.
nb::object create(nb::handle object, const nb::kwargs& given) {
  const RelatedManager& self = nb::cast<const RelatedManager&>(object);
  nb::kwargs fields = nb::borrow<nb::kwargs>(given.attr("copy")());
  nb::object defaults = fields.attr("pop")("through_defaults", nb::none());
  if (is_backward(self)) fields[self.relation().field->name.c_str()] = self.record;
  nb::object made = Session::current().class_of(*self.relation().target)(**fields);
  made.attr("save")();
  if (is_backward(self)) return made;
  nb::kwargs options;
  options["through_defaults"] = defaults;
  add(self, nb::borrow<nb::args>(nb::make_tuple(made)), options);
  return made;
}

/// As of a query set, but a record that is made is related to this one.
nb::object or_create(nb::handle object, const nb::kwargs& given, bool updates) {
  const RelatedManager& self = nb::cast<const RelatedManager&>(object);
  nb::kwargs conditions = nb::borrow<nb::kwargs>(given.attr("copy")());
  nb::object defaults = conditions.attr("pop")("defaults", nb::none());
  nb::object create_defaults = conditions.attr("pop")("create_defaults", nb::none());
  nb::object through = conditions.attr("pop")("through_defaults", nb::none());
  nb::object found = nb::cast(query_set_of(self)).attr("filter")(**conditions).attr("one_or_none")();
  if (found.is_none()) {
    nb::kwargs fields = nb::borrow<nb::kwargs>(conditions.attr("copy")());
    nb::object others = updates && !create_defaults.is_none() ? create_defaults : defaults;
    if (!others.is_none()) fields.attr("update")(others);
    fields["through_defaults"] = through;
    return nb::make_tuple(create(object, fields), true);
  }
  if (updates && !defaults.is_none()) {
    for (auto [name, value] : nb::borrow<nb::dict>(defaults)) nb::setattr(found, name, value);
    found.attr("save")();
  }
  return nb::make_tuple(found, false);
}

nb::object through_of(const schema::Relation& relation) {
  if (relation.through == nullptr)
    throw Error(ErrorCode::no_attribute, "This relation has no table of links");
  return Session::current().class_of(*relation.through);
}

}  // namespace

nb::object related_manager(nb::handle record, const std::string& relation) {
  RelatedManager manager{nb::borrow(record), relation};
  if (manager.relation().kind == schema::Relation::Kind::many_to_many) require_saved(manager);
  return nb::cast(std::move(manager));
}

std::string field_name_of(nb::handle field) {
  if (PyUnicode_Check(field.ptr())) return std::string(text_of(field));
  nb::object name = nb::getattr(field, "name", nb::none());
  if (name.is_none()) name = nb::getattr(nb::getattr(field, "field", nb::none()), "name", nb::none());
  if (name.is_none() || !PyUnicode_Check(name.ptr())) {
    throw Error(ErrorCode::invalid_type, "Please pass a Record string field, e.g., `CellType.name`!");
  }
  return std::string(text_of(name));
}

void bind_relations(nb::module_& module) {
  nb::class_<RelatedManager>(module, "QueryManager", "The records at the other end of a relation.")
      .def("add", &add)
      .def("remove", &remove)
      .def("set", &set, nb::arg("objs"), nb::arg("options"))
      .def("clear", &clear)
      .def("create", &create)
      .def("get_or_create",
           [](nb::handle self, const nb::kwargs& given) { return or_create(self, given, false); })
      .def("update_or_create",
           [](nb::handle self, const nb::kwargs& given) { return or_create(self, given, true); })
      .def("all",
           [](const RelatedManager& self) {
             note_reading(self);
             return query_set_of(self);
           })
      .def("get_queryset", &query_set_of)
      .def_prop_ro("through", [](const RelatedManager& self) { return through_of(self.relation()); })
      .def_prop_ro("source_field_name",
                   [](const RelatedManager& self) { return self.relation().through_source->name; })
      .def_prop_ro("target_field_name",
                   [](const RelatedManager& self) { return self.relation().through_target->name; })
      .def_prop_ro("instance", [](const RelatedManager& self) { return self.record; })
      .def_prop_ro(
          "model",
          [](const RelatedManager& self) { return Session::current().class_of(*self.relation().target); })
      .def("__repr__",
           [](const RelatedManager& self) { return self.relation().target->qualified_name() + ".None"; })
      .def("__getattr__", [](nb::handle self, std::string_view name) {
        if (name.starts_with("__")) throw Error(ErrorCode::no_attribute, std::string(name));
        const RelatedManager& manager = nb::cast<const RelatedManager&>(self);
        if (name == "list" || name == "df") note_reading(manager);
        return nb::object(nb::cast(query_set_of(manager)).attr(std::string(name).c_str()));
      });
}

}  // namespace lamin::python
