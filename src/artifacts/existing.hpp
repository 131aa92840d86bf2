// Finds what the registry holds already of content and keys that come in, and what follows from that
// (data-model.md 8 "Duplicate handling").
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "artifacts/artifact.hpp"
#include "artifacts/workspace.hpp"

namespace lamin::artifacts {

/// Rows with this hash, or with this key in the workspace's storage, newest first, whatever their branch.
class KnownArtifacts {
 public:
  /// One statement for ten thousand of them.
  static KnownArtifacts load(const Workspace& workspace, std::span<const std::string> hashes,
                             std::span<const std::string> keys);

  /// The row that stands for content with this hash, as lamindb 1.3.2 chooses it: the newest row that has the
  /// hash or the key, if any of them has the hash.
  const records::Record* same_content(std::string_view hash, std::optional<std::string_view> key) const;
  /// The newest row with this key.
  const records::Record* same_key(std::string_view key) const;

 private:
  void read(const Workspace& workspace, std::span<const std::string> hashes,
            std::span<const std::string> keys);
  void index(std::int64_t storage_id);

  std::vector<records::Record> rows_;  // newest first
  std::unordered_map<std::string, std::size_t> by_hash_;
  std::unordered_map<std::string, std::size_t> by_key_;  // in the workspace's storage
};

/// The existing artifact as the answer to a construction: restored if it was in the trash, with the messages
/// of the reference, key and description filled in, the run noted.
Artifact adopt(Workspace& workspace, const records::Record& existing, const std::optional<std::string>& key,
               const std::optional<std::string>& description, const std::optional<records::Record>& run);

/// The latest row of the family that `version` belongs to.
std::optional<records::Record> latest_of_family(const Workspace& workspace, const records::Record& version);

}  // namespace lamin::artifacts
