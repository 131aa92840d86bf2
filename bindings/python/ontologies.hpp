// Public ontologies in Python: the one Library of the process, which curation asks, too.
#pragma once

#include <nanobind/nanobind.h>

#include "ontologies/library.hpp"

namespace lamin::python {

namespace nb = nanobind;

/// Made at the first call from the environment and the settings directory, never destroyed.
ontologies::Library& public_library();

/// `organism`: None, a name or a record; `source`: None or a record.
curation::PublicScope public_scope(curation::Scope scope, nb::handle organism, nb::handle source);

/// The name of an organism, of which None is "", and the id of a source's record.
std::string organism_name(nb::handle organism);
std::optional<std::int64_t> source_id(nb::handle source);

/// A source as bionty describes it.
nb::dict source_dict(const ontologies::Source& source);

// The parts of bind_ontologies.
void bind_public_table(nb::module_& module);
void bind_public_records(nb::module_& module);

}  // namespace lamin::python
