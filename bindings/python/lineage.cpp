// Tracking and graphs: what lamindb._context and lamindb._lineage call.
#include <nanobind/stl/optional.h>
#include <nanobind/stl/set.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "arguments.hpp"
#include "errors.hpp"
#include "lineage/context.hpp"
#include "lineage/graph.hpp"
#include "lineage/remove.hpp"
#include "lineage/tracked.hpp"
#include "lineage/transform.hpp"
#include "query_set.hpp"
#include "record.hpp"
#include "records/recursive.hpp"
#include "revised.hpp"
#include "transactions.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

lineage::Context& context() {
  Session& session = Session::current();
  return session.context();
}

std::optional<std::string> text_option(const nb::dict& options, const char* name) {
  return options.contains(name) ? optional_text(options[name]) : std::nullopt;
}

std::vector<std::filesystem::path> folders(nb::handle list) {
  std::vector<std::filesystem::path> paths;
  for (nb::handle folder : list) paths.emplace_back(std::string(text_of(folder)));
  return paths;
}

/// Returns the file that a script's output is copied to, "" if none.
std::string track(nb::handle transform, const nb::dict& given) {
  lineage::TrackOptions options;
  if (!transform.is_none()) options.transform = box_of(transform).record;
  options.uid = text_option(given, "uid");
  options.project = text_option(given, "project");
  if (given.contains("params") && !given["params"].is_none()) options.params = to_json_value(given["params"]);
  if (given.contains("new_run") && !given["new_run"].is_none())
    options.new_run = nb::cast<bool>(given["new_run"]);
  if (given.contains("path")) {
    options.caller = lineage::Caller{std::string(text_of(given["path"])), folders(given["import_path"])};
    if (given.contains("standard_modules"))
      options.caller->standard_modules = nb::cast<std::set<std::string>>(given["standard_modules"]);
  }
  lineage::Context& tracked = context();
  unlocked([&] { tracked.track(options); });
  if (options.transform)
    box_of(transform).record = *Session::current().database()->workspace().tracked.transform;
  return tracked.log_path().string();
}

void finish(bool ignore_non_consecutive, std::optional<std::string> report) {
  lineage::Context& tracked = context();
  lineage::FinishOptions options{.ignore_non_consecutive = ignore_non_consecutive, .report = std::nullopt};
  if (report) options.report = *report;
  unlocked([&] { tracked.finish(options); });
}

nb::object context_record(std::string_view name) {
  if (!Session::current().is_connected()) return nb::none();
  const DatabasePtr& database = Session::current().database();
  const artifacts::TrackedRun& tracked = database->workspace().tracked;
  const auto& record = name == "run"         ? tracked.run
                       : name == "transform" ? tracked.transform
                                             : tracked.project;
  return record ? wrap(*record, database) : nb::none();
}

std::optional<std::string>& context_text(std::string_view name) {
  lineage::Context& tracked = context();
  if (name == "uid") return tracked.uid;
  return name == "version" ? tracked.version : tracked.description;
}

/// Arguments that are no values, such as records and objects, are left out.
Json values_of(const nb::dict& arguments) {
  Json values = Json::object();
  for (auto [name, argument] : arguments) {
    if (find_box(argument) != nullptr) continue;
    try {
      values[text_of(name)] = to_json_value(argument);
    } catch (const std::exception&) {
      values[text_of(name)] = Json();
    }
  }
  return values;
}

nb::object begin_call(const nb::dict& given, const nb::dict& arguments) {
  const DatabasePtr& database = Session::current().database();
  lineage::FunctionCall call{.name = std::string(text_of(given["name"])),
                             .module = text_option(given, "module"),
                             .source_code = std::string(text_of(given["source_code"])),
                             .uid = text_option(given, "uid"),
                             .params = values_of(arguments)};
  auto run = unlocked([&] { return lineage::begin_call(database->workspace(), call); });
  return run ? wrap(std::move(*run), database) : nb::none();
}

void end_call(nb::handle run, bool has_returned) {
  if (run.is_none()) return;
  RecordBox& box = box_of(run);
  const auto end = has_returned ? lineage::CallEnd::returned : lineage::CallEnd::threw;
  unlocked([&] { lineage::end_call(box.database->workspace(), box.record, end); });
}

void create_transform(nb::handle self, const nb::dict& given) {
  using Options = lineage::TransformOptions;
  refuse_unknown(given, Options::shown_arguments, Options::other_arguments, ErrorCode::invalid_value,
                 "but you passed");
  require_version_text(given);
  const DatabasePtr& database = Session::current().database();
  lineage::TransformOptions options;
  options.uid = text_option(given, "uid");
  options.key = text_option(given, "key");
  options.description = text_option(given, "description");
  options.version = text_option(given, "version");
  options.reference = text_option(given, "reference");
  options.reference_type = text_option(given, "reference_type");
  options.source_code = text_option(given, "source_code");
  options.type = text_option(given, "type").value_or("pipeline");
  if (given.contains("revises") && !given["revises"].is_none()) {
    const RecordBox* revises = find_box(given["revises"]);
    if (revises == nullptr) throw Error(ErrorCode::invalid_type, "`revises` has to be of type `Transform`");
    options.revises = revises->record;
  }
  auto row = unlocked([&] { return lineage::make_transform(database->workspace(), options); });
  fill(self, RecordBox(std::move(row), database));
  if (options.revises) remember_revised(self, given["revises"]);
}

template <class Make>
nb::object dot(Make&& make) {
  return to_python(std::string_view(unlocked([&] { return lineage::to_dot(make()); })));
}

}  // namespace

void bind_lineage(nb::module_& module) {
  module.def("context_track", &track, nb::arg("transform").none(), nb::arg("options"));
  module.def("context_finish", &finish, nb::arg("ignore_non_consecutive"), nb::arg("report").none());
  module.def("context_failed", [](std::string_view traceback) {
    lineage::Context& tracked = context();
    unlocked([&] { tracked.save_report_of_failure(traceback); });
  });
  module.def("context_record", &context_record);
  module.def("context_text", [](std::string_view name) { return to_python(context_text(name)); });
  module.def(
      "context_set_text",
      [](std::string_view name, nb::handle value) { context_text(name) = optional_text(value); },
      nb::arg("name"), nb::arg("value").none());
  module.def("call_begin", &begin_call);
  module.def("call_end", &end_call, nb::arg("run").none(), nb::arg("has_returned"));
  module.def("transform_create", &create_transform);
  module.def("run_delete", [](nb::handle self) {
    RecordBox& box = box_of(self);
    unlocked([&] { lineage::remove_run(box.database->workspace(), box.record); });
  });
  module.def("transform_delete", [](nb::handle self) {
    RecordBox& box = box_of(self);
    unlocked([&] { lineage::remove_transform(box.database->workspace(), box.record); });
  });
  module.def("transform_save", [](nb::handle self) {
    note_in_transaction(self);
    RecordBox& box = box_of(self);
    unlocked([&] { lineage::save_transform(box.database->workspace(), box.record); });
    end_revised(self);
  });
  module.def("lineage_graph", [](nb::handle self, bool with_children) {
    RecordBox& box = box_of(self);
    auto descendants = with_children ? lineage::Descendants::include : lineage::Descendants::leave_out;
    return dot([&] {
      return lineage::lineage_of(box.database->store(), box.record, descendants, Session::current().log());
    });
  });
  module.def("lineage_text", [](nb::handle self, bool with_children) {
    RecordBox& box = box_of(self);
    auto descendants = with_children ? lineage::Descendants::include : lineage::Descendants::leave_out;
    return unlocked([&] {
      return lineage::to_text(
          lineage::lineage_of(box.database->store(), box.record, descendants, Session::current().log()));
    });
  });
  module.def("transforms_graph", [](nb::handle self, bool with_successors, int distance) {
    RecordBox& box = box_of(self);
    return dot([&] {
      return lineage::transforms_around(box.database->store(), box.record, with_successors, distance);
    });
  });
  module.def("ancestors", [](nb::handle self, std::string_view relation) {
    RecordBox& box = box_of(self);
    QuerySet result(box.database, query::Query(box.registry()));
    const schema::Relation* parents = box.database->catalog().find_relation(box.registry(), "parents");
    if (parents == nullptr) throw Error(ErrorCode::no_attribute, box.registry().name + " has no parents");
    std::string statement = relation == "parents" ? records::ancestors_statement(*parents)
                                                  : records::descendants_statement(*parents);
    std::vector<Value> parameters{box.record.get("id")}, keys;
    for (auto& row : unlocked([&] { return box.database->store().recursive(statement, parameters); })) {
      keys.push_back(std::move(row.front()));
    }
    result.query.where("id__in", query::Operand(std::move(keys)));
    return result;
  });
  module.def(
      "parents_graph",
      [](nb::handle self, std::optional<std::string> field, bool with_children, int distance) {
        RecordBox& box = box_of(self);
        std::string name = field ? *field : box.registry().naming_field().name;
        return dot([&] {
          return lineage::parents_around(box.database->store(), box.record, name, with_children, distance);
        });
      },
      nb::arg("self"), nb::arg("field").none(), nb::arg("with_children"), nb::arg("distance"));
}

}  // namespace lamin::python
