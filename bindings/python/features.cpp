// Features of artifacts, params of models and runs: what lamindb._features calls.  `subject` is "features" or
// "params".
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>

#include "annotation/annotate.hpp"
#include "annotation/feature_sets.hpp"
#include "annotation/queries.hpp"
#include "annotation/read.hpp"
#include "annotation/show.hpp"
#include "errors.hpp"
#include "given.hpp"
#include "query_set.hpp"
#include "record.hpp"
#include "records/rules.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

using annotation::Subject;

Subject subject_of(std::string_view name) {
  return name == "params" ? Subject::params : Subject::features;
}

void add_values(nb::handle self, std::string_view subject, nb::handle values, std::string field) {
  RecordBox& box = box_of(self);
  const auto given = given_in(values);
  annotation::AddOptions options{.field = std::move(field)};
  unlocked([&] {
    annotation::add_values(box.database->workspace(), box.record, subject_of(subject), given, options);
  });
}

/// (name, dtype, whether its values are labels, values) of each.
nb::list values(nb::handle self, std::string_view subject) {
  RecordBox& box = box_of(self);
  nb::list result;
  for (const auto& one : unlocked([&] {
         return annotation::annotations_of(box.database->store(), box.record, subject_of(subject));
       })) {
    nb::list list;
    for (const Json& value : one.values) list.append(to_python(value));
    result.append(nb::make_tuple(one.name, one.dtype, one.is_categorical, list));
  }
  return result;
}

records::Record feature_named(RecordBox& host, nb::handle feature) {
  if (const RecordBox* box = find_box(feature)) return box->record;
  const auto& registry = host.database->store().registry("Feature");
  std::string name(text_of(feature));
  auto found =
      unlocked([&] { return host.database->store().first(query::Query(registry).where("name", name)); });
  if (!found) throw Error(ErrorCode::no_match, "").with("registry", registry.qualified_name());
  return *std::move(found);
}

void remove_values(nb::handle self, nb::handle feature, nb::handle value) {
  RecordBox& box = box_of(self);
  const records::Record definition = feature_named(box, feature);
  std::optional<annotation::Given> given;
  if (!value.is_none()) given = given_of(std::string(definition.get("name").text()), value);
  unlocked([&] { annotation::remove_values(box.database->workspace(), box.record, definition, given); });
}

std::string shown(nb::handle self, std::string_view subject, bool colour) {
  RecordBox& box = box_of(self);
  return unlocked([&] {
    const auto tree = annotation::features_tree(box.database->workspace(), box.record, subject_of(subject));
    return annotation::text_of(tree, "no linked features", {.colour = colour});
  });
}

QuerySet filtered_by(nb::handle type, std::string_view subject, const nb::dict& conditions) {
  Session& session = Session::current();
  const schema::Registry& registry = session.registry_of(type);
  std::vector<annotation::Condition> given;
  for (auto [key, value] : conditions) given.push_back(condition_of(std::string(text_of(key)), value));
  QuerySet result(session.database(), query::Query(registry));
  records::RecordStore& store = session.database()->store();
  query::Filter filter =
      unlocked([&] { return annotation::filter_by_features(store, registry, subject_of(subject), given); });
  result.query = records::visible(std::move(result.query), std::move(filter), session.log());
  return result;
}

nb::dict slots(nb::handle self) {
  RecordBox& box = box_of(self);
  nb::dict result;
  for (auto& slot : unlocked([&] { return annotation::slots_of(box.database->store(), box.record); }))
    result[to_python(std::string_view(slot.name))] = wrap(std::move(slot.schema), box.database);
  return result;
}

nb::object value_row(nb::handle definition, nb::handle value) {
  RecordBox& box = box_of(definition);
  const annotation::Given given = given_of("", value);
  return wrap(unlocked([&] {
                return annotation::get_or_create_value(box.database->workspace(), box.record, given.value);
              }),
              box.database);
}

}  // namespace

void bind_features(nb::module_& module) {
  module.def("features_add", &add_values);
  module.def("features_values", &values);
  module.def("features_remove", &remove_values, nb::arg("self"), nb::arg("feature"), nb::arg("value").none());
  module.def("features_text", &shown);
  module.def("features_filter", &filtered_by);
  module.def("features_slots", &slots);
  module.def("features_add_set", [](nb::handle self, nb::handle schema, std::string_view slot) {
    RecordBox& box = box_of(self);
    const records::Record& set = box_of(schema).record;
    unlocked([&] { annotation::add_feature_set(box.database->workspace(), box.record, set, slot); });
  });
  module.def("features_make_external", [](nb::handle self, nb::handle feature) {
    RecordBox& box = box_of(self);
    const records::Record& one = box_of(feature).record;
    unlocked([&] { annotation::make_feature_external(box.database->workspace(), box.record, one); });
  });
  module.def("feature_value", &value_row);
}

}  // namespace lamin::python
