#include "registries/custom.hpp"

#include <algorithm>
#include <deque>

#include "base/error.hpp"
#include "base/text.hpp"
#include "registries/declare.hpp"
#include "registries/mixin_names.hpp"

namespace lamin::registries {
namespace {

struct TypeName {
  FieldType type;
  std::string_view name;
};
constexpr TypeName type_names[] = {
    {FieldType::small_auto, "small_auto"},
    {FieldType::automatic, "automatic"},
    {FieldType::big_auto, "big_auto"},
    {FieldType::text, "text"},
    {FieldType::long_text, "long_text"},
    {FieldType::url, "url"},
    {FieldType::email, "email"},
    {FieldType::boolean, "boolean"},
    {FieldType::small_integer, "small_integer"},
    {FieldType::integer, "integer"},
    {FieldType::big_integer, "big_integer"},
    {FieldType::real, "real"},
    {FieldType::date, "date"},
    {FieldType::timestamp, "timestamp"},
    {FieldType::duration, "duration"},
    {FieldType::json, "json"},
    {FieldType::foreign_key, "foreign_key"},
    {FieldType::one_to_one, "one_to_one"},
};

// More would not fit into the marks of a Record.
constexpr std::size_t most_fields = 60;

/// Reads one declaration; owns the texts that the rows of declare.hpp only point to.
class Reader {
 public:
  explicit Reader(const CustomModule& module) : module_(module.name), json_(module.declaration) {}

  std::vector<schema::Registry> registries() {
    std::vector<schema::Registry> built;
    for (const auto& registry : list(json_, "registries")) read(registry, built);
    return built;
  }

 private:
  [[noreturn]] void refuse(std::string sentence, std::string_view field = "") const {
    Error error{ErrorCode::invalid_value, std::move(sentence)};
    error.with("module", module_).with("registry", registry_);
    if (!field.empty()) error.with("field", field);
    throw error;
  }

  static const Json::Array& list(const Json& json, std::string_view name) {
    static const Json::Array none;
    const Json* found = json.is_object() ? json.find(name) : nullptr;
    return found != nullptr && found->is_array() ? found->elements() : none;
  }
  static bool flag(const Json& json, std::string_view name) {
    const Json* found = json.find(name);
    return found != nullptr && found->is_boolean() && found->boolean();
  }
  static std::string_view text(const Json& json, std::string_view name, std::string_view otherwise = "") {
    const Json* found = json.find(name);
    return found != nullptr && found->is_text() ? std::string_view(found->text()) : otherwise;
  }
  std::string_view kept(std::string words) { return texts_.emplace_back(std::move(words)); }

  std::string_view required_text(const Json& json, std::string_view name) const {
    const std::string_view found = text(json, name);
    if (found.empty()) refuse("The declaration lacks \"" + std::string(name) + "\"", text(json, "name"));
    return found;
  }

  void read(const Json& json, std::vector<schema::Registry>& built) {
    registry_ = "";
    registry_ = required_text(json, "name");
    Declaration declaration;
    declaration.module = module_;
    declaration.name = registry_;
    declaration.doc = text(json, "doc");
    declaration.name_field = text(json, "name_field");
    declaration.ontology_id_field = text(json, "ontology_id_field");
    declaration.mixins = mixins_of(json);
    const std::vector<FieldRow> fields = fields_of(json);
    const std::vector<LinkRow> links = links_of(json);
    declaration.fields = fields;
    declaration.links = links;
    set_unique(json, declaration);
    const auto relation_order = order_of(declaration);
    const auto plain_order = plain_order_of(declaration);
    declaration.relation_order = relation_order;
    declaration.plain_order = plain_order;
    registries::build(declaration, built);
  }

  Mixin mixins_of(const Json& json) const {
    Mixin mixins = nothing_else;
    for (const auto& name : list(json, "mixins")) {
      const auto found = std::ranges::find(mixin_names, std::string_view(name.text()), &MixinName::name);
      if (found == std::end(mixin_names)) refuse("There is no mixin '" + name.text() + "'");
      mixins = mixins | found->mixin;
    }
    return mixins;
  }

  std::vector<FieldRow> fields_of(const Json& json) {
    std::vector<FieldRow> rows;
    if (std::ranges::none_of(list(json, "fields"),
                             [](const Json& field) { return text(field, "name") == "id"; }))
      rows.push_back(key(FieldType::big_auto));
    for (const auto& field : list(json, "fields")) rows.push_back(field_of(field));
    if (rows.size() > most_fields) refuse("A registry has at most 60 fields");
    return rows;
  }

  FieldRow field_of(const Json& json) {
    FieldRow row;
    row.name = required_text(json, "name");
    const std::string_view type = required_text(json, "type");
    const auto found = std::ranges::find(type_names, type, &TypeName::name);
    if (found == std::end(type_names)) refuse("There is no type '" + std::string(type) + "'", row.name);
    row.type = found->type;
    row.flags = flags_of(json);
    if (const Json* length = json.find("max_length"); length != nullptr && length->is_integer())
      row.max_length = static_cast<int>(length->integer());
    if (row.max_length == 0 && row.type <= FieldType::email) row.max_length = 255;
    set_default(json, row);
    row.choices = choices_of(json);
    if (row.type == FieldType::foreign_key || row.type == FieldType::one_to_one) set_target(json, row);
    return row;
  }

  std::span<const std::string_view> choices_of(const Json& json) {
    const auto& given = list(json, "choices");
    if (given.empty()) return {};
    auto& choices = choices_.emplace_back();
    for (const auto& choice : given) choices.emplace_back(choice.text());
    return choices;
  }

  static Flag flags_of(const Json& json) {
    Flag flags = flag(json, "nullable") ? optional : plain;
    if (flag(json, "required")) flags = flags | registries::required;
    if (flag(json, "unique")) flags = flags | unique;
    if (flag(json, "indexed")) flags = flags | indexed;
    return flags;
  }

  void set_default(const Json& json, FieldRow& row) {
    const Json* given = json.find("default");
    if (given == nullptr || given->is_null()) return;
    if (given->is_text() && row.name == "uid" && given->text() == "random_uid") {
      row.source = Source::random_uid;
    } else if (given->is_text() && row.name == "uid" && given->text() == "hashed_uid") {
      row.source = Source::hashed_uid;
    } else if (given->is_text() && given->text() == "now" && row.type == FieldType::timestamp) {
      row.source = Source::database;
      row.database_now = true;
    } else if (given->is_text() && given->text() == "current_user" && row.type == FieldType::foreign_key) {
      row.source = Source::current_user;
    } else if (given->is_text() && given->text() == "current_run" && row.type == FieldType::foreign_key) {
      row.source = Source::current_run;
    } else if (given->is_boolean()) {
      row = row.defaults_to(given->boolean());
    } else if (given->is_integer()) {
      row = row.defaults_to(static_cast<int>(given->integer()));
    } else if (given->is_text()) {
      row = row.defaults_to(kept(given->text()).data());
    } else {
      refuse("A default is a text, an integer or a boolean", row.name);
    }
  }

  void set_target(const Json& json, FieldRow& row) const {
    row.target = required_text(json, "target");
    const std::string_view action = text(json, "on_delete", "protect");
    row.on_delete = action == "cascade"    ? OnDelete::cascade
                    : action == "set_null" ? OnDelete::set_null
                                           : OnDelete::protect;
    row.reverse_name = text(json, "reverse_name", default_reverse_name);
    if (row.reverse_name == "+") row.reverse_name = "";
  }

  std::vector<LinkRow> links_of(const Json& json) const {
    std::vector<LinkRow> rows;
    for (const auto& link : list(json, "links")) {
      LinkRow row =
          linked_to(required_text(link, "name"), required_text(link, "target"), text(link, "reverse_name"));
      row.through = text(link, "through");
      if (!row.through.empty()) {
        row.source_field = required_text(link, "source_field");
        row.target_field = required_text(link, "target_field");
      }
      rows.push_back(row);
    }
    return rows;
  }

  void set_unique(const Json& json, Declaration& declaration) {
    const auto& sets = list(json, "unique_together");
    if (sets.size() > declaration.unique_together.size())
      refuse("At most two sets of fields are unique together");
    for (std::size_t i = 0; i < sets.size(); ++i) {
      std::string columns;
      for (const auto& name : sets[i].elements()) {
        const auto field =
            std::ranges::find(declaration.fields, std::string_view(name.text()), &FieldRow::name);
        const bool is_relation = field != declaration.fields.end() && !field->target.empty();
        columns += (columns.empty() ? "" : " ") + name.text() + (is_relation ? "_id" : "");
      }
      declaration.unique_together[i] = kept(std::move(columns));
    }
  }

  // Django makes tables in the order of their names: a relation to a table of the module that comes later is
  // added when that is there; all others by name.
  std::string order_of(const Declaration& declaration) const {
    std::vector<std::string> now, later;
    std::vector<schema::Registry> alone;
    registries::build(declaration, alone);
    for (const auto& field : alone.front().fields) {
      if (!field.is_relation()) continue;
      const bool is_later = field.target.starts_with(std::string(module_) + ".") &&
                            lower(field.target.substr(module_.size() + 1)) > lower(registry_);
      (is_later ? later : now).push_back(field.name);
    }
    std::ranges::sort(now);
    std::ranges::sort(later);
    now.insert(now.end(), later.begin(), later.end());
    return join(now, " ");
  }

  // Model order, unlike in the modules of lamindb, whose columns have a history.
  static std::string plain_order_of(const Declaration& declaration) {
    std::vector<std::string> names;
    std::vector<schema::Registry> alone;
    registries::build(declaration, alone);
    for (const auto& field : alone.front().fields) {
      if (!field.is_relation()) names.push_back(field.name);
    }
    return join(names, " ");
  }

  static std::string lower(std::string_view name) { return unicode_lower(name); }

  std::string_view module_;
  const Json& json_;
  std::string_view registry_;
  std::deque<std::string> texts_;
  std::deque<std::vector<std::string_view>> choices_;
};

}  // namespace

std::vector<schema::Registry> build(const CustomModule& module) {
  return Reader(module).registries();
}

std::string_view name_of(schema::FieldType type) {
  return std::ranges::find(type_names, type, &TypeName::type)->name;
}

}  // namespace lamin::registries
