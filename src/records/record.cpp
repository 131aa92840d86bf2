#include "records/record.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace lamin::records {

Record::Record(const schema::Registry& registry) : registry_(&registry), values_(registry.fields.size()) {}

Record::Record(const schema::Registry& registry, std::vector<Value> values)
    : registry_(&registry), values_(std::move(values)), saved_(true) {}

std::size_t Record::position(std::string_view field) const {
  const schema::Field* found = registry_->find_field(field);
  return registry_->index_of(found != nullptr ? *found : registry_->field(field));
}

const Value& Record::get(std::string_view field) const {
  return values_[position(field)];
}

void Record::set(std::string_view field, Value value) {
  set_at(position(field), std::move(value));
}

void Record::set_at(std::size_t index, Value value) {
  given_ |= std::uint64_t{1} << index;
  if (values_[index] == value) return;
  if (saved_ && loaded_.empty()) loaded_ = values_;
  values_[index] = std::move(value);
}

bool Record::is_changed(std::string_view field) const {
  const std::size_t index = position(field);
  if (!saved_) return !values_[index].is_null();
  return !loaded_.empty() && loaded_[index] != values_[index];
}

bool Record::has_changes() const {
  return !saved_ || (!loaded_.empty() && loaded_ != values_);
}

std::vector<const schema::Field*> Record::changed_fields() const {
  std::vector<const schema::Field*> changed;
  for (std::size_t index = 0; index < values_.size(); ++index) {
    const bool differs =
        saved_ ? !loaded_.empty() && loaded_[index] != values_[index] : !values_[index].is_null();
    if (differs) changed.push_back(&registry_->fields[index]);
  }
  return changed;
}

const Value& Record::loaded(std::string_view field) const {
  static const Value null;
  if (!saved_) return null;
  const std::size_t index = position(field);
  return loaded_.empty() ? values_[index] : loaded_[index];
}

void Record::mark_saved() {
  saved_ = true;
  loaded_.clear();
}

void Record::mark_removed() {
  saved_ = false;
  loaded_.clear();
  values_[registry_->index_of(registry_->key())] = nullptr;
}

namespace {

bool is_shown(const schema::Field& field) {
  return !field.is_hidden() && field.name != "updated_at" && field.name != "source_code" &&
         field.name != "uid" && field.name != "created_at";
}

// As the reference writes it: text between single quotes and otherwise as it is, times without a fraction.
std::string shown(const Value& value) {
  if (const auto* time = value.get_if<Timestamp>()) return seconds_text(*time) + " UTC";
  if (const auto* text = value.get_if<std::string>()) return "'" + *text + "'";
  return python_str(value);
}

void append_field(std::string& text, const Record& record, const schema::Field& field) {
  const Value& value = record.at(record.registry().index_of(field));
  if (value.is_null()) return;
  if (text.back() != '(') text += ", ";
  text += field.column + "=" + shown(value);
}

std::string plain_repr(const Record& record) {
  const std::string& name = record.registry().name;
  const Value& id = record.at(record.registry().index_of(record.registry().key()));
  return "<" + name + ": " + name + " object (" + python_str(id) + ")>";
}

}  // namespace

std::string repr(const Record& record) {
  const schema::Registry& registry = record.registry();
  if (!registry.traits.is_record) return plain_repr(record);
  std::string text = registry.name + "(";
  if (const auto* uid = registry.find_field("uid")) append_field(text, record, *uid);
  for (const bool relations : {false, true}) {
    for (const schema::Field& field : registry.fields) {
      if (field.is_relation() == relations && is_shown(field)) append_field(text, record, field);
    }
  }
  if (const auto* created = registry.find_field("created_at")) append_field(text, record, *created);
  return text + ")";
}

}  // namespace lamin::records
