#include "base/error.hpp"
#include "base/text.hpp"
#include "instance/instance.hpp"

namespace lamin {
namespace {

[[noreturn]] void refuse_missing(std::string_view owner, std::string_view name,
                                 const SettingsDirectory& settings) {
  std::string known;
  for (const auto& instance : settings.instances()) known += (known.empty() ? "" : ", ") + instance.slug();
  const std::string hint =
      "Known instances: " + (known.empty() ? "none" : known) + ". Make one: `lamin init --storage FOLDER`.";
  if (owner == "anonymous") {
    throw Error{ErrorCode::instance_not_found,
                "It is not possible to load an anonymous-owned instance from the hub"}
        .with("instance", std::string(owner) + "/" + std::string(name))
        .hint(hint);
  }
  const std::string slug = std::string(owner) + "/" + std::string(name);
  throw Error{ErrorCode::instance_not_found,
              "'" + slug + "' not found: instances on LaminHub are not supported yet"}
      .hint(hint);
}

struct Slug {
  std::string owner, name;
};

Slug slug_of(std::string_view identifier, const SettingsDirectory& settings) {
  if (identifier.starts_with("https://")) {
    const auto parts = split(identifier, "/");
    if (parts.size() >= 5) return {std::string(parts[3]), std::string(parts[4])};
  }
  const auto parts = split(identifier, "/");
  if (parts.size() == 1) return {settings.user().handle, std::string(identifier)};
  if (parts.size() == 2) return {std::string(parts[0]), std::string(parts[1])};
  throw Error{ErrorCode::invalid_value,
              "The instance identifier needs to be 'owner/name', the instance name (owner is current user) "
              "or the URL: "
              "https://lamin.ai/owner/name."};
}

}  // namespace

InstanceSettings find_instance(std::string_view identifier, const SettingsDirectory& settings) {
  const Slug slug = slug_of(identifier, settings);
  if (auto instance = settings.instance(slug.owner, slug.name)) return *std::move(instance);
  refuse_missing(slug.owner, slug.name, settings);
}

std::unique_ptr<Instance> Instance::connect(std::string_view identifier, SettingsDirectory& settings,
                                            Log& log) {
  settings.ensure_user(log);
  auto instance = open(find_instance(identifier, settings), settings, log);
  settings.mark_as_version_one(instance->settings());
  settings.set_current(instance->settings());
  settings.set_auto_connect(true);
  log.important("connected lamindb: " + instance->slug());
  return instance;
}

std::unique_ptr<Instance> Instance::open_current(SettingsDirectory& settings, Log& log) {
  const auto current = settings.current_instance();
  if (!current) {
    throw Error{ErrorCode::instance_not_set_up,
                "No instance is loaded! Call `lamin init` or `lamin connect`"};
  }
  return open(*current, settings, log);
}

void disconnect(SettingsDirectory& settings, Log& log) {
  std::optional<InstanceSettings> current;
  try {
    current = settings.current_instance();
  } catch (const Error&) {
    // Whatever the file says: disconnecting is the way out.
    settings.clear_current();
    log.success("closed an instance whose settings cannot be read");
    return;
  }
  if (!current) return log.info("no instance loaded");
  settings.clear_current();
  log.success("closed instance: " + current->slug());
}

}  // namespace lamin
