#include "cli/settings_text.hpp"

#include <algorithm>

#include "base/json.hpp"

namespace lamin::cli {
namespace {

std::string or_none(const std::optional<std::string>& text) {
  return text.value_or("None");
}

Json or_null(const std::optional<std::string>& text) {
  return text ? Json(*text) : Json();
}

std::string truth(bool value) {
  return value ? "True" : "False";
}

// As Python shows a set of strings.
std::string modules_text(std::vector<std::string> modules) {
  if (modules.empty()) return "set()";
  std::ranges::sort(modules);
  std::string text;
  for (const auto& module : modules) text += (text.empty() ? "'" : ", '") + module + "'";
  return "{" + text + "}";
}

std::string text_of(const UserSettings& user) {
  return "Current user: " + user.handle + "\n- handle: " + user.handle + "\n- email: " + or_none(user.email) +
         "\n- uid: " + user.uid + "\n";
}

std::string text_of(const InstanceSettings& instance) {
  return "Current instance: " + instance.slug() + "\n- owner: " + instance.owner +
         "\n- name: " + instance.name + "\n- storage root: " + instance.storage_root +
         "\n- storage region: " + or_none(instance.storage_region) +
         "\n- db: " + instance.discreet_database_url() + "\n- modules: " + modules_text(instance.modules) +
         "\n- git_repo: " + or_none(instance.git_repo) + "\n";
}

Json json_of(const InstanceSettings& instance) {
  Json modules = Json::array();
  for (const auto& module : instance.modules) modules.push_back(module);
  Json json = Json::object();
  json["slug"] = instance.slug();
  json["owner"] = instance.owner;
  json["name"] = instance.name;
  json["id"] = instance.id;
  json["uid"] = instance.uid();
  json["storage_root"] = instance.storage_root;
  json["storage_region"] = or_null(instance.storage_region);
  json["db"] = instance.discreet_database_url();
  json["modules"] = modules;
  json["git_repo"] = or_null(instance.git_repo);
  return json;
}

Json json_of(const UserSettings& user) {
  Json json = Json::object();
  json["handle"] = user.handle;
  json["email"] = or_null(user.email);
  json["uid"] = user.uid;
  json["name"] = or_null(user.name);
  return json;
}

}  // namespace

void print_settings(Context& context, bool json) {
  SettingsDirectory& settings = context.settings();
  const UserSettings user = settings.ensure_user(context.log());
  const auto instance = settings.current_instance();
  const std::string cache = settings.cache_directory().native();
  if (json) {
    Json all = Json::object();
    all["user"] = json_of(user);
    all["auto_connect"] = settings.auto_connect();
    all["private_django_api"] = settings.private_django_api();
    all["cache_directory"] = cache;
    all["settings_directory"] = settings.path().native();
    all["instance"] = instance ? json_of(*instance) : Json();
    return context.terminal().data_line(all.pretty_text());
  }
  std::string text = text_of(user);
  text += "Auto-connect in Python: " + truth(settings.auto_connect()) + "\n";
  text += "Private Django API: " + truth(settings.private_django_api()) + "\n";
  text += "Cache directory: " + cache + "\n";
  text += instance ? text_of(*instance) : "\nNo instance connected\n";
  context.terminal().data(text);
}

}  // namespace lamin::cli
