#include "artifacts/content.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

#include "artifacts/suffix.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "storage/folder_hash.hpp"
#include "storage/hash_cache.hpp"

namespace lamin::artifacts {
namespace {

namespace fs = std::filesystem;

ContentHash hash_of_folder(const Workspace& workspace, const fs::path& path) {
  std::error_code ignored;
  fs::create_directories(workspace.cache_directory, ignored);
  storage::HashCache cache(workspace.cache_directory / "file_hashes");
  return storage::hash_folder(path, &cache);
}

}  // namespace

fs::path absolute_path(const fs::path& source) {
  if (contains(source.string(), "://")) {
    throw Error(ErrorCode::unsupported, "Artifacts in cloud storage are not supported yet")
        .with("path", source.string());
  }
  fs::path path = fs::absolute(source).lexically_normal();
  return path.has_filename() ? path : path.parent_path();
}

Content look_at(const Workspace& workspace, const fs::path& absolute) {
  std::error_code failure;
  const fs::file_status status = fs::status(absolute, failure);
  if (!fs::exists(status)) {
    if (failure == std::errc::permission_denied) {
      throw Error(ErrorCode::permission_denied, "[Errno 13] Permission denied: '" + absolute.string() + "'");
    }
    throw Error(ErrorCode::file_missing, absolute.string());
  }
  return {.path = absolute,
          .given = absolute,
          .is_folder = fs::is_directory(status),
          .suffix = suffix_of(absolute.string(), workspace.suffixes)};
}

void hash_content(const Workspace& workspace, Content& content) {
  if (!content.is_folder) content.state = storage::file_state(content.path);
  if (workspace.settings.artifact_skip_size_hash) return;
  content.hash = content.is_folder ? hash_of_folder(workspace, content.path) : hash_file(content.path);
}

void hash_contents(const Workspace& workspace, std::span<Content> contents) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure;  // guarded by mutex
  const auto work = [&] {
    try {
      for (std::size_t i = next++; i < contents.size(); i = next++) hash_content(workspace, contents[i]);
    } catch (...) {
      const std::lock_guard lock(mutex);
      failure = std::current_exception();
      next = contents.size();
    }
  };
  const std::size_t wanted =
      std::min<std::size_t>(std::max(1U, std::thread::hardware_concurrency()), contents.size() / 16 + 1);
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < wanted; ++i) threads.emplace_back(work);
  work();
  threads.clear();
  if (failure) std::rethrow_exception(failure);
}

void set_content(records::Record& record, const Content& content) {
  record.set("suffix", content.suffix);
  record.set("_overwrite_versions", content.is_folder);
  if (!content.hash) return;
  record.set("size", content.hash->size);
  record.set("hash", content.hash->hash);
  record.set("_hash_type", content.hash->type);
  if (content.is_folder) record.set("n_files", content.hash->n_files);
}

}  // namespace lamin::artifacts
