#include "lineage/report.hpp"

#include "artifacts/create.hpp"
#include "artifacts/save.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text_file.hpp"
#include "lineage/markdown.hpp"
#include "lineage/source.hpp"
#include "query/query.hpp"

namespace lamin::lineage {
namespace {

namespace fs = std::filesystem;
using artifacts::Workspace;
using records::Record;

bool may_replace(Workspace& workspace, const Record& run, const Record& report, const fs::path& file) {
  const std::string hash(report.get("hash").text());
  if (hash_file(file).hash == hash) {
    workspace.log.important("report is already saved");
    return false;
  }
  if (workspace.confirm("You are about to overwrite an existing report (hash '" + hash + "') for Run('" +
                        std::string(run.uid()) + "'). Proceed? (y/n)")) {
    workspace.log.important("overwriting run.report");
    return true;
  }
  workspace.log.important("keeping old report");
  return false;
}

/// Shows errors only while it lives.
class Quiet {
 public:
  explicit Quiet(Log& log) : log_(log), before_(log.verbosity()) { log_.set_verbosity(Verbosity::error); }
  ~Quiet() { log_.set_verbosity(before_); }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;

 private:
  Log& log_;
  Verbosity before_;
};

}  // namespace

Record keep_file(Workspace& workspace, const fs::path& file, std::string description, FileIs fate) {
  const Quiet quiet(workspace.log);
  artifacts::CreateOptions options;
  options.description = std::move(description);
  options.run = artifacts::RunChoice::none();
  options.branch_code = 0;
  options.is_staged = fate == FileIs::moved;
  artifacts::Artifact artifact = artifacts::create(workspace, file, options);
  artifacts::save(workspace, artifact);
  return std::move(artifact.record);
}

fs::path markdown_export(const fs::path& path) {
  const auto exports = markdown_exports(path);
  if (exports.size() == 1) return exports.front();
  if (exports.empty()) {
    fs::path wanted = path;
    wanted.replace_extension(".html");
    throw Error(ErrorCode::exit_requested, "Please export your " + path.extension().string() +
                                               " file as an html file here " + wanted.string());
  }
  std::string text = "Please delete one of";
  for (const auto& file : exports) text += "\n - " + file.string();
  throw Error(ErrorCode::exit_requested, text);
}

void save_report(Workspace& workspace, Record& run, const fs::path& file) {
  const auto& registry = workspace.records.registry("Artifact");
  if (!run.get("report").is_null()) {
    const auto report = workspace.records.find_by_id(registry, run.get("report").integer());
    if (report && !may_replace(workspace, run, *report, file)) return;
  }
  run.set("report",
          keep_file(workspace, file, "Report of run " + std::string(run.uid()), FileIs::copied).id());
  workspace.records.save(run);
}

fs::path environment_file(const Workspace& workspace, std::string_view run_uid) {
  return workspace.cache_directory / ("run_env_pip_" + std::string(run_uid) + ".txt");
}

void save_environment(Workspace& workspace, Record& run) {
  const fs::path file = environment_file(workspace, run.uid());
  if (!fs::exists(file)) return;
  const auto& registry = workspace.records.registry("Artifact");
  query::Query same(registry);
  same.where("hash", hash_file(file).hash).where("_branch_code", 0);
  if (const auto known = workspace.records.first(same)) {
    run.set("environment", known->id());
    fs::remove(file);
    return;
  }
  run.set("environment", keep_file(workspace, file, "requirements.txt", FileIs::moved).id());
}

void note_order(Workspace& workspace, Record& run, const fs::path& path) {
  const std::string breaks = order_breaks_text(path);
  if (!breaks.empty()) workspace.log.warning("cells [" + breaks + "] were not run consecutively");
  run.set("_is_consecutive", breaks.empty());
  workspace.records.save(run);
}

std::string order_breaks_text(const fs::path& path) {
  const auto number = [](const std::optional<std::int64_t>& count) {
    return count ? std::to_string(*count) : std::string("None");
  };
  std::string pairs;
  for (const auto& [before, after] : order_breaks(Json::parse(read_text_file(path).value_or(""))))
    pairs += (pairs.empty() ? "(" : ", (") + number(before) + ", " + number(after) + ")";
  return pairs;
}

}  // namespace lamin::lineage
