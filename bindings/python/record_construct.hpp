// Constructors, saving and removing of records from Python.
#pragma once

#include <nanobind/nanobind.h>

#include "record.hpp"
#include "records/store.hpp"

namespace lamin::python {

/// `ULabel(name="x")`: gives `self` the row that records::construct makes or finds.
void construct_into(nb::handle self, const nb::args& args, const nb::kwargs& kwargs);
/// Keyword arguments as assignments to fields of `registry`.
records::Assignments assignments_of(const nb::kwargs& kwargs, const schema::Registry& registry);
/// Keeps the objects given for relations of `self`, so that `self.run is run`.
void cache_given_relations(nb::handle self, const nb::kwargs& kwargs);
/// Records that were unsaved when they were assigned give their ids now.  Throws invalid_value if one is
/// still unsaved.
void settle_relations(nb::handle self);

void bind_record_actions(nb::module_& module);

}  // namespace lamin::python
