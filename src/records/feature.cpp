#include "records/feature.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/text.hpp"
#include "records/dtype.hpp"

namespace lamin::records {
namespace {

constexpr std::string_view options_key = "af";

struct Option {
  std::string_view name;
  std::string_view key;
};
// In the order in which they are written.
constexpr std::array<Option, 3> feature_options = {
    {{"default_value", "0"}, {"nullable", "1"}, {"coerce_dtype", "2"}}};

std::string_view key_of(std::string_view name) {
  for (const Option& option : feature_options)
    if (option.name == name) return option.key;
  throw Error(ErrorCode::unknown_field, "Features have no option " + std::string(name));
}

Json default_of(std::string_view name) {
  if (name == "nullable") return true;
  if (name == "coerce_dtype") return false;
  return nullptr;
}

bool is_feature(const schema::Registry& registry) {
  return registry.name == "Feature";
}

std::vector<std::string> arguments_of(const schema::Registry& registry) {
  if (!is_feature(registry)) return {"name", "dtype", "type", "is_type"};
  return {"name",     "dtype",    "type",          "is_type",      "unit",       "description",
          "synonyms", "nullable", "default_value", "coerce_dtype", "cat_filters"};
}

void expect_known(const schema::Registry& registry, const Assignments& given) {
  const auto names = arguments_of(registry);
  for (const auto& [name, value] : given) {
    const bool is_told_only =
        name == "unit" || name == "synonyms";  // lamindb 1.3.2 names them and refuses them
    if (!is_told_only && std::ranges::find(names, name) != names.end()) continue;
    throw Error(ErrorCode::field_invalid, "Only " + join(names, ", ") + " are valid keyword arguments");
  }
}

// Takes the value of `name` out of `given`; null if it is not there.
Value take(Assignments& given, std::string_view name) {
  const auto found = std::ranges::find(given, name, &Assignments::value_type::first);
  if (found == given.end()) return {};
  Value value = std::move(found->second);
  given.erase(found);
  return value;
}

Json as_json(const Value& value) {
  return value.is<Json>() ? value.as<Json>() : to_json(value);
}

Value* find(Assignments& given, std::string_view name) {
  const auto found = std::ranges::find(given, name, &Assignments::value_type::first);
  return found == given.end() ? nullptr : &found->second;
}

void check_dtype(RecordStore& store, const schema::Registry& registry, Assignments& given,
                 const Value& filters) {
  const auto owner = is_feature(registry) ? DtypeOwner::feature : DtypeOwner::param;
  Value* dtype = find(given, "dtype");
  const Value* is_type = find(given, "is_type");
  if (dtype == nullptr || dtype->is_null()) {
    if (is_type != nullptr && is_type->is<bool>() && is_type->truth()) return;
    throw Error(ErrorCode::validation_failed,
                "Please pass dtype, one of " + simple_dtypes(owner) + " or a composed categorical dtype");
  }
  parse_dtype(store.catalog(), dtype->text(), owner);
  if (filters.is<Json>() && dtype->text().starts_with("cat["))
    *dtype = Value(filtered_dtype(dtype->text(), filters.as<Json>()));
}

}  // namespace

Record construct_feature(RecordStore& store, const schema::Registry& registry, Assignments given, Log& log,
                         const ConstructOptions& options) {
  expect_known(registry, given);
  const Value filters = take(given, "cat_filters");
  Assignments settings;
  for (const Option& option : feature_options)
    if (find(given, option.name) != nullptr) settings.emplace_back(option.name, take(given, option.name));
  check_dtype(store, registry, given, filters);
  Record record = construct(store, registry, given, log, options);
  if (record.is_saved()) return record;
  if (find(given, "is_type") == nullptr) record.set("is_type", Value());
  if (!is_feature(registry)) return record;
  for (const Option& option : feature_options) {
    const Value* value = find(settings, option.name);
    set_feature_option(record, option.name,
                       value == nullptr || value->is_null() ? default_of(option.name) : as_json(*value));
  }
  return record;
}

Json feature_option(const Record& feature, std::string_view name) {
  const std::string_view key = key_of(name);
  const Value& stored = feature.get("_aux");
  if (!stored.is<Json>()) return default_of(name);
  const Json* options = stored.as<Json>().find(options_key);
  const Json* value = options == nullptr ? nullptr : options->find(key);
  return value == nullptr || value->is_null() ? default_of(name) : *value;
}

void set_feature_option(Record& feature, std::string_view name, Json value) {
  const std::string_view key = key_of(name);
  Json stored = feature.get("_aux").is<Json>() ? feature.get("_aux").as<Json>() : Json::object();
  stored[options_key][key] = std::move(value);
  feature.set("_aux", Value(std::move(stored)));
}

}  // namespace lamin::records
