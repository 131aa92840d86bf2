// The settings directory that lamindb 1.3.2 and lamin-cpp share: same files, same names, same content
// (spec: data-model.md 10.4), so that either may write what the other reads.
//
// Files are replaced by rename, never written in place: processes that connect at the same time see the old or the
// new content, never half of one.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lamin {

struct UserSettings {
  std::string handle = "anonymous";
  std::string uid = "00000000";
  std::optional<std::string> email, name, uuid, api_key, access_token, password;
};

struct InstanceSettings {
  std::string owner;
  std::string name;
  std::string id;                     // UUID as 32 hex digits
  std::string storage_root;
  std::optional<std::string> storage_region;
  std::optional<std::string> database; // URL; nothing = SQLite in the storage
  std::vector<std::string> modules;
  std::optional<std::string> git_repo;
  std::optional<std::string> api_url, schema_id, database_permissions;
  bool fine_grained_access = false;
  bool keep_artifacts_local = false;

  std::string slug() const { return owner + "/" + name; }
  /// Twelve characters, from the id.
  std::string uid() const;
  std::filesystem::path sqlite_path() const;
};

class SettingsDirectory {
 public:
  /// `$LAMIN_SETTINGS_DIR/.lamin` or `~/.lamin`, with the prefix of LAMIN_ENV.
  static SettingsDirectory from_environment();
  explicit SettingsDirectory(std::filesystem::path path, std::string prefix = "");

  const std::filesystem::path& path() const { return path_; }

  UserSettings user() const;  // anonymous if nobody has logged in
  void save_user(const UserSettings& user);

  std::optional<InstanceSettings> current_instance() const;
  std::optional<InstanceSettings> instance(std::string_view owner, std::string_view name) const;
  std::vector<InstanceSettings> instances() const;
  void save_instance(const InstanceSettings& instance);
  void set_current(const InstanceSettings& instance);
  void clear_current();
  void forget(const InstanceSettings& instance);

  bool auto_connect() const;
  void set_auto_connect(bool on);
  bool private_django_api() const;
  void set_private_django_api(bool on);

  /// LAMIN_CACHE_DIR, else storage.env, else the user's cache directory + "lamindb".
  std::filesystem::path cache_directory() const;
  void set_cache_directory(const std::filesystem::path& directory);

 private:
  std::filesystem::path path_;
  std::string prefix_;
};

}  // namespace lamin
