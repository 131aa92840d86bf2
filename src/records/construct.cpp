// Records made from what people say about them.

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "records/rules.hpp"
#include "records/similar_names.hpp"

namespace lamin::records {
namespace {

const Value* given_value(const Assignments& given, std::string_view name) {
  const auto found = std::ranges::find(given, name, &Assignments::value_type::first);
  return found == given.end() ? nullptr : &found->second;
}

bool is_missing(const Assignments& given, const schema::Field& field) {
  const Value* value = given_value(given, field.name);
  if (value == nullptr) value = given_value(given, field.column);
  return value == nullptr || value->is_null();
}

// Registries of the core that list what their constructor takes.
bool lists_arguments(const schema::Registry& registry) {
  const schema::Traits& traits = registry.traits;
  return registry.module == "lamindb" && traits.is_record && traits.can_curate && !traits.validates_fields;
}

bool is_mixed_in(std::string_view name) {
  constexpr std::string_view names[] = {"version",    "is_latest", "space",      "created_at",
                                        "created_by", "run",       "updated_at", "source"};
  return std::ranges::find(names, name) != std::end(names);
}

std::vector<std::string> arguments_of(const schema::Registry& registry) {
  std::vector<std::string> names;
  for (const schema::Field& field : registry.fields) {
    if (!field.is_hidden() && field.name != "uid" && !is_mixed_in(field.name)) names.push_back(field.name);
  }
  return names;
}

void expect_listed(const schema::Registry& registry, const Assignments& given) {
  const std::vector<std::string> names = arguments_of(registry);
  for (const auto& [name, value] : given) {
    const schema::Field* field = registry.find_field(name);
    if (field != nullptr && std::ranges::find(names, field->name) != names.end()) continue;
    Error error{ErrorCode::field_invalid, "Only " + join(names, ", ") + " are valid keyword arguments"};
    if (const auto near = nearest(name, names)) throw std::move(error).hint("Did you mean '" + *near + "'?");
    throw error;
  }
}

void expect_known(const schema::Registry& registry, const Assignments& given) {
  std::vector<std::string> unknown;
  for (const auto& [name, value] : given) {
    if (registry.find_field(name) == nullptr) unknown.push_back("'" + name + "'");
  }
  if (unknown.empty()) return;
  throw Error{ErrorCode::invalid_type,
              registry.name + "() got unexpected keyword arguments: " + join(unknown, ", ")};
}

void expect_required(const schema::Registry& registry, const Assignments& given) {
  std::vector<std::string> missing;
  for (const schema::Field& field : registry.fields) {
    if (field.required && is_missing(given, field)) missing.push_back("'" + field.name + "'");
  }
  if (!missing.empty()) throw Error{ErrorCode::field_invalid, "[" + join(missing, ", ") + "] are required."};
}

void expect_uid_length(const schema::Registry& registry, const Assignments& given) {
  const Value* uid = given_value(given, "uid");
  if (uid == nullptr || !uid->is<std::string>() || registry.module != "lamindb" ||
      !registry.traits.is_record || registry.traits.validates_fields || registry.name == "Storage") {
    return;
  }
  const std::size_t length = code_points(uid->text());
  if (length == static_cast<std::size_t>(registry.uid_length)) return;
  throw Error{ErrorCode::validation_failed, "`uid` must be exactly " + std::to_string(registry.uid_length) +
                                                " characters long, got " + std::to_string(length) + "."};
}

void check_name_of_type(const Assignments& given, Log& log) {
  const Value* is_type = given_value(given, "is_type");
  const Value* name = given_value(given, "name");
  if (is_type == nullptr || !is_type->is<bool>() || !is_type->truth()) return;
  if (name == nullptr || !name->is<std::string>() || name->text().empty()) return;
  const std::string text(name->text());
  if (text.front() >= 'a' && text.front() <= 'z') {
    throw Error{ErrorCode::invalid_value,
                "'" + text + "' should start with a capital letter given you're defining a type"};
  }
  if (text.back() == 's') {
    log.warning("name '" + text +
                "' for type ends with 's', in case you're naming with plural, consider the singular " +
                "for a type name");
  }
}

std::string shown(RecordStore& store, const schema::Field& field, const Value& value) {
  if (!field.is_relation() || value.is_null()) return python_str(value);
  const auto record = store.find_by_id(store.registry(field.target), value.integer());
  return record ? repr(*record) : python_str(value);
}

void update_field(RecordStore& store, Record& record, const schema::Field& field, const Value& value,
                  Log& log) {
  const Value& present = record.get(field.name);
  if (value.is_null() || value == present) return;
  log.warning("updated " + field.name + " from " + shown(store, field, present) + " to " +
              shown(store, field, value));
  record.set(field.name, value);
}

// The uid of a term follows its ontology id.
void update_uid(RecordStore& store, Record& record, Log& log) {
  const schema::Registry& registry = record.registry();
  const schema::Field* uid = registry.find_field("uid");
  if (uid == nullptr || uid->source != schema::Source::hashed_uid || registry.ontology_id_field.empty())
    return;
  if (record.is_changed(registry.ontology_id_field))
    update_field(store, record, *uid, hashed_uid(store, record), log);
}

void expect_same_dtype(const Record& existing, const Assignments& given, std::string_view name) {
  const Value* dtype = given_value(given, "dtype");
  if (dtype == nullptr || dtype->is_null() || *dtype == existing.get("dtype")) return;
  throw Error{ErrorCode::validation_failed, "Feature " + std::string(name) + " already exists with dtype " +
                                                python_str(existing.get("dtype")) + ", you passed " +
                                                python_str(*dtype)};
}

Record with_updates(RecordStore& store, Record existing, const Assignments& given, Log& log) {
  const schema::Registry& registry = existing.registry();
  const schema::Field& naming = registry.naming_field();
  const std::string name(existing.get(naming.name).text());
  log.important("returning existing " + registry.name + " record with same " + naming.name + ": '" +
                std::string(name) + "'");
  if (lists_arguments(registry) && registry.find_field("dtype") != nullptr)
    expect_same_dtype(existing, given, name);
  for (const auto& [field, value] : given) update_field(store, existing, registry.field(field), value, log);
  if (given_value(given, "uid") == nullptr) update_uid(store, existing, log);
  return existing;
}

const std::string* name_to_search(const schema::Registry& registry, const Assignments& given,
                                  const ConstructOptions& options) {
  if (!options.search_names || !registry.traits.can_curate) return nullptr;
  const Value* name = given_value(given, registry.naming_field().name);
  return name == nullptr ? nullptr : name->get_if<std::string>();
}

void check(const schema::Registry& registry, const Assignments& given, Log& log) {
  if (lists_arguments(registry)) expect_listed(registry, given);
  expect_required(registry, given);
  expect_known(registry, given);
  expect_uid_length(registry, given);
  check_name_of_type(given, log);
}

// Registries that validate their fields keep the date that a text says.
Value kept(const schema::Registry& registry, const std::string& name, const Value& value) {
  const schema::Field* field = registry.traits.validates_fields ? registry.find_field(name) : nullptr;
  if (field == nullptr || field->type != schema::FieldType::date || !value.is<std::string>()) return value;
  const auto date = parse_date(value.text());
  return date ? Value(*date) : value;
}

Record make(RecordStore& store, const schema::Registry& registry, const Assignments& given) {
  validate_fields(registry, given);
  Record record(registry);
  for (const auto& [name, value] : given) {
    if (!value.is_null()) record.set(name, kept(registry, name, value));
  }
  fill_defaults(store, record);
  return record;
}

}  // namespace

Record construct(RecordStore& store, const schema::Registry& registry, const Assignments& given, Log& log,
                 const ConstructOptions& options) {
  return std::move(construct_many(store, registry, {given}, log, options).front());
}

std::vector<Record> construct_many(RecordStore& store, const schema::Registry& registry,
                                   const std::vector<Assignments>& given, Log& log,
                                   const ConstructOptions& options) {
  std::vector<std::string_view> names;
  for (const Assignments& one : given)
    if (const std::string* name = name_to_search(registry, one, options)) names.push_back(*name);
  std::optional<SimilarNames> there;
  std::vector<Record> made;
  for (const Assignments& one : given) {
    check(registry, one, log);
    const std::string* name = name_to_search(registry, one, options);
    if (name != nullptr) {
      if (!there) there.emplace(store, registry, names);
      if (auto existing = there->same(*name)) {
        validate_fields(registry, one);
        made.push_back(with_updates(store, std::move(*existing), one, log));
        continue;
      }
      there->warn(*name, log);
    }
    made.push_back(make(store, registry, one));
  }
  return made;
}

}  // namespace lamin::records
