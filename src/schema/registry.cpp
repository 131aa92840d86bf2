#include "schema/registry.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/text.hpp"

namespace lamin::schema {
namespace {

// Moved to the end of a data frame, in this order.
constexpr std::array<std::string_view, 8> trailing_columns = {
    "version", "is_latest", "run_id", "created_at", "created_by_id", "updated_at", "_aux", "_branch_code"};

bool is_trailing(const Field& field) {
  return std::ranges::find(trailing_columns, field.column) != trailing_columns.end();
}

std::vector<std::string> names_of(const Registry& registry) {
  std::vector<std::string> names;
  for (const auto& field : registry.fields) names.push_back(field.name);
  for (const auto& link : registry.many_to_many) names.push_back(link.name);
  return names;
}

}  // namespace

const Field* Registry::find_field(std::string_view wanted) const {
  for (const auto& field : fields) {
    if (field.name == wanted || field.column == wanted) return &field;
  }
  return nullptr;
}

const Field& Registry::field(std::string_view wanted) const {
  if (const Field* found = find_field(wanted)) return *found;
  Error error{ErrorCode::unknown_field, display_name() + " has no field '" + std::string(wanted) + "'"};
  if (const auto near = nearest(wanted, names_of(*this))) {
    throw std::move(error).hint("Did you mean '" + *near + "'?");
  }
  throw error;
}

const Field& Registry::key() const {
  const auto found = std::ranges::find_if(fields, &Field::is_key);
  if (found == fields.end()) throw Error{ErrorCode::runtime_failed, display_name() + " has no primary key"};
  return *found;
}

const ManyToMany* Registry::find_many_to_many(std::string_view wanted) const {
  const auto found = std::ranges::find(many_to_many, wanted, &ManyToMany::name);
  return found == many_to_many.end() ? nullptr : &*found;
}

const Field& Registry::naming_field() const {
  if (!name_field.empty()) return field(name_field);
  if (const Field* name_of_record = find_field("name")) return *name_of_record;
  for (const auto& candidate : fields) {
    if (candidate.is_text() && !contains(candidate.name, "id")) return candidate;
  }
  throw Error{ErrorCode::invalid_value, "please pass a Record string field, e.g., `CellType.name`!"};
}

std::vector<const Field*> Registry::frame_fields() const {
  std::vector<const Field*> columns;
  columns.reserve(fields.size());
  const auto append_if = [&](auto&& wanted) {
    for (const auto& candidate : fields) {
      if (wanted(candidate)) columns.push_back(&candidate);
    }
  };
  append_if([](const Field& f) { return f.name == "uid"; });
  append_if([](const Field& f) { return !f.is_relation() && !is_trailing(f) && f.name != "uid"; });
  append_if([](const Field& f) { return f.is_relation() && !is_trailing(f); });
  for (const auto column : trailing_columns) {
    if (column == "updated_at") continue;
    append_if([&](const Field& f) { return f.column == column; });
  }
  return columns;
}

}  // namespace lamin::schema
