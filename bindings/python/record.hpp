// A record in Python: an object of a class that lamindb._registry made from a declaration, with a row of the
// engine inside.  `lamindb._core.Record` is the base of all of them, a plain C type, so that classes with a
// metaclass can derive from it and an attribute costs no call of Python code.
#pragma once

#include <nanobind/nanobind.h>

#include <memory>
#include <optional>
#include <vector>

#include "artifacts/artifact.hpp"
#include "records/record.hpp"
#include "session.hpp"

namespace lamin::python {

/// What stands behind a Python record.
struct RecordBox {
  records::Record record;
  DatabasePtr database;
  /// Artifacts only: bytes that the next save brings into the storage.
  std::optional<artifacts::Pending> pending;
  /// Made by its name, which nobody had: a save looks again (records/named.hpp).
  bool is_named = false;
  /// Positions of fields that a query left out (`only`, `defer`); all are read when one is asked for.
  std::vector<std::size_t> deferred;

  RecordBox(records::Record row, DatabasePtr source) : record(std::move(row)), database(std::move(source)) {}
  const schema::Registry& registry() const { return record.registry(); }
};

/// The box of `object`, or nullptr if it is no record or none was made yet.  Fields that were left out are
/// read.
RecordBox* find_box(nb::handle object);
/// The same as it is, fields that were left out included.
RecordBox* find_box_as_is(nb::handle object);
/// Throws invalid_type if `object` is no record.
RecordBox& box_of(nb::handle object);
/// A Python object for a row that the engine found or made.
nb::object wrap(records::Record record, const DatabasePtr& database);
/// Gives `object`, fresh from `__new__`, its row.
void fill(nb::handle object, RecordBox box);

/// Objects at the other end of single relations, kept so that `a.run is a.run`; None if there is none.
nb::object cached_relation(nb::handle object, nb::handle name);
void cache_relation(nb::handle object, nb::handle name, nb::handle related);
void forget_relation(nb::handle object, nb::handle name);

void bind_record(nb::module_& module);
void bind_attributes(nb::module_& module);

}  // namespace lamin::python
