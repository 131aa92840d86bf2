// Records of other instances: saving one brings it into the connected instance (remote/transfer.hpp).
#include "remote/transfer.hpp"

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

void transfer(const std::vector<nb::handle>& objects) {
  const DatabasePtr target = Session::current().database();
  for (auto& group : groups_of(objects)) {
    auto rows = unlocked(
        [&] { return remote::transfer(target->workspace(), group.source->workspace(), group.rows); });
    for (std::size_t i = 0; i < rows.size(); ++i) settle(group.objects[i], std::move(rows[i]), target);
  }
}

}  // namespace lamin::python
