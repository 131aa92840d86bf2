#include "artifacts/join_family.hpp"

#include <algorithm>

#include "artifacts/storage_key.hpp"
#include "base/error.hpp"
#include "base/uid.hpp"
#include "records/rules.hpp"

namespace lamin::artifacts {
namespace {

namespace fs = std::filesystem;
using records::Record;

void require_versions(const Record& record, const Record& revises) {
  const std::string& name = record.registry().name;
  if (&record.registry() != &revises.registry() || !record.registry().traits.is_versioned)
    throw Error(ErrorCode::invalid_type, "`revises` has to be of type `" + name + "`");
  if (record.is_saved() && revises.is_saved()) return;
  throw Error(ErrorCode::invalid_value, "Only saved records can join the versions of another one")
      .hint("Make a new version with `" + name + "(..., revises=...)`.");
}

std::optional<fs::path> managed_file(const Workspace& workspace, const Record& record) {
  if (record.registry().name != "Artifact") return std::nullopt;
  if (record.get("_overwrite_versions").truth())
    throw Error(ErrorCode::invalid_value, "A folder cannot join the versions of another one")
        .hint("All versions of a folder lie in one place: save its content with `revises=...` instead.");
  return fs::path(storage_of(workspace, record).root) / storage_key(record);
}

// Compared here: a database may sort upper and lower case together.
std::string next_uid(Workspace& workspace, const Record& revises) {
  std::string newest;
  for (const auto& row : workspace.records.values(records::versions_of(revises), {"uid"}))
    newest = std::max(newest, std::string(row.front().text()));
  return next_version_uid(newest);
}

void give_latest_to_others(Workspace& workspace, const Record& left) {
  if (!left.get("is_latest").truth()) return;
  query::Query others = records::versions_of(left);
  others.exclude(query::Filter::condition("id", left.id()));
  auto next = workspace.records.first(others.order_by({"-created_at", "-id"}));
  if (!next) return;
  next->set("is_latest", true);
  workspace.records.save(*next);
}

void take_place(Workspace& workspace, Record& record, const Record& revises,
                const std::optional<std::string>& version) {
  if (stem_of(record.uid()) != stem_of(revises.uid())) {
    give_latest_to_others(workspace, record);
    const std::string uid = next_uid(workspace, revises);
    workspace.records.update(records::versions_of(revises).where("is_latest", true), {{"is_latest", false}});
    record.set("uid", uid);
    record.set("is_latest", true);
  }
  record.set("version", version ? Value(*version) : Value());
  workspace.records.save(record);
}

void rename_file(const fs::path& from, const fs::path& to) {
  std::error_code failure;
  if (from == to || (!fs::exists(from, failure) && !failure)) return;
  fs::rename(from, to, failure);
  if (failure)
    throw Error(ErrorCode::io_failed, "The file could not be renamed: " + failure.message())
        .with("path", from.string())
        .with("to", to.string());
}

}  // namespace

void join_family(Workspace& workspace, Record& record, const Record& revises,
                 const std::optional<std::string>& version) {
  require_versions(record, revises);
  const auto before = managed_file(workspace, record);
  Record joined = record;
  auto work = workspace.records.begin();
  take_place(workspace, joined, revises, version);
  const auto after = managed_file(workspace, joined);
  if (before) rename_file(*before, *after);
  try {
    work.commit();
  } catch (...) {
    if (before) rename_file(*after, *before);
    throw;
  }
  if (before && before != after)
    workspace.log.success("updated path from " + before->string() + " to " + after->string() + "!");
  if (joined.uid() != record.uid())
    workspace.log.success("updated uid from " + std::string(record.uid()) + " to " +
                          std::string(joined.uid()) + "!");
  record = std::move(joined);
}

}  // namespace lamin::artifacts
