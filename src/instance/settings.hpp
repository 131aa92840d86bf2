// The settings directory that lamindb 1.3.2 and lamin-cpp share: same files, same names, same content
// (spec: data-model.md 10.4), so that either may write what the other reads.
//
// Files are replaced by rename, never written in place: processes that connect at the same time see the old
// or the new content, never half of one.  Environment variables with the names of the keys
// (lamindb_instance_..., lamin_user_..., in any case) win over the files.
//
// Reading writes nothing: a folder is made when its first file is written.  All functions that write throw
// permission_denied, storage_full or io_failed; what stood before then still stands.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.hpp"

namespace lamin {

struct UserSettings {
  std::string handle = "anonymous";
  std::string uid = "00000000";
  std::optional<std::string> email, name, uuid, api_key, access_token, password;

  bool is_anonymous() const { return handle == "anonymous"; }
};

struct InstanceSettings {
  std::string owner;
  std::string name;
  std::string id;  // UUID as 32 hex digits
  std::string storage_root;
  std::optional<std::string> storage_region;
  std::optional<std::string> database;  // URL; nothing = SQLite in the storage
  std::vector<std::string> modules;
  std::optional<std::string> git_repo;
  std::optional<std::string> api_url, schema_id, database_permissions;
  bool fine_grained_access = false;
  bool keep_artifacts_local = false;

  std::string slug() const { return owner + "/" + name; }
  /// Twelve characters, from the id.
  std::string uid() const;
  std::filesystem::path sqlite_path() const;
  /// "sqlite:////data/x/.lamindb/lamin.db", or `database`.
  std::string database_url() const;
  /// The same without password and host, to be shown.
  std::string discreet_database_url() const;
};

class SettingsDirectory {
 public:
  /// `$LAMIN_SETTINGS_DIR/.lamin` or `~/.lamin`, with the prefix of LAMIN_ENV.
  static SettingsDirectory from_environment();
  explicit SettingsDirectory(std::filesystem::path path, std::string prefix = "");

  const std::filesystem::path& path() const { return path_; }

  /// The current user; anonymous if nobody has logged in.
  UserSettings user() const;
  /// The same; the first time, it also writes the anonymous user's file and says so to `log`.
  UserSettings ensure_user(Log& log);
  void save_user(const UserSettings& user);
  /// The user who logged in before under this email or handle.
  std::optional<UserSettings> known_user(std::string_view email_or_handle) const;
  /// Returns false, and does nothing, if there is no current user.
  bool forget_current_user();

  /// Throws settings_outdated for a file that lacks a key, naming the file.
  std::optional<InstanceSettings> current_instance() const;
  std::optional<InstanceSettings> instance(std::string_view owner, std::string_view name) const;
  /// By owner and name; files that cannot be read are left out.
  std::vector<InstanceSettings> instances() const;
  void save_instance(const InstanceSettings& instance);
  void set_current(const InstanceSettings& instance);
  void clear_current();
  /// Removes the instance's files; if it is the current one, there is none afterwards.
  void forget(const InstanceSettings& instance);
  /// Marks the database of `instance` as one of lamindb 1.x, so that lamindb 1.3.2 does not look again.
  void mark_as_version_one(const InstanceSettings& instance);

  bool auto_connect() const;
  void set_auto_connect(bool on);
  bool private_django_api() const;
  void set_private_django_api(bool on);

  /// LAMIN_CACHE_DIR, else storage.env, else the user's cache directory + "lamindb".  Not made by this call.
  std::filesystem::path cache_directory() const;
  void set_cache_directory(const std::filesystem::path& directory);

 private:
  std::filesystem::path current_instance_file() const;
  std::filesystem::path current_user_file() const;
  std::filesystem::path instance_file(std::string_view owner, std::string_view name) const;
  std::filesystem::path user_file(std::string_view email_or_handle) const;
  std::filesystem::path version_one_flag(const InstanceSettings& instance) const;

  std::filesystem::path path_;
  std::string prefix_;
};

}  // namespace lamin
