// Records of other instances: saving one brings it into the connected instance (remote/transfer.hpp).
#include "remote/transfer.hpp"

#include "base/error.hpp"
#include "remote/travel.hpp"
#include "values.hpp"

#include "errors.hpp"
#include "record.hpp"
#include "transfer.hpp"

namespace lamin::python {
namespace {

/// Neighbours of one instance and registry, which travel together.
struct Group {
  DatabasePtr source;
  std::vector<records::Record> rows;
  std::vector<nb::handle> objects;
};

std::vector<Group> groups_of(const std::vector<nb::handle>& objects) {
  std::vector<Group> groups;
  for (nb::handle object : objects) {
    const RecordBox& box = box_of(object);
    const bool fits = !groups.empty() && groups.back().source == box.database &&
                      &groups.back().rows.front().registry() == &box.registry();
    if (!fits) groups.push_back({box.database, {}, {}});
    groups.back().rows.push_back(box.record);
    groups.back().objects.push_back(object);
  }
  return groups;
}

void settle(nb::handle object, records::Record row, const DatabasePtr& database) {
  RecordBox& box = box_of(object);
  box.record = std::move(row);
  box.database = database;
  nb::object members = object.attr("__dict__");
  if (PyDict_Contains(members.ptr(), nb::str("_fields_cache").ptr()) == 1) {
    PyDict_DelItemString(members.ptr(), "_fields_cache");
  }
}

}  // namespace

bool is_of_other_instance(nb::handle object) {
  const RecordBox& box = box_of(object);
  const Session& session = Session::current();
  return session.is_connected() && box.database != session.database() && box.record.is_saved();
}

bool is_same_instance(const DatabasePtr& one, const DatabasePtr& other) {
  return one == other || one->instance->settings().id == other->instance->settings().id;
}

void expect_own_instance(nb::handle object) {
  const RecordBox& box = box_of(object);
  const Session& session = Session::current();
  if (box.record.is_saved() || !session.is_connected() || is_same_instance(box.database, session.database()))
    return;
  const std::string own = box.database->instance->slug();
  throw Error(ErrorCode::invalid_value, "This " + box.registry().name + " was made for " + own + ", and " +
                                            session.database()->instance->slug() + " is connected")
      .hint("Make it again, or connect to " + own + " before you save it.");
}

namespace {

// Keys count from 1.
constexpr std::int64_t id_of_none = -1;

const RecordBox* box_from_elsewhere(const DatabasePtr& database, nb::handle value) {
  const RecordBox* box = find_box(value);
  return box != nullptr && box->database != database && box->record.is_saved() ? box : nullptr;
}

bool is_list(nb::handle value) {
  return PyList_Check(value.ptr()) || PyTuple_Check(value.ptr()) || PyAnySet_Check(value.ptr());
}

bool is_from_elsewhere(const DatabasePtr& database, nb::handle value) {
  if (box_from_elsewhere(database, value) != nullptr) return true;
  if (!is_list(value)) return false;
  for (nb::handle element : value) {
    if (box_from_elsewhere(database, element) != nullptr) return true;
  }
  return false;
}

}  // namespace

nb::object as_in(const DatabasePtr& database, nb::handle value) {
  if (!is_from_elsewhere(database, value)) return nb::borrow(value);
  if (is_list(value)) {
    nb::list elements;
    for (nb::handle element : value) elements.append(as_in(database, element));
    return elements;
  }
  const RecordBox& box = *box_from_elsewhere(database, value);
  const auto id = unlocked([&] { return remote::find_same(database->store(), box.record); });
  if (!id) return nb::cast(id_of_none);
  const schema::Registry& registry = database->store().registry(box.registry().qualified_name());
  auto row = unlocked([&] { return database->store().find_by_id(registry, *id); });
  return row ? wrap(*std::move(row), database) : nb::cast(id_of_none);
}

nb::kwargs all_as_in(const DatabasePtr& database, const nb::kwargs& values) {
  bool is_any = false;
  for (auto [key, value] : values) is_any |= is_from_elsewhere(database, value);
  if (!is_any) return values;
  nb::kwargs here = nb::borrow<nb::kwargs>(values.attr("copy")());
  for (auto [key, value] : values) here[key] = as_in(database, value);
  return here;
}

void take_into(const DatabasePtr& database, nb::handle value) {
  const RecordBox* box = box_from_elsewhere(database, value);
  if (box == nullptr) return;
  const Session& session = Session::current();
  if (!session.is_connected() || session.database() != database) {
    throw Error(ErrorCode::invalid_value, "Cannot assign \"" + std::string(text_of(nb::repr(value))) +
                                              "\": the two records are of different instances")
        .hint("Connect to the instance of the one that changes: what is assigned then is brought over.");
  }
  transfer({value});
}

void transfer(const std::vector<nb::handle>& objects) {
  const DatabasePtr target = Session::current().database();
  for (auto& group : groups_of(objects)) {
    auto rows = unlocked(
        [&] { return remote::transfer(target->workspace(), group.source->workspace(), group.rows); });
    for (std::size_t i = 0; i < rows.size(); ++i) settle(group.objects[i], std::move(rows[i]), target);
  }
}

}  // namespace lamin::python
