// Holds an instance against itself: rows against bytes, links against rows, the database against its own
// check.  `lamin check` prints what this finds.
//
// What an interrupted save leaves is cleared by a repair: staged files and bytes without a row are removed,
// rows without bytes go to the trash, where nothing of them is lost.  All else is only told: nobody but the
// person knows what a dangling link or changed bytes should have been.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/workspace.hpp"

namespace lamin::artifacts {

struct Finding {
  enum class Kind {
    row_without_bytes,
    changed_bytes,      // of another size than the row says
    bytes_without_row,  // an object in the managed folder
    temporary,          // staged by a process that is gone
    missing_storage,    // a location whose folder is not there; its rows are not looked at
    dangling_link,
    doubled_latest,  // two latest versions of one thing
    damage,          // said by the database itself
  };
  Kind kind = Kind::damage;
  std::string what;  // a uid, a path, "registry.field of id", a sentence of the database
  std::string path;  // "" if it is about no file
  std::int64_t size = 0;
  bool is_repaired = false;
};
std::string_view name_of(Finding::Kind kind);
/// "a row without its bytes", for people.
std::string_view sentence_of(Finding::Kind kind);
/// Whether a repair clears findings of this kind.
bool is_repairable(Finding::Kind kind);

enum class Repair { no, yes };

struct CheckReport {
  std::vector<Finding> findings;
  std::int64_t artifacts = 0;  // rows whose bytes were looked for
  /// What is still wrong.
  std::int64_t open() const;
};

/// Safe while others save.  Without a repair it needs no right to write.  Throws what reading throws;
/// findings are no errors.
CheckReport check(Workspace& workspace, Repair repair = Repair::no);

}  // namespace lamin::artifacts
