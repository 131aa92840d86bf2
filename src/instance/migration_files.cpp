#include "instance/migration_files.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/text_file.hpp"

namespace lamin {
namespace {

namespace fs = std::filesystem;

const Json::Array& list(const Json& json, std::string_view name) {
  static const Json::Array none;
  const Json* found = json.is_object() ? json.find(name) : nullptr;
  return found != nullptr && found->is_array() ? found->elements() : none;
}

std::string text(const Json& json, std::string_view name) {
  const Json* found = json.is_object() ? json.find(name) : nullptr;
  return found != nullptr && found->is_text() ? found->text() : "";
}

const Json* named(const Json::Array& all, std::string_view name) {
  const auto found = std::ranges::find_if(all, [&](const Json& json) { return text(json, "name") == name; });
  return found == all.end() ? nullptr : &*found;
}

bool is_migration_name(std::string_view name) {
  return name.size() > 5 && name[4] == '_' && number_of_migration(name) > 0;
}

// {"registry": "Reading", "from": "note", "to": "remark"}; without "from" and "to" of fields: of the
// registry.
void read_renames(const std::string& module, const Json& json, migrations::History& history) {
  for (const auto& rename : list(json, "renames")) {
    const std::string table = module + "_" + unicode_lower(text(rename, "registry"));
    if (text(rename, "from").empty()) {
      history.tables[module + "_" + unicode_lower(text(rename, "former_registry"))] = table;
    } else {
      history.columns[table][text(rename, "from")] = text(rename, "to");
    }
  }
}

MigrationFile read_migration(const FoundModule& module, const fs::path& path) {
  const Json json = Json::parse(read_text_file(path).value_or(""));
  const Json* state = json.is_object() ? json.find("state") : nullptr;
  if (state == nullptr) {
    throw Error{ErrorCode::invalid_value, "The file is no migration: it has no \"state\""}.with(
        "path", path.native());
  }
  MigrationFile file{path.stem().native(), path, *state, {}, {}};
  for (const auto& name : list(json, "replaces")) file.replaces.push_back(name.text());
  read_renames(module.module.name, json, file.history);
  return file;
}

void append_field_changes(const Json& before, const Json& after, std::vector<std::string>& changes) {
  const std::string model = unicode_lower(text(after, "name"));
  for (const std::string_view kind : {"fields", "links"}) {
    for (const auto& field : list(after, kind)) {
      const Json* former = named(list(before, kind), text(field, "name"));
      if (former == nullptr) {
        changes.push_back("+ Add field " + text(field, "name") + " to " + model);
      } else if (*former != field) {
        changes.push_back("~ Alter field " + text(field, "name") + " on " + model);
      }
    }
    for (const auto& field : list(before, kind)) {
      if (named(list(after, kind), text(field, "name")) == nullptr)
        changes.push_back("- Remove field " + text(field, "name") + " from " + model);
    }
  }
  for (const std::string_view said : {"mixins", "unique_together"}) {
    if (list(before, said) != list(after, said))
      changes.push_back("~ Alter " + std::string(said) + " of " + model);
  }
}

}  // namespace

int number_of_migration(std::string_view name) {
  int number = 0;
  std::from_chars(name.data(), name.data() + std::min<std::size_t>(4, name.size()), number);
  return number;
}

std::vector<MigrationFile> migration_files(const FoundModule& module) {
  std::vector<MigrationFile> files;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(module.migrations_folder, none)) {
    const fs::path& path = entry.path();
    if (!is_migration_name(path.stem().native())) continue;
    if (path.extension() == ".json") files.push_back(read_migration(module, path));
    if (path.extension() == ".py") files.push_back({path.stem().native(), path, std::nullopt, {}, {}});
  }
  std::ranges::sort(files, {}, &MigrationFile::name);
  std::set<std::string> replaced;
  for (const auto& file : files) replaced.insert(file.replaces.begin(), file.replaces.end());
  std::erase_if(files, [&](const MigrationFile& file) { return replaced.contains(file.name); });
  return files;
}

std::vector<std::string> changes_between(const Json* former, const Json& present) {
  static const Json nothing = Json::object();
  const Json& before = former != nullptr ? *former : nothing;
  std::vector<std::string> changes;
  for (const auto& registry : list(present, "registries")) {
    const Json* known = named(list(before, "registries"), text(registry, "name"));
    if (known == nullptr) {
      changes.push_back("+ Create model " + text(registry, "name"));
    } else {
      append_field_changes(*known, registry, changes);
    }
  }
  for (const auto& registry : list(before, "registries")) {
    if (named(list(present, "registries"), text(registry, "name")) == nullptr)
      changes.push_back("- Delete model " + text(registry, "name"));
  }
  return changes;
}

std::string name_of_migration(int number, const std::vector<std::string>& changes) {
  std::string digits = std::to_string(number);
  digits.insert(0, 4 - std::min<std::size_t>(4, digits.size()), '0');
  if (number == 1) return digits + "_initial";
  // "+ Add field room to instrument" -> "instrument_room"; "- Remove field ..." -> "remove_instrument_room".
  const std::string change = unicode_lower(changes.front().substr(2));
  const auto words = split(change, " ");
  const std::string act = words[0] == "create" || words[0] == "add" ? "" : std::string(words[0]) + "_";
  const std::string model(words.back());
  const std::string field = words.size() > 3 ? "_" + std::string(words[words.size() - 3]) : "";
  return digits + "_" + act + model + field + (changes.size() > 1 ? "_and_more" : "");
}

fs::path write_migration(const FoundModule& module, const std::string& name,
                         const std::vector<std::string>& changes, const std::vector<std::string>& replaces,
                         const Json& state) {
  Json json = Json::object();
  json["module"] = module.module.name;
  json["name"] = name;
  Json words = Json::array(), former = Json::array();
  for (const auto& change : changes) words.push_back(change);
  for (const auto& replaced : replaces) former.push_back(replaced);
  json["changes"] = std::move(words);
  json["replaces"] = std::move(former);
  json["renames"] = Json::array();
  json["state"] = state;
  make_folders(module.migrations_folder);
  const fs::path path = module.migrations_folder / (name + ".json");
  replace_text_file(path, json.pretty_text());
  return path;
}

}  // namespace lamin
