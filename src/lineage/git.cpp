#include "lineage/git.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

extern char** environ;

namespace lamin::lineage {
namespace {

namespace fs = std::filesystem;

struct Output {
  int status = 0;
  std::string text;  // without the line break at the end
};

/// Reads all of a pipe.
std::string drain(int descriptor) {
  std::string text;
  std::array<char, 4096> piece{};
  while (true) {
    const ssize_t got = ::read(descriptor, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    text.append(piece.data(), static_cast<std::size_t>(got));
  }
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

/// Runs `git -C folder arguments...`; what it says on stderr is dropped.
Output git(const fs::path& folder, const std::vector<std::string>& arguments) {
  std::vector<std::string> words{"git", "-C", folder.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  int pipe[2];
  if (::pipe2(pipe, O_CLOEXEC) != 0) throw Error(ErrorCode::io_failed, "Cannot make a pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int failure = ::posix_spawnp(&child, "git", &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(pipe[1]);
  if (failure != 0) {
    ::close(pipe[0]);
    throw Error(ErrorCode::runtime_failed, "The program git is needed to look scripts up in a repository")
        .hint("Install git, or say `ln.settings.sync_git_repo = None`.");
  }
  Output output{.text = drain(pipe[0])};
  ::close(pipe[0]);
  while (::waitpid(child, &output.status, 0) < 0 && errno == EINTR) {
  }
  return output;
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
  const Output top = git(script.parent_path(), {"rev-parse", "--show-toplevel"});
  if (top.status != 0) return std::nullopt;
  const Output remote = git(top.text, {"config", "--get", "remote.origin.url"});
  if (remote.status != 0 || web_address(remote.text) != url) return std::nullopt;
  return top.text;
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
  const Output tree = git(clone, {"ls-tree", "-r", commit});
  for (const std::string_view line : split(tree.text, "\n")) {
    const auto tab = line.find('\t');
    if (tab != std::string_view::npos && contains(line.substr(0, tab), blob))
      return std::string(line.substr(tab + 1));
  }
  return "";
}

/// "<commit>/<path>" of the latest commit of `range` that has the blob.
std::optional<std::string> find_in(const fs::path& clone, const std::string& range, const std::string& blob) {
  const Output commits = git(clone, {"log", range, "--find-object=" + blob, "--format=%H"});
  for (const std::string_view line : split(commits.text, "\n")) {
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
  const std::string blob = git(script.parent_path(), {"hash-object", script.string()}).text;
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
