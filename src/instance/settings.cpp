#include "instance/settings.hpp"

#include <dirent.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "base/environment.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/text_file.hpp"
#include "base/uid.hpp"
#include "instance/env_file.hpp"
#include "sql/postgres/postgres.hpp"

namespace lamin {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view instance_prefix = "lamindb_instance_";
constexpr std::string_view user_prefix = "lamin_user_";
constexpr std::string_view cache_key = "lamindb_cache_path";

fs::path home() {
  return environment("HOME").value_or("/");
}

std::optional<std::string> modules_text(const std::vector<std::string>& modules) {
  if (modules.empty()) return std::nullopt;
  return join(modules, ",");
}

std::vector<std::string> modules_of(const std::optional<std::string>& text) {
  std::vector<std::string> modules;
  for (const auto part : split(text.value_or(""), ",")) {
    if (!trim(part).empty()) modules.emplace_back(trim(part));
  }
  return modules;
}

std::string text_of(const InstanceSettings& instance) {
  EnvFile file{std::string(instance_prefix)};
  file.add("api_url", instance.api_url);
  file.add("owner", instance.owner);
  file.add("name", instance.name);
  file.add("storage_root", instance.storage_root);
  file.add("storage_region", instance.storage_region);
  file.add("db", instance.database);
  file.add("schema_str", modules_text(instance.modules));
  file.add("schema_id", instance.schema_id);
  file.add("fine_grained_access", instance.fine_grained_access);
  file.add("db_permissions", instance.database_permissions);
  file.add("id", instance.id);
  file.add("git_repo", instance.git_repo);
  file.add("keep_artifacts_local", instance.keep_artifacts_local);
  return file.text();
}

std::string text_of(const UserSettings& user) {
  EnvFile file{std::string(user_prefix)};
  file.add("email", user.email);
  file.add("password", user.password);
  file.add("access_token", user.access_token);
  file.add("api_key", user.api_key);
  file.add("uid", user.uid);
  file.add("uuid", user.uuid);
  file.add("handle", user.handle);
  file.add("name", user.name);
  return file.text();
}

std::string required(const EnvFile& file, std::string_view prefix, std::string_view key,
                     const fs::path& path) {
  if (auto value = file.get(key)) return *std::move(value);
  throw Error{ErrorCode::settings_outdated,
              "the settings file lacks " + std::string(prefix) + std::string(key)}
      .with("path", path.native())
      .hint("Remove the file, then call `lamin init` or `lamin connect` again.");
}

std::string undashed(std::string id) {
  std::erase(id, '-');
  return id;
}

std::optional<InstanceSettings> read_instance(const fs::path& path) {
  const auto content = read_text_file(path);
  if (!content) return std::nullopt;
  const EnvFile file = EnvFile::parse(std::string(instance_prefix), *content);
  InstanceSettings instance;
  instance.owner = required(file, instance_prefix, "owner", path);
  instance.name = required(file, instance_prefix, "name", path);
  instance.storage_root = required(file, instance_prefix, "storage_root", path);
  instance.id = undashed(required(file, instance_prefix, "id", path));
  instance.storage_region = file.get("storage_region");
  instance.database = file.get("db");
  instance.modules = modules_of(file.get("schema_str"));
  instance.git_repo = file.get("git_repo");
  instance.api_url = file.get("api_url");
  instance.schema_id = file.get("schema_id");
  instance.database_permissions = file.get("db_permissions");
  instance.fine_grained_access = file.truth("fine_grained_access");
  instance.keep_artifacts_local = file.truth("keep_artifacts_local");
  return instance;
}

std::optional<UserSettings> read_user(const fs::path& path) {
  const auto content = read_text_file(path);
  if (!content) return std::nullopt;
  const EnvFile file = EnvFile::parse(std::string(user_prefix), *content);
  UserSettings user;
  user.handle = required(file, user_prefix, "handle", path);
  user.uid = required(file, user_prefix, "uid", path);
  user.email = file.get("email");
  user.name = file.get("name");
  user.uuid = file.get("uuid");
  user.api_key = file.get("api_key");
  user.access_token = file.get("access_token");
  user.password = file.get("password");
  return user;
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  DIR* directory = ::opendir(folder.c_str());
  if (directory == nullptr) return names;
  while (const dirent* entry = ::readdir(directory)) names.emplace_back(entry->d_name);
  ::closedir(directory);
  std::ranges::sort(names);
  return names;
}

bool is_there(const fs::path& path) {
  return ::access(path.c_str(), F_OK) == 0;
}

}  // namespace

std::string InstanceSettings::uid() const {
  return hash_base62(id, 12);
}

fs::path InstanceSettings::sqlite_path() const {
  return fs::path(storage_root) / ".lamindb" / "lamin.db";
}

std::string InstanceSettings::database_url() const {
  return database ? *database : "sqlite:///" + sqlite_path().native();
}

std::string InstanceSettings::discreet_database_url() const {
  return database ? sql::discreet_address(*database) : database_url();
}

SettingsDirectory SettingsDirectory::from_environment() {
  const auto folder = environment("LAMIN_SETTINGS_DIR");
  const auto environment_name = environment("LAMIN_ENV").value_or("prod");
  return SettingsDirectory((folder ? fs::path(*folder) : home()) / ".lamin",
                           environment_name == "prod" ? "" : environment_name + "--");
}

SettingsDirectory::SettingsDirectory(fs::path path, std::string prefix)
    : path_(std::move(path)), prefix_(std::move(prefix)) {}

fs::path SettingsDirectory::current_instance_file() const {
  return path_ / (prefix_ + "current_instance.env");
}

fs::path SettingsDirectory::current_user_file() const {
  return path_ / (prefix_ + "current_user.env");
}

fs::path SettingsDirectory::instance_file(std::string_view owner, std::string_view name) const {
  return path_ / (prefix_ + "instance--" + std::string(owner) + "--" + std::string(name) + ".env");
}

fs::path SettingsDirectory::user_file(std::string_view email_or_handle) const {
  return path_ / (prefix_ + "user--" + std::string(email_or_handle) + ".env");
}

fs::path SettingsDirectory::version_one_flag(const InstanceSettings& instance) const {
  return path_ / ("no_lnschema_core-" + instance.owner + "--" + instance.name);
}

UserSettings SettingsDirectory::user() const {
  return read_user(current_user_file()).value_or(UserSettings{});
}

UserSettings SettingsDirectory::ensure_user(Log& log) {
  if (auto user = read_user(current_user_file())) return *std::move(user);
  log.warning("using anonymous user (to identify, call: lamin login)");
  save_user({});
  return {};
}

void SettingsDirectory::save_user(const UserSettings& user) {
  make_folders(path_);
  const std::string text = text_of(user);
  if (user.email) replace_text_file(user_file(*user.email), text);
  if (!user.is_anonymous()) replace_text_file(user_file(user.handle), text);
  replace_text_file(current_user_file(), text);
}

std::optional<UserSettings> SettingsDirectory::known_user(std::string_view email_or_handle) const {
  return read_user(user_file(email_or_handle));
}

bool SettingsDirectory::forget_current_user() {
  if (!is_there(current_user_file())) return false;
  set_flag_file(current_user_file(), false);
  return true;
}

std::optional<InstanceSettings> SettingsDirectory::current_instance() const {
  return read_instance(current_instance_file());
}

std::optional<InstanceSettings> SettingsDirectory::instance(std::string_view owner,
                                                            std::string_view name) const {
  return read_instance(instance_file(owner, name));
}

std::vector<InstanceSettings> SettingsDirectory::instances() const {
  std::vector<InstanceSettings> instances;
  for (const auto& name : names_in(path_)) {
    if (!name.starts_with(prefix_ + "instance--") || !name.ends_with(".env")) continue;
    try {
      if (auto instance = read_instance(path_ / name)) instances.push_back(*std::move(instance));
    } catch (const Error&) {
      // A damaged file must not hide the others; whoever asks for this instance by name gets the error.
    }
  }
  return instances;
}

void SettingsDirectory::save_instance(const InstanceSettings& instance) {
  make_folders(path_);
  replace_text_file(instance_file(instance.owner, instance.name), text_of(instance));
}

void SettingsDirectory::set_current(const InstanceSettings& instance) {
  make_folders(path_);
  replace_text_file(current_instance_file(), text_of(instance));
}

void SettingsDirectory::clear_current() {
  set_flag_file(current_instance_file(), false);
}

void SettingsDirectory::forget(const InstanceSettings& instance) {
  std::optional<InstanceSettings> current;
  try {
    current = current_instance();
  } catch (const Error&) {
    // A current instance that cannot be read is not the one to forget.
  }
  if (current && current->slug() == instance.slug()) clear_current();
  set_flag_file(instance_file(instance.owner, instance.name), false);
  set_flag_file(version_one_flag(instance), false);
}

void SettingsDirectory::mark_as_version_one(const InstanceSettings& instance) {
  if (!is_there(version_one_flag(instance))) set_flag_file(version_one_flag(instance), true);
}

bool SettingsDirectory::auto_connect() const {
  return is_there(path_ / "auto_connect");
}

void SettingsDirectory::set_auto_connect(bool on) {
  if (on) make_folders(path_);
  set_flag_file(path_ / "auto_connect", on);
}

bool SettingsDirectory::private_django_api() const {
  return is_there(path_ / "private_django_api");
}

void SettingsDirectory::set_private_django_api(bool on) {
  if (on) make_folders(path_);
  set_flag_file(path_ / "private_django_api", on);
}

fs::path SettingsDirectory::cache_directory() const {
  if (const auto folder = environment("LAMIN_CACHE_DIR")) return *folder;
  if (const auto content = read_text_file(path_ / "storage.env")) {
    const std::string_view line = trim(*content);
    if (line.starts_with(cache_key) && line.size() > cache_key.size() + 1) {
      const std::string_view value = line.substr(cache_key.size() + 1);
      if (value != "null") return value;
    }
  }
  if (const auto folder = environment("XDG_CACHE_HOME")) return fs::path(*folder) / "lamindb";
  return home() / ".cache" / "lamindb";
}

void SettingsDirectory::set_cache_directory(const fs::path& directory) {
  make_folders(path_);
  replace_text_file(path_ / "storage.env", std::string(cache_key) + "=" + directory.native());
}

}  // namespace lamin
