// Values that a new record gets when nobody gave any.

#include "base/uid.hpp"
#include "records/rules.hpp"

namespace lamin::records {
namespace {

std::string text_of(const Record& record, std::string_view field) {
  if (record.registry().find_field(field) == nullptr) return {};
  const auto* text = record.get(field).get_if<std::string>();
  return text != nullptr ? *text : std::string();
}

std::string organism_name(RecordStore& store, const Record& record) {
  const schema::Field* organism = record.registry().find_field("organism");
  if (organism == nullptr || !organism->is_relation()) return {};
  const Value& id = record.get("organism");
  if (id.is_null()) return {};
  const auto found = store.find_by_id(store.registry(organism->target), id.integer());
  if (!found || found->get("name").is_null()) return "None";
  return std::string(found->get("name").text());
}

// data-model.md 7.5: what a uid in bionty is the hash of.
std::string identity(RecordStore& store, const Record& record) {
  const schema::Registry& registry = record.registry();
  if (registry.name == "Source") {
    return text_of(record, "entity") + text_of(record, "name") + text_of(record, "organism") +
           text_of(record, "version");
  }
  std::string text = registry.ontology_id_field.empty() ? "" : text_of(record, registry.ontology_id_field);
  if (text.empty()) text = text_of(record, "stable_id");
  if (text.empty()) text = text_of(record, registry.naming_field().name) + organism_name(store, record);
  return text;
}

Value default_of(RecordStore& store, const Record& record, const schema::Field& field,
                 const Authorship& authorship) {
  const auto length = static_cast<std::size_t>(field.max_length);
  switch (field.source) {
    case schema::Source::constant:
      return field.constant;
    case schema::Source::random_uid:
      return random_base62(length);
    case schema::Source::hashed_uid: {
      const std::string text = identity(store, record);
      return text.empty() ? random_base62(length) : hash_base62(text, length);
    }
    case schema::Source::current_user:  // 0: a reader whom the database does not know
      return authorship.user_id != 0 ? Value(authorship.user_id) : Value();
    case schema::Source::current_run:
      return authorship.run_id ? Value(*authorship.run_id) : Value();
    case schema::Source::nothing:
    case schema::Source::database:
      break;
  }
  if (!field.nullable && field.database_default) return *field.database_default;
  return {};
}

}  // namespace

std::string hashed_uid(RecordStore& store, const Record& record) {
  const schema::Field& field = record.registry().field("uid");
  return std::string(default_of(store, record, field, store.authorship()).text());
}

void fill_defaults(RecordStore& store, Record& record) {
  const schema::Registry& registry = record.registry();
  const Authorship authorship = store.authorship();
  for (std::size_t index = 0; index < registry.fields.size(); ++index) {
    const schema::Field& field = registry.fields[index];
    if (!record.at(index).is_null() || (field.nullable && record.is_given(index))) continue;
    Value value = default_of(store, record, field, authorship);
    if (!value.is_null()) record.set_at(index, std::move(value));
  }
}

}  // namespace lamin::records
