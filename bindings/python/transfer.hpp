// Records of other instances in Python.
#pragma once

#include <nanobind/nanobind.h>

#include <vector>

namespace lamin::python {

namespace nb = nanobind;

/// Whether the record comes from `.using("owner/name")` and not from the connected instance.
bool is_of_other_instance(nb::handle object);

/// Brings records of other instances into the connected one; the objects are then records of that.
void transfer(const std::vector<nb::handle>& objects);

}  // namespace lamin::python
