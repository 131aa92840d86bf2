#include "lineage/git.hpp"

#include <optional>
#include <vector>

#include "base/error.hpp"
#include "base/process.hpp"
#include "base/text.hpp"

namespace lamin::lineage {
namespace {

namespace fs = std::filesystem;

/// Runs `git -C folder arguments...`; its output comes without the line breaks at the end.
ProcessResult git(const fs::path& folder, const std::vector<std::string>& arguments) {
  std::vector<std::string> words{"git", "-C", folder.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  auto result = run_process(words);
  if (!result) {
    throw Error(ErrorCode::runtime_failed, "The program git is needed to look scripts up in a repository")
        .hint("Install git, or say `ln.settings.sync_git_repo = None`.");
  }
  while (result->output.ends_with('\n')) result->output.pop_back();
  return *std::move(result);
}

/// "git@github.com:owner/name.git" and "https://github.com/owner/name.git" as
/// "https://github.com/owner/name".
std::string web_address(std::string remote) {
  if (remote.starts_with("git@")) {
    if (const auto colon = remote.find(':'); colon != std::string::npos) remote[colon] = '/';
    remote = "https://" + remote.substr(4);
  }
  if (remote.ends_with(".git")) remote.resize(remote.size() - 4);
  return remote;
}

/// The folder of the clone that `script` lies in; nothing if that is no clone of the repository.
std::optional<fs::path> clone_around(const fs::path& script, const std::string& url) {
  const ProcessResult top = git(script.parent_path(), {"rev-parse", "--show-toplevel"});
  if (top.status != 0) return std::nullopt;
  const ProcessResult remote = git(top.output, {"config", "--get", "remote.origin.url"});
  if (remote.status != 0 || web_address(remote.output) != url) return std::nullopt;
  return top.output;
}

fs::path cloned(const GitRepository& repository, Log& log) {
  const fs::path folder = repository.clones / fs::path(repository.url).filename();
  if (fs::exists(folder / ".git")) {
    git(folder, {"fetch", "--all", "--quiet"});
    return folder;
  }
  log.important("running outside of synched git repo, cloning " + repository.url + " into " +
                folder.string());
  fs::create_directories(repository.clones);
  if (git(repository.clones, {"clone", "--quiet", repository.url + ".git", folder.string()}).status == 0)
    return folder;
  throw Error(ErrorCode::runtime_failed, "Cannot clone the git repository " + repository.url)
      .hint("Check the address and the network, or run the script inside of a clone.");
}

/// The path of the blob in `commit`; "" if it is not there.
std::string path_in(const fs::path& clone, const std::string& commit, const std::string& blob) {
  const ProcessResult tree = git(clone, {"ls-tree", "-r", commit});
  for (const std::string_view line : split(tree.output, "\n")) {
    const auto tab = line.find('\t');
    if (tab != std::string_view::npos && contains(line.substr(0, tab), blob))
      return std::string(line.substr(tab + 1));
  }
  return "";
}

/// "<commit>/<path>" of the latest commit of `range` that has the blob.
std::optional<std::string> find_in(const fs::path& clone, const std::string& range, const std::string& blob) {
  const ProcessResult commits = git(clone, {"log", range, "--find-object=" + blob, "--format=%H"});
  for (const std::string_view line : split(commits.output, "\n")) {
    const std::string commit(line);
    if (commit.empty()) continue;
    // A commit that takes the file away speaks of it, too.
    if (const std::string path = path_in(clone, commit, blob); !path.empty()) return commit + "/" + path;
  }
  return std::nullopt;
}

}  // namespace

std::string git_reference(const GitRepository& repository, const fs::path& script, Log& log) {
  const auto around = clone_around(script, repository.url);
  const fs::path clone = around ? *around : cloned(repository, log);
  const std::string blob = git(script.parent_path(), {"hash-object", script.string()}).output;
  auto found = find_in(clone, "HEAD", blob);
  if (!found) found = find_in(clone, "--all", blob);
  if (!found) {
    throw Error(ErrorCode::exit_requested, "❌ Did not find blob hash " + blob + " in git repo (" +
                                               repository.url + ") " + clone.string() +
                                               "\nDid you commit the script? -> " + script.string())
        .with("blob", blob);
  }
  return repository.url + "/blob/" + *found;
}

}  // namespace lamin::lineage
