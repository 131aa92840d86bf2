#include "cli/save_transform.hpp"

#include "base/error.hpp"
#include "cli/notebook_report.hpp"
#include "instance/instance.hpp"
#include "lineage/context.hpp"
#include "lineage/markdown.hpp"
#include "lineage/report.hpp"
#include "lineage/source.hpp"
#include "lineage/transform.hpp"
#include "query/query.hpp"

namespace lamin::cli {
namespace {

using records::Record;

std::optional<Record> find_transform(Instance& instance, std::string_view path, std::string_view value) {
  query::Query query(instance.records().registry("Transform"));
  query.where(std::string(path), value).where("_branch_code", 1).where("is_latest", true).order_by({"-id"});
  return instance.records().first(query);
}

Record tracked_transform(Instance& instance, const std::filesystem::path& path, const std::string& uid) {
  instance.log().important("mapped '" + path.filename().native() + "' on uid '" + uid + "'");
  if (auto transform = find_transform(instance, "uid__startswith", uid)) return *std::move(transform);
  throw Error{ErrorCode::exit_requested,
              "Did not find uid '" + uid + "' in Transform registry. Did you run `ln.track()`?"};
}

Record transform_of_key(Instance& instance, const lineage::Source& source, const std::string& key,
                        const std::optional<std::string>& description) {
  if (auto transform = find_transform(instance, "key", key)) return *std::move(transform);
  lineage::TransformOptions options;
  options.key = key;
  options.description = description.value_or(source.description);
  options.type = source.type;
  Record transform = lineage::make_transform(instance.workspace(), options);
  lineage::save_transform(instance.workspace(), transform);
  instance.log().important("created Transform('" + std::string(transform.uid()) + "')");
  return transform;
}

bool may_overwrite(Instance& instance, const Record& transform, const lineage::Source& source) {
  const std::string_view stored = transform.get("hash").text();
  if (transform.get("source_code").text().empty() || stored == source.hash) return true;
  if (instance.workspace().confirm("You are about to overwrite existing source code (hash '" +
                                   std::string(stored) + "') for Transform('" + std::string(transform.uid()) +
                                   "'). Proceed? (y/n)")) {
    return true;
  }
  instance.log().warning("Please re-run `ln.track()` to make a new version");
  return false;
}

bool is_mine_or_agreed(Instance& instance, const Record& transform) {
  if (transform.get("created_by").integer() == instance.records().authorship().user_id) return true;
  return instance.workspace().confirm(
      "You are trying to save a transform created by another user: Source and report files will be tagged "
      "with "
      "*your* user id. Proceed? (y/n)");
}

std::optional<Record> latest_run(Instance& instance, const Record& transform) {
  query::Query query(instance.records().registry("Run"));
  query.where("transform", transform.id()).order_by({"-started_at", "-id"});
  return instance.records().first(query);
}

void attach_report(Instance& instance, Record& run, const std::filesystem::path& notebook) {
  const NotebookReport report(notebook);
  if (report.exists()) return lineage::save_report(instance.workspace(), run, report.file());
  instance.log().warning("no html report of the notebook was made; to have one: pip install nbconvert");
}

}  // namespace

std::optional<Record> save_transform(Context& context, const std::filesystem::path& path,
                                     const std::optional<std::string>& key,
                                     const std::optional<std::string>& description) {
  const bool is_markdown = lineage::is_markdown_notebook(path);
  const auto report = is_markdown ? lineage::markdown_export(path) : std::filesystem::path();
  const lineage::Source source = lineage::read_source(path);
  Instance& instance = context.instance();
  const auto uid = lineage::uid_in(source.text);
  Record transform =
      uid ? tracked_transform(instance, path, *uid)
          : transform_of_key(instance, source, key.value_or(path.filename().native()), description);
  if (!is_mine_or_agreed(instance, transform)) return std::nullopt;
  if (!may_overwrite(instance, transform, source)) return std::nullopt;
  transform.set("source_code", source.text);
  transform.set("hash", source.hash);
  lineage::save_transform(instance.workspace(), transform);
  if (auto run = source.is_notebook() ? latest_run(instance, transform) : std::nullopt) {
    lineage::save_environment(instance.workspace(), *run);
    if (is_markdown) {
      lineage::save_report(instance.workspace(), *run, report);
    } else {
      lineage::note_order(instance.workspace(), *run, path);
      attach_report(instance, *run, path);
    }
  }
  return transform;
}

}  // namespace lamin::cli
