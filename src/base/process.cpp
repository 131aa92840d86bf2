#include "base/process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/descriptor.hpp"
#include "base/error.hpp"

extern char** environ;

namespace lamin {
namespace {

[[noreturn]] void refuse(const std::string& program, int reason) {
  throw Error(ErrorCode::io_failed, "Cannot run " + program + ": " + std::strerror(reason));
}

// The three streams that a program starts with.
class Streams {
 public:
  Streams(int input, int output) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  }
  ~Streams() { posix_spawn_file_actions_destroy(&actions_); }
  Streams(const Streams&) = delete;
  Streams& operator=(const Streams&) = delete;

  const posix_spawn_file_actions_t* actions() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_;
};

// A file in memory, so that a program that reads slowly does not stop us from hearing what it says.
Descriptor filled(std::string_view input, const std::string& program) {
  Descriptor file(::memfd_create("input", MFD_CLOEXEC));
  if (!file.is_open() || !file.write(input) || ::lseek(file.number(), 0, SEEK_SET) != 0)
    refuse(program, errno);
  return file;
}

std::string drain(const Descriptor& pipe) {
  std::string text;
  std::array<char, 65536> piece;
  for (ssize_t got = 0; (got = pipe.read(piece.data(), piece.size())) > 0;)
    text.append(piece.data(), static_cast<std::size_t>(got));
  return text;
}

// The process, or nothing if there is no such program.
std::optional<pid_t> start(const std::vector<std::string>& words, const Streams& streams) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int failure =
      ::posix_spawnp(&child, arguments[0], streams.actions(), nullptr, arguments.data(), environ);
  if (failure == ENOENT || failure == EACCES) return std::nullopt;
  if (failure != 0) refuse(words.front(), failure);
  return child;
}

}  // namespace

std::optional<ProcessResult> run_process(const std::vector<std::string>& words, std::string_view input) {
  const Descriptor in = filled(input, words.front());
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) refuse(words.front(), errno);
  const Descriptor ours(ends[0]);
  Descriptor theirs(ends[1]);
  const auto child = start(words, Streams(in.number(), theirs.number()));
  theirs.close();
  if (!child) return std::nullopt;
  ProcessResult result{.output = drain(ours)};
  while (::waitpid(*child, &result.status, 0) < 0 && errno == EINTR) {
  }
  return result;
}

}  // namespace lamin
