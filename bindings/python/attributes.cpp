// What stands on a registry's class under the name of a field or relation: on the class it names the field
// (`ln.ULabel.name`), on a record it is the value, the related record or the manager of related records.
#include <algorithm>

#include "errors.hpp"
#include "record.hpp"
#include "relations.hpp"
#include "transfer.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

struct Attribute {
  enum class Kind { value, forward, backward_single, many };
  Kind kind = Kind::value;
  std::string registry;  // qualified name
  std::string name;
  std::size_t index = 0;  // of the field, for value and forward
  std::string type;       // Django's name of the field's type, for `repr(ln.ULabel)` and messages
};

nb::object forward_object(nb::handle object, const RecordBox& box, const Attribute& attribute) {
  nb::object name = to_python(std::string_view(attribute.name));
  nb::object cached = cached_relation(object, name);
  if (!cached.is_none()) return cached;
  const Value& key = box.record.at(attribute.index);
  if (key.is_null()) return nb::none();
  const schema::Relation* relation = box.database->catalog().find_relation(box.registry(), attribute.name);
  auto row = unlocked([&] { return box.database->store().find_by_id(*relation->target, key.integer()); });
  if (!row) {
    throw Error(ErrorCode::no_match, relation->target->name + " matching query does not exist.")
        .with("registry", relation->target->qualified_name());
  }
  nb::object related = wrap(*std::move(row), box.database);
  cache_relation(object, name, related);
  return related;
}

nb::object backward_object(const RecordBox& box, const Attribute& attribute) {
  auto row = unlocked([&] {
    records::RecordStore& store = box.database->store();
    return store.first(store.related(box.record, attribute.name));
  });
  if (!row) throw Error(ErrorCode::no_attribute, box.registry().name + " has no " + attribute.name + ".");
  return wrap(*std::move(row), box.database);
}

PyObject* descriptor_get(PyObject* self, PyObject* instance, PyObject*) {
  if (instance == nullptr || instance == Py_None) return Py_NewRef(self);
  return guarded<>(static_cast<PyObject*>(nullptr), [&] {
    const Attribute& attribute = *nb::inst_ptr<Attribute>(self);
    const bool is_relation =
        attribute.kind == Attribute::Kind::backward_single || attribute.kind == Attribute::Kind::many;
    const RecordBox* known = find_box_as_is(instance);
    const bool is_there = known != nullptr && !is_relation &&
                          std::ranges::find(known->deferred, attribute.index) == known->deferred.end();
    const RecordBox& box = is_there ? *known : box_of(instance);
    nb::object result;
    switch (attribute.kind) {
      case Attribute::Kind::value:
        result = to_python(box.record.at(attribute.index));
        break;
      case Attribute::Kind::forward:
        result = forward_object(instance, box, attribute);
        break;
      case Attribute::Kind::backward_single:
        result = backward_object(box, attribute);
        break;
      case Attribute::Kind::many:
        result = related_manager(instance, attribute.name);
        break;
    }
    return result.release().ptr();
  });
}

void assign_forward(nb::handle object, RecordBox& box, const Attribute& attribute, nb::handle value) {
  const RecordBox* other = find_box(value);
  const schema::Relation* relation = box.database->catalog().find_relation(box.registry(), attribute.name);
  if (!value.is_none() && (other == nullptr || other->registry().table != relation->target->table)) {
    throw Error(ErrorCode::invalid_value, "Cannot assign \"" + std::string(text_of(nb::repr(value))) +
                                              "\": \"" + box.registry().name + "." + attribute.name +
                                              "\" must be a \"" + relation->target->name + "\" instance.");
  }
  if (other != nullptr) take_into(box.database, value);
  box.record.set_at(attribute.index, other == nullptr ? Value() : other->record.get("id"));
  nb::object name = to_python(std::string_view(attribute.name));
  if (other == nullptr) {
    forget_relation(object, name);
  } else {
    cache_relation(object, name, value);
  }
}

void assign_value(nb::handle object, RecordBox& box, const Attribute& attribute, nb::handle value) {
  const schema::Field& field = box.registry().fields[attribute.index];
  box.record.set_at(attribute.index, to_value(value, field));
  if (field.is_relation()) forget_relation(object, to_python(std::string_view(field.name)));
}

int descriptor_set(PyObject* self, PyObject* instance, PyObject* value) {
  return guarded(-1, [&] {
    const Attribute& attribute = *nb::inst_ptr<Attribute>(self);
    RecordBox& box = box_of(instance);
    if (value == nullptr) throw Error(ErrorCode::no_attribute, "cannot delete field " + attribute.name);
    switch (attribute.kind) {
      case Attribute::Kind::value:
        assign_value(instance, box, attribute, value);
        break;
      case Attribute::Kind::forward:
        assign_forward(instance, box, attribute, value);
        break;
      default:
        throw Error(ErrorCode::invalid_type,
                    "Direct assignment to the forward side of a many-to-many set is prohibited. Use " +
                        attribute.name + ".set() instead.");
    }
    return 0;
  });
}

PyType_Slot attribute_slots[] = {
    {Py_tp_descr_get, reinterpret_cast<void*>(descriptor_get)},
    {Py_tp_descr_set, reinterpret_cast<void*>(descriptor_set)},
    {0, nullptr},
};

nb::dict attributes_of(std::string_view name) {
  const schema::Catalog& catalog = Session::current().database()->catalog();
  const schema::Registry& registry = catalog.get(name);
  nb::dict result;
  auto add = [&](Attribute::Kind kind, std::string_view attribute, std::size_t index) {
    result[to_python(attribute)] =
        nb::cast(Attribute{kind, registry.qualified_name(), std::string(attribute), index, ""});
  };
  for (std::size_t i = 0; i < registry.fields.size(); ++i) {
    const schema::Field& field = registry.fields[i];
    add(field.is_relation() ? Attribute::Kind::forward : Attribute::Kind::value, field.name, i);
    if (field.is_relation()) add(Attribute::Kind::value, field.column, i);
  }
  for (const schema::Relation& relation : catalog.relations(registry)) {
    if (relation.kind == schema::Relation::Kind::forward || relation.name.empty()) continue;
    add(relation.is_single ? Attribute::Kind::backward_single : Attribute::Kind::many, relation.name, 0);
  }
  return result;
}

std::string model_name(const Attribute& attribute) {
  return attribute.registry.substr(attribute.registry.find('.') + 1);
}

}  // namespace

void bind_attributes(nb::module_& module) {
  nb::class_<Attribute>(module, "FieldAttr", nb::type_slots(attribute_slots))
      .def_ro("name", &Attribute::name)
      .def_prop_ro("field", [](nb::handle self) { return nb::borrow(self); })
      .def_prop_ro("model",
                   [](const Attribute& self) {
                     Session& session = Session::current();
                     return session.class_of(session.database()->catalog().get(self.registry));
                   })
      .def_prop_ro("through",
                   [](const Attribute& self) {
                     Session& session = Session::current();
                     const schema::Catalog& catalog = session.database()->catalog();
                     const auto* relation = catalog.find_relation(catalog.get(self.registry), self.name);
                     if (relation == nullptr || relation->through == nullptr)
                       throw Error(ErrorCode::no_attribute, "This field has no table of links");
                     return session.class_of(*relation->through);
                   })
      .def("__repr__",
           [](const Attribute& self) { return "FieldAttr(" + model_name(self) + "." + self.name + ")"; });
  module.def("attributes_of", &attributes_of);
}

}  // namespace lamin::python
