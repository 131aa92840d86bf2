#include "relations.hpp"

#include <nanobind/stl/string.h>

#include "errors.hpp"
#include "query_set.hpp"
#include "record.hpp"
#include "record_construct.hpp"
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
  return result;
}

std::int64_t id_of(const RelatedManager& self, nb::handle object) {
  const schema::Relation& relation = self.relation();
  const RecordBox* box = find_box(object);
  if (box == nullptr) {
    if (PyLong_Check(object.ptr())) return nb::cast<std::int64_t>(object);
    throw Error(ErrorCode::invalid_value,
                "Field 'id' expected a number but got " + std::string(text_of(nb::repr(object))) + ".");
  }
  std::string shown(text_of(nb::repr(object)));
  if (box->registry().table != relation.target->table) {
    throw Error(ErrorCode::invalid_type, "'" + relation.target->name + "' instance expected, got " + shown);
  }
  if (!box->record.is_saved()) {
    throw Error(
        ErrorCode::invalid_value,
        "Cannot add \"" + shown + "\": instance is on database \"default\", value is on database \"None\"");
  }
  return box->record.id();
}

std::vector<std::int64_t> ids_of(const RelatedManager& self, nb::handle objects) {
  std::vector<std::int64_t> ids;
  for (nb::handle object : objects) ids.push_back(id_of(self, object));
  return ids;
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

bool is_backward(const RelatedManager& self) {
  return self.relation().kind == schema::Relation::Kind::backward;
}

void add(const RelatedManager& self, const nb::args& objects, const nb::kwargs& options) {
  require_saved(self);
  std::vector<std::int64_t> ids = ids_of(self, objects);
  RecordBox& box = self.box();
  if (is_backward(self)) return point_back(self, ids, box.record.get("id"));
  records::Assignments extra;
  if (options.contains("through_defaults") && !options["through_defaults"].is_none()) {
    extra = assignments_of(nb::borrow<nb::kwargs>(options["through_defaults"]), *self.relation().through);
  }
  unlocked([&] { box.database->store().add_links(box.record, self.name, ids, extra); });
}

void remove(const RelatedManager& self, const nb::args& objects) {
  require_saved(self);
  std::vector<std::int64_t> ids = ids_of(self, objects);
  if (is_backward(self)) return point_back(self, ids, Value());
  RecordBox& box = self.box();
  unlocked([&] { box.database->store().remove_links(box.record, self.name, ids); });
}

void set(const RelatedManager& self, nb::handle objects) {
  require_saved(self);
  std::vector<std::int64_t> ids = ids_of(self, objects);
  if (is_backward(self)) return point_back(self, ids, self.box().record.get("id"));
  RecordBox& box = self.box();
  unlocked([&] { box.database->store().set_links(box.record, self.name, ids); });
}

nb::object create(nb::handle object, const nb::kwargs& fields) {
  const RelatedManager& self = nb::cast<const RelatedManager&>(object);
  nb::object made = Session::current().class_of(*self.relation().target)(**fields);
  made.attr("save")();
  object.attr("add")(made);
  return made;
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
      .def("set",
           [](const RelatedManager& self, nb::handle objects, const nb::kwargs&) { set(self, objects); })
      .def("clear", [](const RelatedManager& self) { set(self, nb::list()); })
      .def("create", &create)
      .def("all", &query_set_of)
      .def("get_queryset", &query_set_of)
      .def_prop_ro("instance", [](const RelatedManager& self) { return self.record; })
      .def_prop_ro(
          "model",
          [](const RelatedManager& self) { return Session::current().class_of(*self.relation().target); })
      .def("__repr__",
           [](const RelatedManager& self) { return self.relation().target->qualified_name() + ".None"; })
      .def("__getattr__", [](nb::handle self, std::string_view name) {
        if (name.starts_with("__")) throw Error(ErrorCode::no_attribute, std::string(name));
        return nb::object(self.attr("all")().attr(std::string(name).c_str()));
      });
}

}  // namespace lamin::python
