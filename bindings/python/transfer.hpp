// Records of other instances in Python.
#pragma once

#include <nanobind/nanobind.h>

#include <string>
#include <vector>

#include "session.hpp"

namespace lamin::python {

namespace nb = nanobind;

/// Whether the record comes from `.using("owner/name")` and not from the connected instance.
bool is_of_other_instance(nb::handle object);

/// `value`, or, for a saved record of another instance than `database`, the record that it is there; an id
/// that no row has, if there is none.  Lists are looked into.
nb::object as_in(const DatabasePtr& database, nb::handle value);
/// The same for each value; `values` itself if none changes.
nb::kwargs all_as_in(const DatabasePtr& database, const nb::kwargs& values);

/// Makes `value`, if it is a saved record of another instance than `database`, one of `database`: brings it
/// over. Throws invalid_value if `database` is not the connected one.
void take_into(const DatabasePtr& database, nb::handle value);
/// Throws invalid_value if `object` is not saved and was made for another instance than the one that is
/// connected.
void expect_own_instance(nb::handle object);
/// Whether two databases are those of one instance.
bool is_same_instance(const DatabasePtr& one, const DatabasePtr& other);

/// Brings records of other instances into the connected one; the objects are then records of that.
void transfer(const std::vector<nb::handle>& objects);

}  // namespace lamin::python
