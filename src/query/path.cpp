#include "query/path.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/error.hpp"
#include "base/text.hpp"
#include "query/close_matches.hpp"
#include "query/lookups.hpp"
#include "schema/field_names.hpp"

namespace lamin::query {
namespace {

using schema::Catalog;
using schema::Field;
using schema::FieldType;
using schema::Registry;
using schema::Relation;

constexpr std::array<std::string_view, 13> date_parts{
    "year",     "month",        "day",      "hour",    "minute", "second", "week",
    "week_day", "iso_week_day", "iso_year", "quarter", "date",   "time"};

bool is_date_part(const Field& field, std::string_view name) {
  if (field.type != FieldType::timestamp && field.type != FieldType::date) return false;
  return std::ranges::find(date_parts, name) != date_parts.end();
}

std::string joined(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) {
    if (!text.empty()) text += "__";
    text += word;
  }
  return text;
}

// As Django calls what a path ends at.
std::string_view kind_of(const Relation& relation) {
  if (relation.kind == Relation::Kind::backward) return relation.is_single ? "OneToOneRel" : "ManyToOneRel";
  const bool is_single =
      relation.kind == Relation::Kind::forward && relation.field->type == FieldType::one_to_one;
  return is_single ? "OneToOneField" : "ForeignKey";
}

// With hidden ones and the columns of relations.
std::vector<std::string> all_fields(const Registry& registry, const Catalog& catalog) {
  std::vector<std::string> names;
  for (const Field& field : registry.fields) {
    names.push_back(field.name);
    if (field.is_relation()) names.push_back(field.column);
  }
  for (const Relation& relation : catalog.relations(registry)) names.emplace_back(relation.query_name);
  std::ranges::sort(names);
  names.erase(std::ranges::unique(names).begin(), names.end());
  return names;
}

// Walks the words of one path; `at_` is the next word, `registry_` where the words before it have led.
class Walk {
 public:
  Walk(const Registry& registry, std::string_view path, const Catalog& catalog)
      : words_(split(path, "__")), registry_(&registry), catalog_(catalog) {}

  Path condition() {
    walk_relations();
    read_field(true);
    read_parts(true);
    if (at_ < words_.size()) path_.lookup = words_[at_++];
    if (at_ < words_.size() || !fits(path_.lookup))
      throw unsupported(std::string(words_[at_ < words_.size() ? at_ - 1 : words_.size() - 1]));
    return std::move(path_);
  }

  Path computed(const Field& field, bool is_condition) {
    path_.field = &field;
    if (words_.size() == 1 && words_.front().empty()) words_.clear();
    read_parts(is_condition);
    if (is_condition && at_ < words_.size()) path_.lookup = words_[at_++];
    if (at_ < words_.size() || !fits(path_.lookup))
      throw unsupported(std::string(words_[at_ < words_.size() ? at_ - 1 : words_.size() - 1]));
    return std::move(path_);
  }

  Path value() {
    walk_relations();
    read_field(false);
    read_parts(false);
    if (at_ < words_.size()) throw unknown(words_[at_]);
    return std::move(path_);
  }

 private:
  void walk_relations() {
    while (at_ < words_.size()) {
      const Relation* relation = relation_at(words_[at_]);
      if (relation == nullptr) return;
      path_.steps.push_back(relation);
      registry_ = relation->target;
      ++at_;
    }
  }

  // `run_id` is `run`.
  const Relation* relation_at(std::string_view word) const {
    if (const Relation* relation = catalog_.find_relation(*registry_, word)) return relation;
    const Field* field = registry_->find_field(word);
    return field != nullptr && field->is_relation() ? catalog_.find_relation(*registry_, field->name)
                                                    : nullptr;
  }

  void read_field(bool leave_lookup) {
    if (at_ < words_.size()) {
      const std::string_view word = words_[at_];
      const Field* field = word == "pk" ? &registry_->key() : registry_->find_field(word);
      if (field != nullptr) {
        path_.field = field;
        ++at_;
        return;
      }
      const bool may_be_lookup = leave_lookup && (!path_.steps.empty() || word == "in_tree");
      if (!may_be_lookup) throw unknown(word);
      if (word != "in_tree" && !is_lookup(word)) throw misspelt(word);
    }
    path_.ends_at_relation = true;
    path_.field = &registry_->key();
  }

  void read_parts(bool leave_lookup) {
    if (path_.ends_at_relation || at_ == words_.size()) return;
    if (path_.field->type == FieldType::json) {
      const bool has_lookup = leave_lookup && is_json_lookup(words_.back());
      const std::size_t end = words_.size() - (has_lookup ? 1 : 0);
      for (; at_ < end; ++at_) path_.json_keys.emplace_back(words_[at_]);
    } else if (is_date_part(*path_.field, words_[at_])) {
      path_.part = words_[at_++];
    }
  }

  bool fits(std::string_view lookup) const {
    if (path_.ends_at_relation) return is_relation_lookup(lookup) || lookup == "in_tree";
    return is_lookup(lookup) || (path_.field->type == FieldType::json && is_json_lookup(lookup));
  }

  Error unknown(std::string_view word) const {
    return with_nearest(Error{ErrorCode::unknown_field, "Cannot resolve keyword '" + std::string(word) +
                                                            "' into field. Choices are: " +
                                                            join(all_fields(*registry_, catalog_), ", ")},
                        word);
  }

  /// A word behind relations that is neither a field nor a lookup.
  Error misspelt(std::string_view word) const {
    return with_nearest(
        Error{ErrorCode::unknown_field, "Unsupported lookup '" + std::string(word) + "' for " +
                                            std::string(kind_of(*path_.steps.back())) +
                                            " or join on the field not permitted."},
        word);
  }

  Error with_nearest(Error error, std::string_view word) const {
    const auto near = nearest(word, available_fields(*registry_, catalog_));
    if (!near) return error;
    std::string meant = joined(std::span(words_).first(at_));
    meant += (meant.empty() ? "" : "__") + *near;
    const std::string rest = joined(std::span(words_).subspan(at_ + 1));
    if (!rest.empty()) meant += "__" + rest;
    return std::move(error).hint("Did you mean '" + meant + "'?");
  }

  Error unsupported(const std::string& lookup) const {
    const std::string_view type =
        path_.ends_at_relation ? kind_of(*path_.steps.back()) : schema::class_name(path_.field->type);
    std::string sentence = "Unsupported lookup '" + lookup + "' for " + std::string(type) +
                           " or join on the field not permitted";
    std::vector<std::string> names = lookups_of(*path_.field);
    if (!path_.ends_at_relation) {
      for (const auto part : date_parts) {
        if (is_date_part(*path_.field, part)) names.emplace_back(part);
      }
      std::vector<std::string> near = close_matches(lookup, names);
      std::erase(near, lookup);
      if (!near.empty()) sentence += ", perhaps you meant " + join(near, " or ") + "?";
    }
    if (sentence.back() != '?') sentence += '.';
    Error error{ErrorCode::unknown_field, sentence};
    if (!path_.ends_at_relation) return error;
    const std::string name_field =
        registry_->find_field("name") != nullptr ? "name" : registry_->naming_field().name;
    return std::move(error).hint("Did you mean '" + joined(std::span(words_).first(path_.steps.size())) +
                                 "__" + name_field + "__" + lookup + "'?");
  }

  std::vector<std::string_view> words_;
  std::size_t at_ = 0;
  const Registry* registry_;
  const Catalog& catalog_;
  Path path_;
};

}  // namespace

std::size_t Path::first_many() const {
  const auto many = std::ranges::find_if(steps, [](const Relation* step) { return !step->is_single; });
  return static_cast<std::size_t>(many - steps.begin());
}

Path parse_condition(const Registry& registry, std::string_view path, const Catalog& catalog) {
  if (path.empty()) throw Error{ErrorCode::unknown_field, "Cannot parse keyword query ''"};
  return Walk(registry, path, catalog).condition();
}

Path parse_value(const Registry& registry, std::string_view path, const Catalog& catalog) {
  return Walk(registry, path, catalog).value();
}

Path parse_computed(const Field& field, std::string_view rest, bool is_condition, const Registry& registry,
                    const Catalog& catalog) {
  return Walk(registry, rest, catalog).computed(field, is_condition);
}

std::vector<std::string> available_fields(const Registry& registry, const Catalog& catalog) {
  std::vector<std::string> names;
  const auto add = [&](std::string_view name) {
    if (!name.starts_with('_') && !name.starts_with("links_") && !name.ends_with("_id"))
      names.emplace_back(name);
  };
  for (const Field& field : registry.fields) add(field.name);
  for (const Relation& relation : catalog.relations(registry)) add(relation.query_name);
  std::ranges::sort(names);
  names.erase(std::ranges::unique(names).begin(), names.end());
  return names;
}

}  // namespace lamin::query
