// The record that was passed as `revises`: its save of the next version ends it being the latest, in memory
// too.
#pragma once

#include <nanobind/nanobind.h>

namespace lamin::python {

/// `object` is the unsaved next version of `revised`.
void remember_revised(nanobind::handle object, nanobind::handle revised);
/// `object` is saved.
void end_revised(nanobind::handle object);

}  // namespace lamin::python
