#include "records/named.hpp"

#include "records/rules.hpp"

namespace lamin::records {
namespace {

std::optional<Record> find_same_name(RecordStore& store, const Record& record) {
  const schema::Field& naming = record.registry().naming_field();
  const Value& name = record.get(naming.name);
  if (!name.is<std::string>()) return std::nullopt;
  query::Query query(record.registry());
  query.where(naming.name, name).order_by({"id"}).limit(1);
  if (record.registry().traits.is_record) query.where("_branch_code", 1);
  return store.first(query);
}

// Not what every record gets by itself.
bool is_said_by_people(const schema::Field& field) {
  return !field.is_key() && field.name != "uid" && field.source == schema::Source::nothing &&
         !field.database_now;
}

void take_along(Record& existing, const Record& made, Log& log) {
  const auto& fields = existing.registry().fields;
  for (std::size_t index = 0; index < fields.size(); ++index) {
    const Value& value = made.at(index);
    if (!is_said_by_people(fields[index]) || value.is_null() || value == existing.at(index)) continue;
    log.warning("updated " + fields[index].name + " from " + python_str(existing.at(index)) + " to " +
                python_str(value));
    existing.set_at(index, value);
  }
}

}  // namespace

void save_named(RecordStore& store, Record& record, Log& log) {
  auto work = store.begin();
  auto existing = find_same_name(store, record);
  if (!existing) {
    store.save(record);
  } else {
    const schema::Registry& registry = record.registry();
    const std::string& naming = registry.naming_field().name;
    log.important("returning existing " + registry.name + " record with same " + naming + ": '" +
                  std::string(record.get(naming).text()) + "'");
    take_along(*existing, record, log);
    store.save(*existing);
    record = *std::move(existing);
  }
  work.commit();
}

}  // namespace lamin::records
