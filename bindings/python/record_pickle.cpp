// What copies and pickles of records carry: registry, database, values, and the bytes that a save brings.
#include <nanobind/stl/string.h>

#include "errors.hpp"
#include "record.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

using Transfer = artifacts::Pending::Transfer;

nb::object pending_state(const std::optional<artifacts::Pending>& pending) {
  if (!pending) return nb::none();
  return nb::make_tuple(pending->source.string(), pending->is_folder, static_cast<int>(pending->transfer),
                        nb::make_tuple(pending->state.size, pending->state.modified_ns, pending->state.inode),
                        to_python(pending->replaces));
}

std::optional<artifacts::Pending> pending_from(nb::handle state) {
  if (state.is_none()) return std::nullopt;
  artifacts::Pending pending;
  pending.source = std::string(text_of(state[0]));
  pending.is_folder = nb::cast<bool>(state[1]);
  pending.transfer = static_cast<Transfer>(nb::cast<int>(state[2]));
  pending.state = {.size = nb::cast<std::int64_t>(state[3][0]),
                   .modified_ns = nb::cast<std::int64_t>(state[3][1]),
                   .inode = nb::cast<std::uint64_t>(state[3][2])};
  pending.replaces = optional_text(state[4]);
  return pending;
}

/// Of a saved row what was loaded, and what was set since; of an unsaved one what was set.
nb::object state_of(nb::handle self) {
  const RecordBox& box = box_of(self);
  const records::Record& record = box.record;
  nb::dict loaded, given;
  for (std::size_t i = 0; i < box.registry().fields.size(); ++i) {
    const schema::Field& field = box.registry().fields[i];
    const char* name = field.name.c_str();
    if (record.is_saved()) loaded[name] = to_python(record.loaded(field.name));
    if (record.is_saved() ? record.is_changed(field.name) : record.is_given(i) || !record.at(i).is_null())
      given[name] = to_python(record.at(i));
  }
  return nb::make_tuple(box.registry().qualified_name(), box.database->alias, record.is_saved(), loaded,
                        given, pending_state(box.pending));
}

records::Record row_from(const schema::Registry& registry, bool is_saved, const nb::dict& loaded) {
  if (!is_saved) return records::Record(registry);
  std::vector<Value> values;
  values.reserve(registry.fields.size());
  for (const schema::Field& field : registry.fields) {
    const char* name = field.name.c_str();
    values.push_back(loaded.contains(name) ? to_value(loaded[name], field) : Value());
  }
  return records::Record(registry, std::move(values));
}

nb::object from_state(nb::handle state) {
  const DatabasePtr database = Session::current().using_database(text_of(state[1]));
  const schema::Registry& registry = database->catalog().get(text_of(state[0]));
  records::Record record =
      row_from(registry, nb::cast<bool>(state[2]), nb::cast<nb::dict>(nb::object(state[3])));
  for (auto [name, value] : nb::cast<nb::dict>(nb::object(state[4])))
    record.set(text_of(name), to_value(value, registry.field(text_of(name))));
  nb::object result = wrap(std::move(record), database);
  box_of(result).pending = pending_from(state[5]);
  return result;
}

}  // namespace

void bind_pickling(nb::module_& module) {
  module.def("record_state", &state_of);
  module.def("record_from_state", &from_state);
}

}  // namespace lamin::python
