#include "artifacts/save.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "artifacts/content.hpp"
#include "artifacts/deliveries.hpp"
#include "artifacts/existing.hpp"
#include "artifacts/storage_key.hpp"
#include "artifacts/update.hpp"
#include "base/error.hpp"
#include "base/outcome.hpp"
#include "base/uid.hpp"
#include "records/record.hpp"

namespace lamin::artifacts {
namespace {

namespace fs = std::filesystem;
using query::Query;

bool has_bytes_to_bring(const Artifact& artifact) {
  return artifact.pending && artifact.pending->transfer != Pending::Transfer::in_place;
}

/// Restores the records of artifacts if the save fails.
class Rollback {
 public:
  explicit Rollback(std::span<Artifact* const> artifacts) : artifacts_(artifacts) {
    for (const Artifact* artifact : artifacts) records_.push_back(artifact->record);
  }
  ~Rollback() {
    if (done_) return;
    for (std::size_t i = 0; i < artifacts_.size(); ++i) artifacts_[i]->record = std::move(records_[i]);
  }
  void forget() { done_ = true; }

 private:
  std::span<Artifact* const> artifacts_;
  std::vector<records::Record> records_;
  bool done_ = false;
};

/// The parts of one save of one or many artifacts.
class Save {
 public:
  Save(Workspace& workspace, std::span<Artifact* const> artifacts)
      : workspace_(workspace), artifacts_(artifacts) {}

  void run() {
    Rollback rollback(artifacts_);
    for (const Artifact* artifact : artifacts_) {
      if (!has_bytes_to_bring(*artifact)) require_allowed_changes(artifact->record, workspace_.suffixes);
    }
    stage();
    try {
      write();
    } catch (const Error& error) {
      if (!is_in_doubt(error) || !is_saved_after_all()) throw;
    }
    rollback.forget();
    deliveries_.keep();
    finish();
  }

 private:
  void write() {
    auto work = workspace_.records.begin();
    find_equal_content();
    number_versions();
    write_rows();
    deliveries_.publish();
    work.commit();
  }

  // Bytes stay where they are unless the database says that their rows are not there.
  bool is_saved_after_all() {
    std::vector<Value> uids;
    for (const Artifact* artifact : artifacts_) uids.emplace_back(std::string(artifact->record.uid()));
    try {
      std::unordered_map<std::string, std::string> hashes;
      Query rows(workspace_.records.registry("Artifact"));
      for (const auto& row : workspace_.records.all(rows.where("uid__in", std::move(uids))))
        hashes.emplace(row.uid(), row.get("hash").is_null() ? "" : row.get("hash").text());
      return std::ranges::all_of(artifacts_, [&](const Artifact* artifact) {
        const auto row = hashes.find(std::string(artifact->record.uid()));
        return row != hashes.end() && row->second == hash_of(*artifact).value_or("");
      });
    } catch (const Error&) {
      deliveries_.keep();
      throw;
    }
  }

  void stage() {
    for (Artifact* artifact : artifacts_) {
      if (has_bytes_to_bring(*artifact)) deliveries_.stage(workspace_, *artifact);
    }
    deliveries_.flush_ahead();
  }

  // Inside the transaction, so that nobody comes in between.
  void find_equal_content() {
    std::vector<std::string> hashes;
    for (const Artifact* artifact : artifacts_) {
      if (!artifact->is_saved() && hash_of(*artifact)) hashes.push_back(*hash_of(*artifact));
    }
    const auto known = KnownArtifacts::load(workspace_, hashes, {});
    std::unordered_map<std::string, Artifact*> first;
    for (Artifact* artifact : artifacts_) {
      if (!artifact->is_saved()) sort_in(*artifact, known, first);
    }
  }

  static std::optional<std::string> hash_of(const Artifact& artifact) {
    const Value& hash = artifact.record.get("hash");
    return hash.is_null() ? std::nullopt : std::optional(std::string(hash.text()));
  }

  void sort_in(Artifact& artifact, const KnownArtifacts& known,
               std::unordered_map<std::string, Artifact*>& first) {
    const auto hash = hash_of(artifact);
    if (hash) {
      const records::Record* row = known.same_content(*hash, std::nullopt);
      const auto [entry, is_new] = row ? std::pair(first.end(), false) : first.try_emplace(*hash, &artifact);
      if (!row && !is_new && entry->second == &artifact) return;  // given twice
      if (row || !is_new) {
        equal_.push_back(
            {&artifact, row ? nullptr : entry->second, row ? std::optional(*row) : std::nullopt});
        deliveries_.drop(artifact);
        return;
      }
    }
    new_.push_back(&artifact);
  }

  /// A version that another process has taken meanwhile makes ours the one after it.  The store ends the
  /// former latest.
  void number_versions() {
    std::vector<Value> revised;
    for (const Artifact* artifact : new_) {
      if (artifact->revised_id) revised.emplace_back(*artifact->revised_id);
    }
    if (revised.empty()) return;
    const auto& registry = workspace_.records.registry("Artifact");
    std::map<std::string, records::Record, std::less<>> latest;  // by stem
    for (auto& row : workspace_.records.all(Query(registry).where("id__in", revised))) {
      std::string stem(stem_of(row.uid()));
      if (!row.get("is_latest").truth()) row = latest_of_family(workspace_, row).value_or(row);
      latest.insert_or_assign(std::move(stem), row);
    }
    std::map<std::string, Artifact*, std::less<>> newest;
    for (Artifact* artifact : new_) {
      const std::string stem(stem_of(artifact->record.uid()));
      const auto row = latest.find(stem);
      if (!artifact->revised_id || row == latest.end()) continue;
      auto& before = newest[stem];
      give_uid(*artifact, next_version_uid(before ? before->record.uid() : row->second.uid()));
      if (before) before->record.set("is_latest", false);
      before = artifact;
    }
  }

  void give_uid(Artifact& artifact, const std::string& uid) {
    if (artifact.record.uid() == uid) return;
    artifact.record.set("uid", uid);
    deliveries_.redirect(workspace_, artifact);
  }

  void write_rows() {
    std::vector<records::Record*> rows;
    for (Artifact* artifact : new_) rows.push_back(&artifact->record);
    for (Artifact* artifact : artifacts_) {
      if (artifact->is_saved() && artifact->record.has_changes()) rows.push_back(&artifact->record);
    }
    if (rows.size() == 1) {
      workspace_.records.save(*rows.front());
    } else if (!rows.empty()) {
      workspace_.records.save_all(rows);
    }
    if (rows.size() > 1) link_project();
  }

  void link_project() {
    if (!workspace_.tracked.project) return;
    const std::array project{workspace_.tracked.project->id()};
    for (const Artifact* artifact : new_) workspace_.records.add_links(artifact->record, "projects", project);
  }

  void finish() {
    for (const auto& equal : equal_) {
      equal.artifact->record = equal.row ? *equal.row : equal.first->record;
      workspace_.log.warning("returning artifact with same hash: " + records::repr(equal.artifact->record));
      if (equal.artifact->pending && equal.artifact->pending->transfer == Pending::Transfer::move) {
        std::error_code ignored;
        fs::remove_all(equal.artifact->pending->source, ignored);
      }
      equal.artifact->pending.reset();
    }
    for (Artifact* artifact : artifacts_) {
      if (!artifact->pending) continue;
      if (has_bytes_to_bring(*artifact)) tell_and_tidy(*artifact);
      artifact->pending.reset();
      artifact->revised_id.reset();
    }
  }

  void tell_and_tidy(const Artifact& artifact) {
    const fs::path root = storage_of(workspace_, artifact.record).root;
    const std::string key = storage_key(artifact.record);
    workspace_.log.save("storing artifact '" + std::string(artifact.record.uid()) + "' at '" +
                        (root / key).string() + "'");
    if (artifact.pending->replaces && *artifact.pending->replaces != key) {
      std::error_code ignored;
      fs::remove_all(root / *artifact.pending->replaces, ignored);
    }
  }

  struct Equal {
    Artifact* artifact;
    Artifact* first;                     // of the same save, or
    std::optional<records::Record> row;  // of the database
  };

  Workspace& workspace_;
  std::span<Artifact* const> artifacts_;
  Deliveries deliveries_;
  std::vector<Artifact*> new_;
  std::vector<Equal> equal_;
};

bool is_of_bytes(const Error& error) {
  return error.code() == ErrorCode::storage_full || error.code() == ErrorCode::permission_denied ||
         error.code() == ErrorCode::io_failed || error.code() == ErrorCode::file_missing;
}

}  // namespace

void save(Workspace& workspace, Artifact& artifact) {
  try {
    Save(workspace, std::array{&artifact}).run();
  } catch (const Error& error) {
    if (is_of_bytes(error))
      workspace.log.warning("could not upload artifact: " + records::repr(artifact.record));
    throw;
  }
}

void save_all(Workspace& workspace, std::span<Artifact* const> artifacts) {
  if (!artifacts.empty()) Save(workspace, artifacts).run();
}

}  // namespace lamin::artifacts
