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

}  // namespace lamin::python
