#include "artifacts/existing.hpp"

#include <algorithm>
#include <array>

#include "records/record.hpp"
#include "records/rules.hpp"

namespace lamin::artifacts {
namespace {

using query::Filter;

std::vector<Value> as_values(std::span<const std::string> texts) {
  return {texts.begin(), texts.end()};
}

Filter one_of(const char* field, std::span<const std::string> texts) {
  if (texts.size() == 1) return Filter::condition(field, texts.front());
  return Filter::condition(std::string(field) + "__in", as_values(texts));
}

void note_run(Workspace& workspace, records::Record& record, const records::Record& run) {
  const Value& first_run = record.get("run");
  if (first_run.is_null()) {
    record.set("run", run.id());
  } else if (first_run.integer() != run.id()) {
    workspace.records.add_links(record, "_subsequent_runs", std::array{run.id()});
  }
}

void take_key(Workspace& workspace, records::Record& record, const std::string& key) {
  const Value& present = record.get("key");
  if (present.is_null()) {
    record.set("key", key);
  } else if (present.text() != key) {
    workspace.log.warning("key " + std::string(present.text()) +
                          " on existing artifact differs from passed key " + key);
  }
}

void take_description(Workspace& workspace, records::Record& record, const std::string& description) {
  const Value& present = record.get("description");
  if (!present.is_null() && present.text() == description) return;
  workspace.log.warning("updated description from " + python_str(present) + " to " + description);
  record.set("description", description);
}

}  // namespace

KnownArtifacts KnownArtifacts::load(const Workspace& workspace, std::span<const std::string> hashes,
                                    std::span<const std::string> keys) {
  KnownArtifacts known;
  known.storage_id_ = workspace.storage.id;
  std::vector<Filter> either;
  if (!hashes.empty()) either.push_back(one_of("hash", hashes));
  if (!keys.empty()) {
    either.push_back(
        Filter::all_of({one_of("key", keys), Filter::condition("storage_id", workspace.storage.id)}));
  }
  if (either.empty()) return known;
  query::Query query(workspace.records.registry("Artifact"));
  query.filter(either.size() == 1 ? either.front() : Filter::any_of(std::move(either)))
      .order_by({"-created_at", "-id"});
  known.rows_ = workspace.records.all(query);
  return known;
}

const records::Record* KnownArtifacts::same_content(std::string_view hash,
                                                    std::optional<std::string_view> key) const {
  const auto has_hash = [&](const records::Record& row) { return row.get("hash").text() == hash; };
  const auto has_key = [&](const records::Record& row) {
    return key && row.get("key").text() == *key && row.get("storage").integer() == storage_id_;
  };
  if (std::none_of(rows_.begin(), rows_.end(), has_hash)) return nullptr;
  const auto row = std::find_if(rows_.begin(), rows_.end(),
                                [&](const records::Record& r) { return has_hash(r) || has_key(r); });
  return &*row;
}

const records::Record* KnownArtifacts::same_key(std::string_view key) const {
  const auto row = std::find_if(rows_.begin(), rows_.end(), [&](const records::Record& r) {
    return r.get("key").text() == key && r.get("storage").integer() == storage_id_;
  });
  return row == rows_.end() ? nullptr : &*row;
}

Artifact adopt(Workspace& workspace, const records::Record& existing, const std::optional<std::string>& key,
               const std::optional<std::string>& description, const std::optional<records::Record>& run) {
  Artifact artifact(existing);
  const bool in_trash = artifact.record.get("_branch_code") == Value(-1);
  if (in_trash) {
    artifact.record.set("_branch_code", 1);
    workspace.records.save(artifact.record);
  }
  workspace.log.important(std::string(in_trash ? "restored artifact with same hash from trash: "
                                               : "returning existing artifact with same hash: ") +
                          records::repr(artifact.record) +
                          "; to track this artifact as an input, use: ln.Artifact.get()");
  if (key) take_key(workspace, artifact.record, *key);
  if (description) take_description(workspace, artifact.record, *description);
  if (run) note_run(workspace, artifact.record, *run);
  return artifact;
}

std::optional<records::Record> latest_of_family(const Workspace& workspace, const records::Record& version) {
  query::Query family = records::versions_of(version);
  family.where("is_latest", true).order_by({"-created_at", "-id"});
  return workspace.records.first(family);
}

}  // namespace lamin::artifacts
