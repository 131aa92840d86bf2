#include "revised.hpp"

#include "record.hpp"

namespace lamin::python {

namespace {
constexpr const char* revised_name = "_revises";
}

void remember_revised(nb::handle object, nb::handle revised) {
  if (!box_of(object).record.is_saved()) nb::setattr(object, revised_name, revised);
}

void end_revised(nb::handle object) {
  nb::object members = object.attr("__dict__");
  if (PyDict_GetItemString(members.ptr(), revised_name) == nullptr) return;
  nb::object revised = members.attr("pop")(revised_name);
  RecordBox& box = box_of(revised);
  const bool is_clean = !box.record.has_changes();
  box.record.set("is_latest", false);
  if (is_clean) box.record.mark_saved();
}

}  // namespace lamin::python
