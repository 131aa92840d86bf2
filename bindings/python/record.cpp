#include "record.hpp"

#include <structmember.h>

#include "errors.hpp"
#include "record_construct.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

struct RecordObject {
  PyObject_HEAD RecordBox* box;
};

PyTypeObject* record_type = nullptr;

RecordObject* as_record_object(PyObject* object) {
  return reinterpret_cast<RecordObject*>(object);
}

PyObject* slot_new(PyTypeObject* type, PyObject*, PyObject*) {
  PyObject* object = PyType_GenericAlloc(type, 0);
  if (object != nullptr) as_record_object(object)->box = nullptr;
  return object;
}

int slot_init(PyObject* self, PyObject* args, PyObject* kwargs) {
  return guarded(-1, [&] {
    nb::kwargs given = kwargs == nullptr ? nb::kwargs() : nb::borrow<nb::kwargs>(kwargs);
    construct_into(self, nb::borrow<nb::args>(args), given);
    return 0;
  });
}

void slot_dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  delete as_record_object(self)->box;
  auto free_memory = reinterpret_cast<freefunc>(PyType_GetSlot(type, Py_tp_free));
  free_memory(self);
  Py_DECREF(type);
}

PyObject* slot_repr(PyObject* self) {
  return guarded<>(static_cast<PyObject*>(nullptr), [&] {
    const RecordBox* box = find_box(self);
    if (box == nullptr) return PyUnicode_FromString("<record without a row>");
    return to_python(std::string_view(records::repr(box->record))).release().ptr();
  });
}

/// Fields that a query left out.
void read_deferred(RecordBox& box) {
  auto row = unlocked([&] { return box.database->store().find_by_id(box.registry(), box.record.id()); });
  if (!row) {
    throw Error(ErrorCode::no_match, box.registry().name + " matching query does not exist.")
        .with("registry", box.registry().qualified_name());
  }
  box.record = *std::move(row);
  box.deferred.clear();
}

std::optional<std::int64_t> key_of(const RecordBox* box) {
  if (box == nullptr) return std::nullopt;
  const Value& key = box->record.at(box->registry().index_of(box->registry().key()));
  return key.is_null() ? std::nullopt : std::optional(key.integer());
}

Py_hash_t slot_hash(PyObject* self) {
  auto key = key_of(find_box_as_is(self));
  if (key) return static_cast<Py_hash_t>(*key == -1 ? -2 : *key);
  PyErr_SetString(PyExc_TypeError, "Model instances without primary key value are unhashable");
  return -1;
}

/// The same row: the same table and the same key; unsaved records are only equal to themselves.
PyObject* slot_compare(PyObject* self, PyObject* other, int operation) {
  if (operation != Py_EQ && operation != Py_NE) return Py_NewRef(Py_NotImplemented);
  const RecordBox* left = find_box_as_is(self);
  const RecordBox* right = find_box_as_is(other);
  if (left == nullptr || right == nullptr) return Py_NewRef(Py_NotImplemented);
  auto key = key_of(left);
  bool equal =
      self == other || (key && key == key_of(right) && left->registry().table == right->registry().table);
  return PyBool_FromLong(equal == (operation == Py_EQ));
}

PyType_Slot slots[] = {
    {Py_tp_new, reinterpret_cast<void*>(slot_new)},
    {Py_tp_init, reinterpret_cast<void*>(slot_init)},
    {Py_tp_dealloc, reinterpret_cast<void*>(slot_dealloc)},
    {Py_tp_repr, reinterpret_cast<void*>(slot_repr)},
    {Py_tp_hash, reinterpret_cast<void*>(slot_hash)},
    {Py_tp_richcompare, reinterpret_cast<void*>(slot_compare)},
    {Py_tp_doc, const_cast<char*>("A row of a registry.")},
    {0, nullptr},
};

PyType_Spec spec = {"lamindb._core.Record", sizeof(RecordObject), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
                    slots};

nb::object relation_cache(nb::handle object, bool make) {
  nb::object members = object.attr("__dict__");
  PyObject* cache = PyDict_GetItemString(members.ptr(), "_fields_cache");
  if (cache != nullptr) return nb::borrow(cache);
  if (!make) return nb::none();
  nb::dict fresh;
  PyDict_SetItemString(members.ptr(), "_fields_cache", fresh.ptr());
  return fresh;
}

}  // namespace

RecordBox* find_box_as_is(nb::handle object) {
  if (record_type == nullptr || PyObject_TypeCheck(object.ptr(), record_type) == 0) return nullptr;
  return as_record_object(object.ptr())->box;
}

RecordBox* find_box(nb::handle object) {
  RecordBox* box = find_box_as_is(object);
  if (box != nullptr && !box->deferred.empty()) read_deferred(*box);
  return box;
}

RecordBox& box_of(nb::handle object) {
  RecordBox* box = find_box(object);
  if (box == nullptr) throw Error(ErrorCode::invalid_type, "This needs a record");
  return *box;
}

void fill(nb::handle object, RecordBox box) {
  RecordObject* target = as_record_object(object.ptr());
  delete target->box;
  target->box = new RecordBox(std::move(box));
}

nb::object wrap(records::Record record, const DatabasePtr& database) {
  nb::object type = Session::current().class_of(record.registry());
  PyObject* object = slot_new(reinterpret_cast<PyTypeObject*>(type.ptr()), nullptr, nullptr);
  if (object == nullptr) nb::raise_python_error();
  nb::object result = nb::steal(object);
  fill(result, RecordBox(std::move(record), database));
  return result;
}

nb::object cached_relation(nb::handle object, nb::handle name) {
  nb::object cache = relation_cache(object, false);
  if (cache.is_none()) return cache;
  PyObject* related = PyDict_GetItemWithError(cache.ptr(), name.ptr());
  return nb::borrow(related == nullptr ? Py_None : related);
}

void cache_relation(nb::handle object, nb::handle name, nb::handle related) {
  nb::object cache = relation_cache(object, true);
  PyDict_SetItem(cache.ptr(), name.ptr(), related.ptr());
}

void forget_relation(nb::handle object, nb::handle name) {
  nb::object cache = relation_cache(object, false);
  if (cache.is_none()) return;
  if (PyDict_Contains(cache.ptr(), name.ptr()) == 1) PyDict_DelItem(cache.ptr(), name.ptr());
}

void bind_record(nb::module_& module) {
  PyObject* type = PyType_FromSpec(&spec);
  if (type == nullptr) nb::raise_python_error();
  record_type = reinterpret_cast<PyTypeObject*>(type);
  module.attr("Record") = nb::borrow(type);
}

}  // namespace lamin::python
