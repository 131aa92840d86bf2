#include <filesystem>

#include "base/error.hpp"
#include "base/text_file.hpp"
#include "instance/database.hpp"
#include "instance/instance.hpp"

namespace lamin {
namespace {

namespace fs = std::filesystem;

bool belongs_to_instance(const fs::path& path) {
  const std::string name = path.filename().native();
  return name == "storage_uid.txt" || name == "_is_initialized" || name == "_exclusion" ||
         name.starts_with("lamin.db");
}

void require_empty(const fs::path& folder) {
  if (!fs::is_directory(folder)) return;
  std::size_t objects = 0;
  for (const auto& entry : fs::directory_iterator(folder)) objects += !belongs_to_instance(entry.path());
  if (objects == 0) return;
  throw Error{ErrorCode::instance_not_empty, "Storage '" + folder.native() + "' contains " +
                                                 std::to_string(objects) +
                                                 " objects - delete them prior to deleting the instance"};
}

void remove_files(const fs::path& folder) {
  if (!fs::is_directory(folder)) return;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (belongs_to_instance(entry.path())) paths.push_back(entry.path());
  }
  for (const auto& path : paths) fs::remove_all(path);
  std::error_code not_empty;
  fs::remove(folder, not_empty);
}

}  // namespace

bool remove_instance(std::string_view identifier, const DeleteOptions& options, SettingsDirectory& settings,
                     Log& log, const std::function<bool(std::string_view)>& confirm) {
  const InstanceSettings instance = find_instance(identifier, settings);
  if (instance.storage_root.find("://") != std::string::npos) {
    throw Error{ErrorCode::unsupported, "deleting instances in the cloud is not built yet"};
  }
  if (!options.force && !confirm("Are you sure you want to delete instance " + instance.slug() + "? (y/n) "))
    return false;
  const fs::path folder = instance.sqlite_path().parent_path();
  if (options.require_empty) require_empty(folder);
  if (instance.database) {
    log.warning("delete() does not yet affect your Postgres database at " + place_of(instance));
  }
  log.info("deleting instance " + instance.slug());
  // The database goes first: should the rest fail, the instance can be deleted again by its name.
  try {
    remove_files(folder);
  } catch (const fs::filesystem_error& error) {
    throw Error{ErrorCode::permission_denied, "could not delete the instance: " + error.code().message()}
        .with("path", error.path1().native());
  }
  settings.forget(instance);
  return true;
}

}  // namespace lamin
