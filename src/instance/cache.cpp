#include "instance/cache.hpp"

#include <system_error>

#include "base/error.hpp"
#include "base/text_file.hpp"

namespace lamin {
namespace {

namespace fs = std::filesystem;

void move_entry(const fs::path& from, const fs::path& to) {
  std::error_code failure;
  fs::rename(from, to, failure);
  if (!failure) return;
  // Another file system, or a folder of that name: put the content beside what is there.
  fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::overwrite_existing, failure);
  if (failure) {
    throw Error{ErrorCode::io_failed, "could not move the cache: " + failure.message()}.with("path",
                                                                                             from.native());
  }
  fs::remove_all(from, failure);
}

bool lies_in(const fs::path& path, const fs::path& folder) {
  const fs::path relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

}  // namespace

void move_cache(std::string_view folder, SettingsDirectory& settings, Log& log) {
  if (folder.find("://") != std::string_view::npos) {
    throw Error{ErrorCode::invalid_value, "cache dir should be a local path."}.with("path", folder);
  }
  const fs::path target = fs::weakly_canonical(fs::absolute(fs::path(folder)));
  if (fs::exists(target) && !fs::is_directory(target)) {
    throw Error{ErrorCode::invalid_value, "cache dir should be a directory."}.with("path", target.native());
  }
  const fs::path source = fs::weakly_canonical(settings.cache_directory());
  make_folders(target);
  if (source != target && fs::is_directory(source)) {
    for (const auto& entry : fs::directory_iterator(source)) {
      if (!lies_in(target, entry.path())) move_entry(entry.path(), target / entry.path().filename());
    }
    log.info("The current cache directory was moved to the specified location");
  }
  settings.set_cache_directory(target);
}

void clear_cache(SettingsDirectory& settings, Log& log) {
  const fs::path folder = settings.cache_directory();
  if (fs::is_directory(folder)) {
    for (const auto& entry : fs::directory_iterator(folder)) fs::remove_all(entry.path());
  }
  log.success("The cache directory was cleared.");
}

}  // namespace lamin
