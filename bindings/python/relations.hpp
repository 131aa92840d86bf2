// The manager of the records at the other end of a relation: `artifact.ulabels`, `run.output_artifacts`.
#pragma once

#include <nanobind/nanobind.h>

#include <string>

namespace lamin::python {

namespace nb = nanobind;

nb::object related_manager(nb::handle record, const std::string& relation);
/// The name of the field or relation: of a FieldAttr or a text.  Throws invalid_type for anything else.
std::string field_name_of(nb::handle field);

void bind_relations(nb::module_& module);

}  // namespace lamin::python
