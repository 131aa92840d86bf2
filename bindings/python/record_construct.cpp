#include "record_construct.hpp"

#include <algorithm>
#include <unordered_set>

#include "artifacts/save.hpp"
#include "errors.hpp"
#include "ontologies.hpp"
#include "records/dtype.hpp"
#include "records/feature.hpp"
#include "records/named.hpp"
#include "records/rules.hpp"
#include "records/save_many.hpp"
#include "revised.hpp"
#include "transactions.hpp"
#include "transfer.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

void refuse_positional(const nb::args& args, const schema::Registry& registry) {
  if (args.size() == 0) return;
  if (registry.name == "Feature" || registry.name == "Param") {
    throw Error(ErrorCode::invalid_value, "Only keyword args allowed");
  }
  if (registry.name == "ULabel") throw Error(ErrorCode::invalid_value, "Only one non-keyword arg allowed");
  throw Error(ErrorCode::field_invalid, "Use keyword arguments instead of positional arguments, e.g.: " +
                                            registry.name + "(name='...').");
}

std::string class_name(nb::handle object) {
  return std::string(
      text_of(nb::handle(reinterpret_cast<PyObject*>(Py_TYPE(object.ptr()))).attr("__name__")));
}

/// Other threads may look at the record meanwhile.
template <class Save>
void save_copy(RecordBox& box, Save&& save) {
  records::Record record = box.record;
  unlocked([&] { save(record); });
  box.record = std::move(record);
}

void save(nb::handle self) {
  note_in_transaction(self);
  if (is_of_other_instance(self)) return transfer({self});
  expect_own_instance(self);
  RecordBox& box = box_of(self);
  settle_relations(self);
  if (box.is_named && !box.record.is_saved()) {
    save_copy(box, [&](records::Record& record) {
      records::save_named(box.database->store(), record, box.database->workspace().log);
    });
    return;
  }
  if (box.registry().qualified_name() != "lamindb.Artifact") {
    save_copy(box, [&](records::Record& record) { box.database->store().save(record); });
    return;
  }
  artifacts::Artifact artifact(box.record);
  artifact.pending = box.pending;
  unlocked([&] { artifacts::save(box.database->workspace(), artifact); });
  box.record = std::move(artifact.record);
  box.pending = std::move(artifact.pending);
  end_revised(self);
}

void refresh(nb::handle self) {
  RecordBox& box = box_of(self);
  auto row = unlocked([&] { return box.database->store().find_by_id(box.registry(), box.record.id()); });
  if (!row) {
    throw Error(ErrorCode::no_match, box.registry().name + " matching query does not exist.")
        .with("registry", box.registry().qualified_name());
  }
  box.record = *std::move(row);
  nb::object members = self.attr("__dict__");
  if (PyDict_Contains(members.ptr(), nb::str("_fields_cache").ptr()) == 1) {
    PyDict_DelItemString(members.ptr(), "_fields_cache");
  }
}

bool is_artifact(const RecordBox& box) {
  return box.registry().qualified_name() == "lamindb.Artifact";
}

void save_artifacts(std::vector<RecordBox*>& boxes) {
  std::vector<artifacts::Artifact> artifacts;
  std::vector<artifacts::Artifact*> pointers;
  artifacts.reserve(boxes.size());
  for (RecordBox* box : boxes) {
    artifacts.emplace_back(box->record);
    artifacts.back().pending = box->pending;
    pointers.push_back(&artifacts.back());
  }
  unlocked([&] { artifacts::save_all(boxes.front()->database->workspace(), pointers); });
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    boxes[i]->record = std::move(artifacts[i].record);
    boxes[i]->pending = std::move(artifacts[i].pending);
  }
}

bool has_dtype(const schema::Registry& registry) {
  return registry.module == "lamindb" && (registry.name == "Feature" || registry.name == "Param");
}

// `type=` takes a record, `type_id=` its id.
void expect_record(nb::handle given, std::string_view name, const schema::Field& field,
                   const schema::Registry& registry) {
  if (!field.is_relation() || name != field.name || given.is_none() || find_box(given) != nullptr) return;
  const schema::Registry& target = Session::current().database()->catalog().get(field.target);
  throw Error(ErrorCode::invalid_value, "Cannot assign \"" + std::string(text_of(nb::repr(given))) +
                                            "\": \"" + registry.name + "." + field.name + "\" must be a \"" +
                                            target.name + "\" instance.");
}

/// Options of features are no fields; they cross as JSON.
records::Assignments feature_arguments(const nb::kwargs& kwargs, const schema::Registry& registry) {
  records::Assignments result;
  for (auto [key, given] : kwargs) {
    std::string name(text_of(key));
    const schema::Field* field = registry.find_field(name);
    if (field != nullptr) expect_record(given, name, *field, registry);
    const bool is_option = name == "default_value" || name == "cat_filters";
    result.emplace_back(name, field != nullptr ? to_value(given, *field)
                              : is_option      ? Value(to_json_value(given))
                                               : to_value(given));
  }
  return result;
}

records::Record construct_row(records::RecordStore& store, const schema::Registry& registry,
                              records::Assignments given, Log& log,
                              const records::ConstructOptions& options) {
  return records::construct(store, registry, given, log, options);
}

/// "cat[…]" from pairs of a class and the name of a field ("" = none).
std::string categorical_dtype(const nb::list& pairs) {
  std::vector<std::pair<const schema::Registry*, std::string>> registries;
  for (nb::handle pair : pairs) {
    registries.emplace_back(&Session::current().registry_of(pair[0]), std::string(text_of(pair[1])));
  }
  return records::categorical_dtype(registries);
}

/// What records of one save wait for: the related records that have no id yet.
struct Batch {
  std::vector<records::Record*> rows;
  std::vector<records::Awaited> awaited;
};

/// Related records in memory that are to be saved along.
std::vector<std::pair<std::string, nb::object>> unsaved_relations(nb::handle object) {
  std::vector<std::pair<std::string, nb::object>> found;
  nb::object members = object.attr("__dict__");
  PyObject* cache = PyDict_GetItemString(members.ptr(), "_fields_cache");
  if (cache == nullptr) return found;
  for (auto [name, related] : nb::borrow<nb::dict>(cache)) {
    const RecordBox* other = find_box(related);
    if (other != nullptr && !other->record.is_saved())
      found.emplace_back(std::string(text_of(name)), nb::borrow(related));
  }
  return found;
}

void save_rows(const nb::list& objects, bool ignore_conflicts) {
  if (nb::len(objects) == 0) return;
  std::unordered_set<PyObject*> members;
  for (nb::handle object : objects) members.insert(object.ptr());
  Batch batch;
  for (nb::handle object : objects) {
    RecordBox& box = box_of(object);
    bool waits = false;
    for (const auto& [name, related] : unsaved_relations(object)) {
      if (!members.contains(related.ptr())) continue;
      batch.awaited.push_back({&box.record, name, &box_of(related).record});
      waits = true;
    }
    if (!waits) settle_relations(object);
    batch.rows.push_back(&box.record);
  }
  const auto mode = ignore_conflicts ? records::OnConflict::ignore : records::OnConflict::fail;
  records::RecordStore& store = box_of(objects[0]).database->store();
  const auto is_term = [](const records::Record* row) { return row->registry().traits.is_bio_record; };
  // Terms of ontologies bring their ancestors along.
  const bool has_terms =
      batch.awaited.empty() && mode == records::OnConflict::fail && std::ranges::any_of(batch.rows, is_term);
  unlocked([&] {
    has_terms ? public_library().save(store, batch.rows, Session::current().log())
              : records::save_many(store, batch.rows, batch.awaited, mode);
  });
}

/// `ln.save(...)`: rows in one transaction, what they wait for first; then artifacts with their bytes; then
/// what waits for those.
void save_all(nb::handle objects, bool ignore_conflicts) {
  if (find_box(objects) != nullptr) {
    throw Error(ErrorCode::invalid_value, "Please use record.save() if saving a single record.");
  }
  nb::list rows;
  nb::list later;
  nb::list files;
  std::unordered_set<PyObject*> after;  // what waits for artifacts, directly or not
  nb::list kept(objects);
  std::vector<nb::handle> from_elsewhere;
  for (nb::handle object : kept) {
    note_in_transaction(object);
    expect_own_instance(object);
  }
  for (nb::handle object : kept) {
    if (is_of_other_instance(object)) from_elsewhere.push_back(object);
  }
  if (!from_elsewhere.empty()) transfer(from_elsewhere);
  for (nb::handle object : kept) {
    if (is_artifact(box_of(object))) {
      files.append(object);
      if (!box_of(object).record.is_saved()) after.insert(object.ptr());
    }
  }
  for (std::size_t known = 0; known != after.size();) {
    known = after.size();
    for (nb::handle object : kept) {
      for (const auto& [name, related] : unsaved_relations(object)) {
        if (after.contains(related.ptr()) && !is_artifact(box_of(object))) after.insert(object.ptr());
      }
    }
  }
  for (nb::handle object : kept) {
    if (!is_artifact(box_of(object))) (after.contains(object.ptr()) ? later : rows).append(object);
  }
  save_rows(rows, ignore_conflicts);
  std::vector<RecordBox*> boxes;
  for (nb::handle object : files) {
    settle_relations(object);
    boxes.push_back(&box_of(object));
  }
  if (!boxes.empty()) save_artifacts(boxes);
  save_rows(later, ignore_conflicts);
}

}  // namespace

records::Assignments assignments_of(const nb::kwargs& kwargs, const schema::Registry& registry) {
  records::Assignments result;
  result.reserve(kwargs.size());
  for (auto [key, given] : kwargs) {
    std::string_view name = text_of(key);
    const schema::Field* field = registry.find_field(name);
    if (field != nullptr) expect_record(given, name, *field, registry);
    // Where fields are validated, numbers that are too large are told with all that is not valid.
    const bool is_told = registry.traits.validates_fields && PyLong_CheckExact(given.ptr());
    result.emplace_back(std::string(name), field == nullptr ? Value()
                                           : is_told        ? to_compared(given)
                                                            : to_value(given, *field));
  }
  return result;
}

void cache_given_relations(nb::handle self, const nb::kwargs& kwargs) {
  for (auto [key, given] : kwargs) {
    if (find_box(given) != nullptr) cache_relation(self, key, given);
  }
}

void construct_into(nb::handle self, const nb::args& args, const nb::kwargs& kwargs) {
  Session& session = Session::current();
  nb::handle type = reinterpret_cast<PyObject*>(Py_TYPE(self.ptr()));
  const schema::Registry& registry = session.registry_of(type);
  refuse_positional(args, registry);
  const DatabasePtr& database = session.database();
  for (auto [key, value] : kwargs) take_into(database, value);
  records::Assignments given =
      has_dtype(registry) ? feature_arguments(kwargs, registry) : assignments_of(kwargs, registry);
  records::ConstructOptions options{.search_names = database->workspace().settings.search_names};
  const auto construct = has_dtype(registry) ? records::construct_feature : &construct_row;
  records::Record row =
      unlocked([&] { return construct(database->store(), registry, given, session.log(), options); });
  RecordBox box(std::move(row), database);
  box.is_named = options.search_names && registry.traits.can_curate && !box.record.is_saved();
  fill(self, std::move(box));
  cache_given_relations(self, kwargs);
}

void settle_relations(nb::handle self) {
  nb::object members = self.attr("__dict__");
  PyObject* cache = PyDict_GetItemString(members.ptr(), "_fields_cache");
  if (cache == nullptr) return;
  RecordBox& box = box_of(self);
  for (auto [name, related] : nb::borrow<nb::dict>(cache)) {
    const schema::Field* field = box.registry().find_field(text_of(name));
    const RecordBox* other = find_box(related);
    if (field == nullptr || other == nullptr) continue;
    std::size_t index = box.registry().index_of(*field);
    if (!box.record.at(index).is_null()) continue;
    if (!other->record.is_saved()) {
      throw Error(
          ErrorCode::invalid_value,
          "save() prohibited to prevent data loss due to unsaved related object '" + field->name + "'.");
    }
    box.record.set_at(index, other->record.get("id"));
  }
}

void bind_record_actions(nb::module_& module) {
  module.def("construct", [](nb::handle self, const nb::args& args, const nb::kwargs& kwargs) {
    construct_into(self, args, kwargs);
  });
  module.def("save", &save);
  module.def("save_all", &save_all, nb::arg("records").none(), nb::arg("ignore_conflicts") = false);
  module.def("delete", [](nb::handle self) {
    note_in_transaction(self);
    RecordBox& box = box_of(self);
    unlocked([&] { box.database->store().remove(box.record); });
  });
  module.def("categorical_dtype", &categorical_dtype);
  module.def("feature_option", [](nb::handle self, std::string_view name) {
    return to_python(records::feature_option(box_of(self).record, name));
  });
  module.def(
      "set_feature_option",
      [](nb::handle self, std::string_view name, nb::handle value) {
        records::set_feature_option(box_of(self).record, name, to_json_value(value));
      },
      nb::arg("self"), nb::arg("name"), nb::arg("value").none());
  module.def("refresh", &refresh);
  module.def("is_saved", [](nb::handle self) { return box_of(self).record.is_saved(); });
  module.def("alias_of",
             [](nb::handle self) { return to_python(std::string_view(box_of(self).database->alias)); });
  module.def("class_name", &class_name);
  module.def("is_changed",
             [](nb::handle self, std::string_view field) { return box_of(self).record.is_changed(field); });
}

}  // namespace lamin::python
