// An Artifact is a record of the registry Artifact together with the bytes that it names: a file or a folder.
//
// Until it is saved the bytes lie where the person or the binding left them (`pending`); afterwards they lie
// in a storage location, at the storage key of the record (storage_key.hpp), and `pending` is empty.  An
// Artifact is a plain value: it is made by create.hpp, stored by save.hpp, read by read.hpp, removed by
// remove.hpp.  Not safe for use by two threads at once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "artifacts/workspace.hpp"
#include "records/record.hpp"
#include "storage/local/copy.hpp"

namespace lamin::artifacts {

/// Local bytes that a save has to bring into the storage.
struct Pending {
  enum class Transfer {
    copy,      // the person's file or folder: it stays where it is
    move,      // staged in the cache by create.hpp `stage`: it leaves
    in_place,  // it already lies in a registered storage location: nothing to bring
  };
  std::filesystem::path source;  // absolute
  bool is_folder = false;
  Transfer transfer = Transfer::copy;
  /// Of a file, when it was hashed: a file that changed since is hashed anew by the save.
  storage::FileState state;
  /// Storage key of the bytes that this one replaces; removed once the new ones are in place.
  std::optional<std::string> replaces;
};

struct Artifact {
  records::Record record;
  std::optional<Pending> pending;
  /// Of a new version: the row that was the latest when it was made.
  std::optional<std::int64_t> revised_id;

  explicit Artifact(records::Record row) : record(std::move(row)) {}
  Artifact(records::Record row, Pending bytes) : record(std::move(row)), pending(std::move(bytes)) {}

  bool is_saved() const { return record.is_saved(); }
};

}  // namespace lamin::artifacts
