// What Python raises for a lamin::Error: one table, in errors.cpp.
//
// str(exception) is the sentence; facts and hint are attached as notes, so that they show in a traceback and
// texts that scripts compare stay as they are.
#pragma once

#include <nanobind/nanobind.h>

#include "base/error.hpp"

namespace lamin::python {

namespace nb = nanobind;

/// Sets the Python error that stands for `error`.
void set_python_error(const Error& error) noexcept;
/// Translates lamin::Error in all functions of the extension.
void register_errors();

/// For slots of plain C types, which nanobind does not guard: runs `work`, or sets the Python error and
/// returns `failed`.
template <class Work, class Result>
Result guarded(Result failed, Work&& work) noexcept {
  try {
    return work();
  } catch (nb::python_error& error) {
    error.restore();
  } catch (const Error& error) {
    set_python_error(error);
  } catch (const std::exception& error) {
    PyErr_SetString(PyExc_RuntimeError, error.what());
  }
  return failed;
}

}  // namespace lamin::python
