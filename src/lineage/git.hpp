// Where a script stands in the git repository of `ln.settings.sync_git_repo`.
//
// The program `git` is asked; it is looked up on the PATH and gets its arguments without a shell.
#pragma once

#include <filesystem>
#include <string>

#include "base/log.hpp"

namespace lamin::lineage {

/// The repository whose scripts are looked up, and the folder that holds clones of such repositories.
struct GitRepository {
  std::string url;  // https://..., without ".git"
  std::filesystem::path clones;
};

/// `<url>/blob/<commit>/<path>` of the file at `script`, for the latest commit that has its content.  A
/// script outside of a clone of the repository is looked up in a clone that is made in `clones`.  Throws
/// exit_requested with the fact "blob" if no commit has the content, runtime_failed if `git` is missing or
/// the clone fails.
std::string git_reference(const GitRepository& repository, const std::filesystem::path& script, Log& log);

}  // namespace lamin::lineage
