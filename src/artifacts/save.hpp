// Saves artifacts: the row and the bytes, both or neither.
//
// Order: bytes to a temporary name beside their destination; then one short write transaction: insert the
// row, take `is_latest` from the version before, rename, flush, commit.  The rename comes before the commit
// and the flush of the bytes too, so that a row that can be read always has its bytes.  A process killed
// between rename and commit leaves bytes without a row; `find_leftovers` tells, `sweep` removes them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "artifacts/artifact.hpp"
#include "artifacts/create.hpp"

namespace lamin::artifacts {

/// Saves a new artifact with its bytes, or the changes of one that exists.  If another artifact of the same
/// content came in between, `artifact` becomes that one, with a warning. Throws storage_full,
/// permission_denied, io_failed, file_missing, foreign_storage, invalid_argument (a key or suffix that may
/// not change, update.hpp), database errors; the artifact is then unsaved as before and nothing is left in
/// the storage.
void save(Workspace& workspace, Artifact& artifact);

/// Saves many: all or none.  The same statements and the same number of flushes however many they are.
void save_all(Workspace& workspace, std::span<Artifact* const> artifacts);

/// Bytes in the managed folder of the workspace's storage that no row names: temporary names of processes
/// that are gone, and objects without an artifact.
struct Leftover {
  std::filesystem::path path;
  std::int64_t size = 0;
  bool is_temporary = false;
};
/// Savers wait meanwhile; where this user may not write, objects of the last minute are left out instead.
std::vector<Leftover> find_leftovers(Workspace& workspace);
/// Removes them and returns what they were.  Safe while others save.
std::vector<Leftover> clear_leftovers(Workspace& workspace);
/// The same; returns their number.
std::size_t sweep(Workspace& workspace);

}  // namespace lamin::artifacts
