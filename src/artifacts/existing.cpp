#include "artifacts/existing.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "records/record.hpp"
#include "records/rules.hpp"

namespace lamin::artifacts {
namespace {

using query::Filter;

/// Statements with more parameters are split.
constexpr std::size_t most_texts_of_statement = 10'000;

bool is_newer(const records::Record& a, const records::Record& b) {
  const Timestamp first = a.get("created_at").as<Timestamp>(), second = b.get("created_at").as<Timestamp>();
  return first == second ? a.id() > b.id() : first > second;
}

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
    workspace.log.warning("updated key from None to " + key);
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
  do {
    const auto some_hashes = hashes.first(std::min(hashes.size(), most_texts_of_statement));
    const auto some_keys = keys.first(std::min(keys.size(), most_texts_of_statement));
    known.read(workspace, some_hashes, some_keys);
    hashes = hashes.subspan(some_hashes.size());
    keys = keys.subspan(some_keys.size());
  } while (!hashes.empty() || !keys.empty());
  known.index(workspace.storage.id);
  return known;
}

void KnownArtifacts::read(const Workspace& workspace, std::span<const std::string> hashes,
                          std::span<const std::string> keys) {
  std::vector<Filter> either;
  if (!hashes.empty()) either.push_back(one_of("hash", hashes));
  // Without the storage, which `index` looks at: SQLite would rather walk all rows of the storage than its
  // keys.
  if (!keys.empty()) either.push_back(one_of("key", keys));
  if (either.empty()) return;
  query::Query query(workspace.records.registry("Artifact"));
  query.filter(either.size() == 1 ? either.front() : Filter::any_of(std::move(either)))
      .order_by({"-created_at", "-id"});
  auto rows = workspace.records.all(query);
  const bool is_more = !rows_.empty();
  rows_.insert(rows_.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
  if (is_more) std::ranges::stable_sort(rows_, is_newer);
}

void KnownArtifacts::index(std::int64_t storage_id) {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const Value& hash = rows_[i].get("hash");
    const Value& key = rows_[i].get("key");
    if (!hash.is_null()) by_hash_.try_emplace(std::string(hash.text()), i);
    const bool is_here = rows_[i].get("storage").integer() == storage_id;
    if (is_here && !key.is_null()) by_key_.try_emplace(std::string(key.text()), i);
  }
}

const records::Record* KnownArtifacts::same_content(std::string_view hash,
                                                    std::optional<std::string_view> key) const {
  const auto with_hash = by_hash_.find(std::string(hash));
  if (with_hash == by_hash_.end()) return nullptr;
  const auto with_key = key ? by_key_.find(std::string(*key)) : by_key_.end();
  const bool key_is_newer = with_key != by_key_.end() && with_key->second < with_hash->second;
  return &rows_[key_is_newer ? with_key->second : with_hash->second];
}

const records::Record* KnownArtifacts::same_key(std::string_view key) const {
  const auto row = by_key_.find(std::string(key));
  return row == by_key_.end() ? nullptr : &rows_[row->second];
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
  // `is_latest` is no condition: SQLite would walk all latest rows rather than the few of the family.
  query::Query family = records::versions_of(version);
  family.order_by({"-created_at", "-id"});
  for (auto& row : workspace.records.all(family)) {
    if (row.get("is_latest").truth()) return std::move(row);
  }
  return std::nullopt;
}

}  // namespace lamin::artifacts
