#include "lineage/context.hpp"

#include <fstream>

#include "annotation/annotate.hpp"
#include "artifacts/create.hpp"
#include "artifacts/save.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/text_file.hpp"
#include "base/uid.hpp"
#include "lineage/environment.hpp"
#include "lineage/git.hpp"
#include "lineage/imports.hpp"
#include "lineage/markdown.hpp"
#include "lineage/report.hpp"
#include "lineage/source_transform.hpp"
#include "lineage/transform.hpp"
#include "records/rules.hpp"

namespace lamin::lineage {
namespace {

namespace fs = std::filesystem;
using artifacts::Workspace;
using query::Query;
using records::Record;

std::string short_name(const Record& run) {
  return "Run('" + std::string(run.uid().substr(0, 8)) + "...')";
}

// The largest unit that is not zero: "3s", "5m", "2h", "1d".
std::string elapsed_text(std::int64_t microseconds) {
  const std::int64_t seconds = std::max<std::int64_t>(0, microseconds / 1'000'000);
  if (seconds >= 86'400) return std::to_string(seconds / 86'400) + "d";
  if (seconds >= 3'600) return std::to_string(seconds / 3'600) + "h";
  if (seconds >= 60) return std::to_string(seconds / 60) + "m";
  return std::to_string(seconds) + "s";
}

Record find_project(Workspace& workspace, const std::string& name) {
  const auto& registry = workspace.records.registry("Project");
  auto found = workspace.records.first(Query(registry).filter(query::Filter::any_of(
      {query::Filter::condition("name", name), query::Filter::condition("uid", name)})));
  if (!found)
    throw Error(ErrorCode::invalid_argument,
                "Project '" + name +
                    "' not found, either create it with `ln.Project(name='...').save()` or fix typos.");
  return std::move(*found);
}

std::optional<Record> latest_run(Workspace& workspace, const Record& transform) {
  return workspace.records.first(Query(workspace.records.registry("Run"))
                                     .where("transform", transform.id())
                                     .where("created_by", workspace.records.authorship().user_id)
                                     .order_by({"-started_at"}));
}

std::string params_text(const Json& params) {
  std::string text;
  for (const auto& [name, value] : params.members())
    text += (text.empty() ? "" : ", ") + name + "=" +
            (value.is_text() ? value.text() : python_repr(Value(value)));
  return text;
}

bool is_source_typed(const Record& transform) {
  const auto type = transform.get("type").text();
  return type == "script" || type == "notebook";
}

// The export of R Markdown that the person has made.
void attach_export(Workspace& workspace, Record& run, const fs::path& path) {
  const auto exports = markdown_exports(path);
  if (!exports.empty()) return save_report(workspace, run, exports.front());
  workspace.log.warning("no html report found; to attach one, create an .html export for your " +
                        path.extension().string() + " file and then run: lamin save " +
                        path.filename().string());
}

}  // namespace

void Context::track(const TrackOptions& options) {
  if (workspace_.is_read_only) return workspace_.log.warning("skipping track(), connected in read-only mode");
  if (options.project) use_project(find_project(workspace_, *options.project));
  is_notebook_ = false;
  std::string intro;
  if (options.transform) {
    intro = use_transform(*options.transform);
  } else {
    if (!options.caller || options.caller->path.empty())
      throw Error(ErrorCode::unsupported, "Interactive sessions are not yet supported to be tracked.");
    intro = track_source(read_source(options.caller->path), options);
  }
  start_run(options, intro);
  if (is_notebook_ && !caller_->standard_modules.empty()) show_imports();
}

// Before the transform is saved: what is saved in a project belongs to it.
void Context::use_project(Record project) {
  auto authorship = workspace_.records.authorship();
  authorship.project_id = project.id();
  workspace_.records.set_authorship(authorship);
  workspace_.tracked.project = std::move(project);
}

std::string Context::use_transform(Record transform) {
  if (is_source_typed(transform))
    throw Error(ErrorCode::invalid_value,
                "Use `ln.track()` without passing transform in a notebook or script - metadata is "
                "automatically parsed");
  const bool is_known = transform.is_saved();
  if (!is_known) save_transform(workspace_, transform);
  const std::string intro =
      std::string(is_known ? "loaded" : "created") + " Transform('" + std::string(transform.uid()) + "')";
  workspace_.tracked.transform = std::move(transform);
  caller_.reset();
  return intro;
}

std::string Context::track_source(const Source& source, const TrackOptions& options) {
  is_notebook_ = source.is_notebook();
  if (is_notebook_ && source.path.filename().string().starts_with("Untitled"))
    throw Error(ErrorCode::runtime_failed, "Please rename your notebook before tracking it");
  const std::string& repository = workspace_.settings.sync_git_repo;
  std::optional<std::string> reference;
  if (!repository.empty())
    reference =
        git_reference({repository, workspace_.cache_directory}, fs::absolute(source.path), workspace_.log);
  SourceTransform found =
      transform_of(workspace_, source, {options.uid ? options.uid : uid, description, version});
  workspace_.tracked.transform = std::move(found.transform);
  caller_ = options.caller;
  if (reference) refer_to(*reference);
  return std::move(found.intro);
}

void Context::refer_to(const std::string& address) {
  Record& transform = *workspace_.tracked.transform;
  transform.set("reference", address);
  transform.set("reference_type", "url");
  workspace_.records.save(transform);
}

void Context::show_imports() {
  std::set<std::string> modules = imported_modules(read_source(caller_->path).text);
  std::erase_if(modules, [&](const std::string& name) { return caller_->standard_modules.contains(name); });
  if (!modules.empty())
    workspace_.log.important("notebook imports: " + import_versions(caller_->import_path, modules));
}

void Context::start_run(const TrackOptions& options, const std::string& intro) {
  const Record& transform = *workspace_.tracked.transform;
  std::optional<Record> run;
  if (!options.new_run.value_or(!is_notebook_)) run = latest_run(workspace_, transform);
  const bool is_old = run.has_value();
  if (!run) {
    run = Record(workspace_.records.registry("Run"));
    records::fill_defaults(workspace_.records, *run);
    run->set("transform", transform.id());
  }
  run->set("started_at", now());
  workspace_.records.save(*run);
  if (options.params) annotation::add_params(workspace_, *run, *options.params);

  if (caller_) capture(std::string(run->uid()));
  std::string line = intro + (is_old ? ", re-started " : ", started new ") + short_name(*run) + " at " +
                     seconds_text(run->get("started_at").as<Timestamp>()) + " UTC";
  if (options.params && !options.params->members().empty())
    line += "\n→ params: " + params_text(*options.params);
  workspace_.log.important(line);

  auto authorship = workspace_.records.authorship();
  authorship.run_id = run->id();
  workspace_.records.set_authorship(authorship);
  if (caller_) uid = std::string(transform.uid());
  workspace_.tracked.run = std::move(run);
}

// Where the environment and what the script prints are kept until `finish`.
void Context::capture(const std::string& run_uid) {
  if (!caller_->import_path.empty()) {
    fs::create_directories(workspace_.cache_directory);
    const fs::path file = environment_file(workspace_, run_uid);
    replace_text_file(file, frozen_environment(caller_->import_path));
    workspace_.log.info("tracked pip freeze > " + file.string());
  }
  if (!is_notebook_) log_path_ = workspace_.cache_directory / ("run_logs_" + run_uid + ".txt");
}

void Context::finish(const FinishOptions& options) {
  if (!is_tracking() && workspace_.is_read_only) return;
  if (!is_tracking())
    throw Error(ErrorCode::track_not_called, "Please run `ln.track()` before `ln.finish()`");
  Record& run = *workspace_.tracked.run;
  if (!caller_) {
    run.set("finished_at", now());
    workspace_.records.save(run);
    return;
  }
  const bool is_consecutive = check_order(options);
  save_source();
  save_environment(workspace_, run);
  const std::string run_uid(run.uid());
  if (options.report) save_report(*options.report, "Report of run " + run_uid);
  if (is_markdown_notebook(caller_->path)) attach_export(workspace_, run, caller_->path);
  if (!log_path_.empty()) save_report(log_path_, "log streams of run " + run_uid);
  run.set("_is_consecutive", is_consecutive);
  run.set("finished_at", now());
  workspace_.records.save(run);
  const Timestamp ended = run.get("finished_at").as<Timestamp>();
  const std::int64_t elapsed = ended.microseconds - run.get("started_at").as<Timestamp>().microseconds;
  workspace_.log.important("finished Run('" + run_uid.substr(0, 8) + "') after " + elapsed_text(elapsed) +
                           " at " + seconds_text(ended) + " UTC");
  reset();
}

bool Context::check_order(const FinishOptions& options) {
  if (caller_->path.extension() != ".ipynb") return true;
  const std::string pairs = order_breaks_text(caller_->path);
  if (pairs.empty()) return true;
  workspace_.log.warning("cells [" + pairs + "] were not run consecutively");
  if (!options.ignore_non_consecutive && workspace_.confirm &&
      !workspace_.confirm("   Do you still want to proceed with finishing? (y/n) "))
    throw Error(ErrorCode::exit_requested, "Aborted finishing: the cells were not run consecutively");
  return false;
}

void Context::save_source() {
  const Source source = read_source(caller_->path);
  Record& transform = *workspace_.tracked.transform;
  if (transform.get("hash").text() == source.hash) return;
  if (!transform.get("hash").is_null() && workspace_.confirm &&
      !workspace_.confirm("You are about to overwrite existing source code (hash '" +
                          std::string(transform.get("hash").text()) + "') for Transform('" +
                          std::string(transform.uid()) + "'). Proceed? (y/n)"))
    return;
  const std::int64_t before = transform.id();
  transform.set("source_code", source.text);
  transform.set("hash", source.hash);
  save_transform(workspace_, transform);
  if (transform.id() != before) workspace_.tracked.run->set("transform", transform.id());
}

void Context::save_report(const fs::path& file, const std::string& title) {
  if (!fs::exists(file)) return;
  if (!workspace_.tracked.run->get("report").is_null()) workspace_.log.important("overwriting run.report");
  workspace_.tracked.run->set("report", keep_file(workspace_, file, title, FileIs::moved).id());
  std::error_code ignored;
  fs::remove(file, ignored);  // content that the storage already had was not moved
}

void Context::save_report_of_failure(std::string_view traceback) noexcept {
  if (!is_tracking() || log_path_.empty()) return;
  try {
    std::ofstream(log_path_, std::ios::binary | std::ios::app) << traceback;
    save_report(log_path_, "log streams of run " + std::string(workspace_.tracked.run->uid()));
    workspace_.records.save(*workspace_.tracked.run);
  } catch (...) {
    // The script's own exception is what its author has to see.
  }
}

// The project stays: what is tracked next belongs to it too.
void Context::reset() {
  auto authorship = workspace_.records.authorship();
  authorship.run_id.reset();
  workspace_.records.set_authorship(authorship);
  workspace_.tracked.run.reset();
  workspace_.tracked.transform.reset();
  caller_.reset();
  uid.reset();
  description.reset();
  version.reset();
  log_path_.clear();
}

}  // namespace lamin::lineage
