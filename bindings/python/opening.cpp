// Files and stores that are read or written in pieces: what lamindb._openers and lamindb._soma ask the
// engine.
#include <nanobind/stl/string.h>

#include "artifacts/open.hpp"
#include "artifacts/revise_in_place.hpp"
#include "record.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

/// Whether the bytes of a folder are others than they were; then `self` is its next version.
bool revise_in_place(nb::handle self, nb::handle n_observations) {
  RecordBox& box = box_of(self);
  std::optional<std::int64_t> count;
  if (!n_observations.is_none()) count = nb::cast<std::int64_t>(n_observations);
  auto next = unlocked([&] {
    return artifacts::revise_in_place(box.database->workspace(), artifacts::Artifact(box.record), count);
  });
  if (next) box.record = std::move(next->record);
  return next.has_value();
}

bool holds_anndata(nb::handle members) {
  std::vector<std::string> names;
  for (nb::handle name : members) names.emplace_back(text_of(name));
  return artifacts::holds_anndata(names);
}

}  // namespace

void bind_opening(nb::module_& module) {
  module.def("artifact_revise_in_place", &revise_in_place, nb::arg("self"), nb::arg("n_observations").none());
  module.def("holds_anndata", &holds_anndata);
}

}  // namespace lamin::python
