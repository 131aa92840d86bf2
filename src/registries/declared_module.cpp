#include "registries/declared_module.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "registries/mixin_names.hpp"

namespace lamin::registries {
namespace {

void set_text(Json& json, std::string_view key, std::string_view text) {
  if (!text.empty()) json[std::string(key)] = std::string(text);
}

void set_flag(Json& json, std::string_view key, bool is_set) {
  if (is_set) json[std::string(key)] = true;
}

void set_default(Json& json, const FieldRow& row) {
  switch (row.source) {
    case Source::random_uid:
      json["default"] = "random_uid";
      return;
    case Source::hashed_uid:
      json["default"] = "hashed_uid";
      return;
    case Source::current_user:
      json["default"] = "current_user";
      return;
    case Source::current_run:
      json["default"] = "current_run";
      return;
    default:
      break;
  }
  if (row.database_now) json["default"] = "now";
  if (row.constant.kind == Literal::Kind::boolean) json["default"] = row.constant.number != 0;
  if (row.constant.kind == Literal::Kind::integer) json["default"] = row.constant.number;
  if (row.constant.kind == Literal::Kind::text) json["default"] = std::string(row.constant.text);
}

Json field_of(const FieldRow& row) {
  Json json = Json::object();
  json["name"] = std::string(row.name);
  json["type"] = std::string(name_of(row.type));
  if (row.max_length > 0) json["max_length"] = row.max_length;
  set_flag(json, "nullable", row.flags & optional);
  set_flag(json, "required", row.flags & required);
  set_flag(json, "unique", row.flags & unique);
  set_flag(json, "indexed", row.flags & indexed);
  set_default(json, row);
  if (!row.choices.empty()) {
    Json choices = Json::array();
    for (const auto choice : row.choices) choices.push_back(std::string(choice));
    json["choices"] = std::move(choices);
  }
  if (row.target.empty()) return json;
  set_text(json, "target", row.target);
  json["on_delete"] = row.on_delete == OnDelete::cascade    ? "cascade"
                      : row.on_delete == OnDelete::set_null ? "set_null"
                                                            : "protect";
  if (row.reverse_name != default_reverse_name)
    json["reverse_name"] = row.reverse_name.empty() ? "+" : std::string(row.reverse_name);
  return json;
}

Json link_of(const LinkRow& row) {
  if (!row.table.empty()) {
    throw Error{ErrorCode::unsupported, "Tables of links have the names of their relations"}.with("link",
                                                                                                  row.name);
  }
  Json json = Json::object();
  set_text(json, "name", row.name);
  set_text(json, "target", row.target);
  json["reverse_name"] = std::string(row.reverse_name);
  set_text(json, "through", row.through);
  set_text(json, "source_field", row.source_field);
  set_text(json, "target_field", row.target_field);
  return json;
}

// A declaration says columns ("owner_id"), the JSON form fields ("owner").
Json unique_fields(const Declaration& declaration, std::string_view columns) {
  Json names = Json::array();
  for (const auto column : split(columns, " ")) {
    const bool is_relation = std::ranges::any_of(declaration.fields, [&](const FieldRow& row) {
      return !row.target.empty() && std::string(row.name) + "_id" == column;
    });
    names.push_back(std::string(is_relation ? column.substr(0, column.size() - 3) : column));
  }
  return names;
}

Json registry_of(const Declaration& declaration) {
  if (!declaration.constraints.empty()) {
    throw Error{ErrorCode::unsupported, "Modules of one's own have no named constraints"}.with(
        "registry", declaration.name);
  }
  Json json = Json::object();
  set_text(json, "name", declaration.name);
  set_text(json, "doc", declaration.doc);
  Json mixins = Json::array();
  for (const auto& known : mixin_names) {
    if (declaration.mixins & known.mixin) mixins.push_back(std::string(known.name));
  }
  json["mixins"] = std::move(mixins);
  set_text(json, "name_field", declaration.name_field);
  set_text(json, "ontology_id_field", declaration.ontology_id_field);
  Json fields = Json::array(), links = Json::array(), together = Json::array();
  for (const auto& row : declaration.fields) fields.push_back(field_of(row));
  for (const auto& row : declaration.links) links.push_back(link_of(row));
  for (const auto columns : declaration.unique_together) {
    if (!columns.empty()) together.push_back(unique_fields(declaration, columns));
  }
  json["fields"] = std::move(fields);
  json["links"] = std::move(links);
  json["unique_together"] = std::move(together);
  return json;
}

}  // namespace

CustomModule declared_module(std::string_view name, std::span<const Declaration> declarations) {
  Json registries = Json::array();
  for (const auto& declaration : declarations) registries.push_back(registry_of(declaration));
  Json json = Json::object();
  json["module"] = std::string(name);
  json["registries"] = std::move(registries);
  return {std::string(name), std::move(json)};
}

}  // namespace lamin::registries
