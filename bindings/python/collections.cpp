// Collections: what lamindb._collection calls.
#include "collections/collection.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "collections/reading.hpp"
#include "errors.hpp"
#include "given.hpp"
#include "query_set.hpp"
#include "record.hpp"
#include "revised.hpp"
#include "runs.hpp"
#include "transactions.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

using collections::Collection;

std::optional<std::string> text_option(const nb::dict& options, const char* name) {
  return options.contains(name) ? optional_text(options[name]) : std::nullopt;
}

std::optional<records::Record> record_option(const nb::dict& options, const char* name,
                                             const Error& refusal) {
  if (!options.contains(name) || options[name].is_none()) return std::nullopt;
  const RecordBox* box = find_box(options[name]);
  if (box == nullptr) throw refusal;
  return box->record;
}

std::vector<records::Record> artifacts_in(nb::handle given) {
  const Error refusal(ErrorCode::invalid_value, "Artifact or list[Artifact] is allowed.");
  std::vector<records::Record> artifacts;
  const auto take = [&](nb::handle one) {
    const RecordBox* box = find_box(one);
    if (box == nullptr || box->registry().name != "Artifact") throw refusal;
    artifacts.push_back(box->record);
  };
  if (find_box(given) != nullptr) {
    take(given);
  } else {
    if (!nb::hasattr(given, "__iter__")) throw refusal;
    for (nb::handle one : given) take(one);
  }
  return artifacts;
}

/// The ids of the artifacts of a collection that is not saved, kept on its object.
constexpr const char* pending_name = "_pending_artifacts";

Collection collection_of(nb::handle self) {
  Collection collection{box_of(self).record, {}};
  nb::object pending = nb::getattr(self, pending_name, nb::none());
  if (!pending.is_none()) collection.pending = nb::cast<std::vector<std::int64_t>>(pending);
  return collection;
}

void give(nb::handle self, Collection made, const DatabasePtr& database) {
  fill(self, RecordBox(std::move(made.record), database));
  if (!made.pending.empty()) nb::setattr(self, pending_name, nb::cast(made.pending));
}

collections::CreateOptions options_of(const nb::dict& given) {
  collections::CreateOptions options;
  options.key = text_option(given, "key");
  options.description = text_option(given, "description");
  options.version = text_option(given, "version");
  options.reference = text_option(given, "reference");
  options.reference_type = text_option(given, "reference_type");
  options.revises = record_option(given, "revises",
                                  Error(ErrorCode::invalid_type, "`revises` has to be of type `Collection`"));
  options.meta_artifact = record_option(
      given, "meta_artifact", Error(ErrorCode::invalid_value, "meta_artifact has to be an Artifact"));
  if (given.contains("run")) options.run = run_choice(given["run"]);
  return options;
}

void create(nb::handle self, nb::handle artifacts, const nb::dict& given) {
  const DatabasePtr& database = Session::current().database();
  const auto options = options_of(given);
  const auto records = artifacts_in(artifacts);
  give(self, unlocked([&] { return collections::create(database->workspace(), records, options); }),
       database);
  if (options.revises) remember_revised(self, given["revises"]);
}

void append(nb::handle self, nb::handle made, nb::handle artifact, nb::handle run) {
  RecordBox& box = box_of(self);
  const auto records = artifacts_in(artifact);
  const auto choice = run_choice(run);
  give(made, unlocked([&] {
         return collections::append(box.database->workspace(), box.record, records.front(), choice);
       }),
       box.database);
}

void save(nb::handle self) {
  note_in_transaction(self);
  RecordBox& box = box_of(self);
  Collection collection = collection_of(self);
  unlocked([&] { collections::save(box.database->workspace(), collection); });
  box.record = collection.record;
  if (nb::hasattr(self, pending_name)) nb::delattr(self, pending_name);
  end_revised(self);
}

nb::list members(nb::handle self) {
  RecordBox& box = box_of(self);
  const Collection collection = collection_of(self);
  nb::list result;
  for (auto& row : unlocked([&] { return collections::artifacts_of(box.database->store(), collection); }))
    result.append(wrap(std::move(row), box.database));
  return result;
}

}  // namespace

void bind_collections(nb::module_& module) {
  module.def("collection_create", &create);
  module.def("collection_append", &append, nb::arg("self"), nb::arg("made"), nb::arg("artifact").none(),
             nb::arg("run").none());
  module.def("collection_save", &save);
  module.def("collection_members", &members);
  module.def("collection_ordered", [](nb::handle self) {
    RecordBox& box = box_of(self);
    QuerySet result(box.database, collections::ordered_artifacts(box.database->store(), box.record));
    result.is_plain = true;
    return result;
  });
  module.def(
      "collection_track",
      [](nb::handle self, nb::handle is_run_input) {
        RecordBox& box = box_of(self);
        const auto input = run_input(is_run_input);
        unlocked([&] { collections::track_input(box.database->workspace(), box.record, input); });
      },
      nb::arg("self"), nb::arg("is_run_input").none());
  module.def("collection_suffix",
             [](nb::handle list) { return collections::common_suffix(records_in(list)); });
  module.def("collection_format",
             [](nb::handle list) { return collections::arrow_format(records_in(list)); });
  module.def("collection_describe", [](nb::handle self, bool colour, int width) {
    RecordBox& box = box_of(self);
    artifacts::RenderOptions options{.colour = colour, .width = width};
    return unlocked([&] {
      return artifacts::render(collections::describe(box.database->workspace(), box.record), options);
    });
  });
  module.def(
      "collection_delete",
      [](nb::handle self, std::optional<bool> permanent) {
        RecordBox& box = box_of(self);
        unlocked([&] { collections::remove(box.database->workspace(), box.record, permanent); });
      },
      nb::arg("self"), nb::arg("permanent").none());
  module.def("collection_restore", [](nb::handle self) {
    RecordBox& box = box_of(self);
    unlocked([&] { collections::restore(box.database->workspace(), box.record); });
  });
}

}  // namespace lamin::python
