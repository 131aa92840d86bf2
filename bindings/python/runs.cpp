#include "runs.hpp"

#include "record.hpp"

namespace lamin::python {

artifacts::RunChoice run_choice(nb::handle run) {
  if (run.is_none()) return artifacts::RunChoice::current();
  if (PyBool_Check(run.ptr()) && run.ptr() == Py_False) return artifacts::RunChoice::none();
  return artifacts::RunChoice::of(box_of(run).record);
}

artifacts::RunInput run_input(nb::handle given) {
  artifacts::RunInput input;
  if (given.is_none()) return input;
  if (const RecordBox* run = find_box(given)) {
    input.flag = true;
    input.run = run->record;
  } else {
    input.flag = nb::cast<bool>(given);
  }
  return input;
}

}  // namespace lamin::python
