// Runs as arguments: `run=None`, `run=False`, `is_run_input=True`.
#pragma once

#include <nanobind/nanobind.h>

#include "artifacts/create.hpp"
#include "artifacts/read.hpp"

namespace lamin::python {

namespace nb = nanobind;

/// Which run a new artifact or collection belongs to.
artifacts::RunChoice run_choice(nb::handle run);
/// Whether, and of which run, what is read becomes an input.
artifacts::RunInput run_input(nb::handle given);

}  // namespace lamin::python
