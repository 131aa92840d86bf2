#include "registries/toml_declaration.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "base/error.hpp"

#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace lamin::registries {
namespace {

[[noreturn]] void refuse(std::string_view what, const toml::source_position& place) {
  throw Error{ErrorCode::invalid_value, "The declaration cannot be read: " + std::string(what)}.with(
      "line", std::to_string(place.line));
}

Json json_of(const toml::node& node);

struct Entry {
  std::string_view name;
  const toml::node* node;
  toml::source_position place;
};

// A TOML table has no order of its own; the file has one.
std::vector<Entry> in_written_order(const toml::table& table) {
  std::vector<Entry> entries;
  for (const auto& [key, node] : table) entries.push_back({key.str(), &node, key.source().begin});
  std::ranges::sort(entries, {},
                    [](const Entry& entry) { return std::tuple(entry.place.line, entry.place.column); });
  return entries;
}

Json object_of(const toml::table& table) {
  Json object = Json::object();
  for (const auto& entry : in_written_order(table)) object[std::string(entry.name)] = json_of(*entry.node);
  return object;
}

Json json_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return Json(text->get());
  if (const auto* number = node.as_integer()) return Json(number->get());
  if (const auto* truth = node.as_boolean()) return Json(truth->get());
  if (const auto* table = node.as_table()) return object_of(*table);
  const auto* array = node.as_array();
  if (array == nullptr)
    refuse("a value is a text, an integer, a boolean, a list or a table", node.source().begin);
  Json list = Json::array();
  for (const auto& element : *array) list.push_back(json_of(element));
  return list;
}

/// `{a = {...}, b = {...}}` as the list of the JSON form, whose entries have their name inside.
Json named_list(const toml::node& node) {
  const auto* table = node.as_table();
  if (table == nullptr) refuse("registries, fields and links are tables by name", node.source().begin);
  Json list = Json::array();
  for (const auto& entry : in_written_order(*table)) {
    const auto* said = entry.node->as_table();
    if (said == nullptr) refuse("'" + std::string(entry.name) + "' is no table", entry.place);
    Json named = Json::object();
    named["name"] = std::string(entry.name);
    for (const auto& part : in_written_order(*said)) {
      const bool is_list = part.name == "fields" || part.name == "links";
      named[std::string(part.name)] = is_list ? named_list(*part.node) : json_of(*part.node);
    }
    list.push_back(std::move(named));
  }
  return list;
}

}  // namespace

Json read_toml_declaration(std::string_view text) {
  const auto parsed = toml::parse(text);
  if (!parsed) refuse(parsed.error().description(), parsed.error().source().begin);
  Json declaration = Json::object();
  for (const auto& entry : in_written_order(parsed.table())) {
    declaration[std::string(entry.name)] =
        entry.name == "registries" ? named_list(*entry.node) : json_of(*entry.node);
  }
  return declaration;
}

}  // namespace lamin::registries
