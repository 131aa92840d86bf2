// Labels of artifacts: what lamindb._labels calls.
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>

#include "annotation/labels.hpp"
#include "annotation/show.hpp"
#include "errors.hpp"
#include "given.hpp"
#include "query_set.hpp"
#include "record.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

std::optional<records::Record> feature_in(nb::handle feature) {
  if (feature.is_none()) return std::nullopt;
  const RecordBox* box = find_box(feature);
  if (box == nullptr || box->registry().name != "Feature")
    throw Error(ErrorCode::invalid_type, "feature has to be of type Feature");
  return box->record;
}

void add(nb::handle self, nb::handle labels, nb::handle feature) {
  RecordBox& box = box_of(self);
  std::vector<records::Record> records;
  std::vector<std::string> texts;
  const auto take = [&](nb::handle one) {
    if (PyUnicode_Check(one.ptr())) {
      texts.emplace_back(text_of(one));
    } else {
      records.push_back(box_of(one).record);
    }
  };
  if (PyUnicode_Check(labels.ptr()) || find_box(labels) != nullptr) {
    take(labels);
  } else {
    for (nb::handle one : labels) take(one);
  }
  auto under = feature_in(feature);
  unlocked([&] {
    annotation::add_labels(box.database->workspace(), box.record, std::move(records), texts, under);
  });
  if (!feature.is_none() && under) {
    RecordBox& changed = box_of(feature);
    const auto fresh = unlocked(
        [&] { return changed.database->store().find_by_id(changed.registry(), changed.record.id()); });
    if (fresh) changed.record = *fresh;
  }
}

/// (name of the registry, query set) of each registry that the feature takes.
nb::list under(nb::handle self, nb::handle feature) {
  RecordBox& box = box_of(self);
  const auto given = feature_in(feature);
  if (!given) throw Error(ErrorCode::invalid_type, "feature has to be of type Feature");
  nb::list result;
  for (auto& query :
       unlocked([&] { return annotation::labels_under(box.database->store(), box.record, *given); })) {
    const std::string name = query.registry().display_name();
    result.append(nb::make_tuple(name, QuerySet(box.database, std::move(query))));
  }
  return result;
}

}  // namespace

void bind_labels(nb::module_& module) {
  module.def("labels_add", &add, nb::arg("self"), nb::arg("labels").none(), nb::arg("feature").none());
  module.def("labels_under", &under, nb::arg("self"), nb::arg("feature").none());
  module.def("labels_add_from", [](nb::handle self, nb::handle other) {
    RecordBox& box = box_of(self);
    const RecordBox& source = box_of(other);
    if (box.database != source.database)
      throw Error(ErrorCode::unsupported, "Labels of artifacts of another instance cannot be added yet");
    unlocked([&] { annotation::add_labels_of(box.database->workspace(), box.record, source.record); });
  });
  module.def("labels_make_external", [](nb::handle self, nb::handle label) {
    RecordBox& box = box_of(self);
    const records::Record& one = box_of(label).record;
    unlocked([&] { annotation::make_label_external(box.database->workspace(), box.record, one); });
  });
  module.def("labels_text", [](nb::handle self, bool colour) {
    RecordBox& box = box_of(self);
    return unlocked([&] {
      const auto tree = annotation::labels_tree(box.database->workspace(), box.record);
      return annotation::text_of(tree, "no linked labels", {.colour = colour});
    });
  });
}

}  // namespace lamin::python
