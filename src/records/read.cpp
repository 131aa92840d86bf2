// Records and values out of the database.

#include "base/error.hpp"
#include "query/compile.hpp"
#include "records/caches.hpp"
#include "records/rows.hpp"

namespace lamin::records {
namespace {

Error no_match(const query::Query& query) {
  return Error{ErrorCode::no_match, query.registry().name + " matching query does not exist."};
}

Record read_record(const sql::Statement& statement, const query::Compiled& compiled,
                   const schema::Registry& registry, const sql::Dialect& dialect) {
  std::vector<Value> values;
  values.reserve(registry.fields.size());
  for (std::size_t column = 0; column < compiled.columns.size(); ++column) {
    values.push_back(
        read_value(statement, static_cast<int>(column), *compiled.columns[column].field, dialect));
  }
  return Record(registry, std::move(values));
}

}  // namespace

std::vector<Record> RecordStore::all(const query::Query& query) {
  const Caches::Reader reader(*this);
  const auto compiled = query::compile_select(query, *catalog_, reader->dialect());
  sql::Cursor cursor(reader->cached(compiled.sql));
  bind_all(*cursor, compiled.parameters);
  std::vector<Record> records;
  while (cursor->step()) {
    records.push_back(read_record(*cursor, compiled, query.registry(), reader->dialect()));
  }
  return records;
}

std::optional<Record> RecordStore::first(const query::Query& query) {
  query::Query wanted = query;
  if (wanted.order().empty() && !wanted.ranked_keys()) wanted.order_by({query.registry().key().name});
  wanted.limit(wanted.limit_count() ? std::min<std::int64_t>(*wanted.limit_count(), 1) : 1);
  std::vector<Record> found = all(wanted);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::optional<Record> RecordStore::one_or_none(const query::Query& query) {
  query::Query wanted = query;
  if (!wanted.limit_count() || *wanted.limit_count() > 2) wanted.limit(2);
  std::vector<Record> found = all(wanted);
  if (found.empty()) return std::nullopt;
  if (found.size() == 1) return std::move(found.front());
  throw Error{ErrorCode::many_matches, "get() returned more than one " + query.registry().name +
                                           " -- it returned " + std::to_string(count(query)) + "!"};
}

Record RecordStore::one(const query::Query& query) {
  if (auto found = one_or_none(query)) return std::move(*found);
  throw no_match(query);
}

std::optional<Record> RecordStore::find_by_id(const schema::Registry& registry, std::int64_t id) {
  return one_or_none(query::Query(registry).where(registry.key().name, id));
}

std::int64_t RecordStore::count(const query::Query& query) {
  const Caches::Reader reader(*this);
  const auto compiled = query::compile_count(query, *catalog_, reader->dialect());
  sql::Cursor cursor(reader->cached(compiled.sql));
  bind_all(*cursor, compiled.parameters);
  return cursor->step() ? cursor->integer(0) : 0;
}

bool RecordStore::exists(const query::Query& query) {
  const Caches::Reader reader(*this);
  const auto compiled = query::compile_exists(query, *catalog_, reader->dialect());
  sql::Cursor cursor(reader->cached(compiled.sql));
  bind_all(*cursor, compiled.parameters);
  return cursor->step();
}

std::vector<std::vector<Value>> RecordStore::values(const query::Query& query,
                                                    const std::vector<std::string>& paths) {
  const Caches::Reader reader(*this);
  const auto compiled = query::compile_values(query, paths, *catalog_, reader->dialect());
  sql::Cursor cursor(reader->cached(compiled.sql));
  bind_all(*cursor, compiled.parameters);
  std::vector<std::vector<Value>> rows;
  while (cursor->step()) {
    std::vector<Value>& row = rows.emplace_back();
    row.reserve(compiled.columns.size());
    for (std::size_t column = 0; column < compiled.columns.size(); ++column) {
      const int index = static_cast<int>(column);
      const schema::Field* field = compiled.columns[column].field;
      row.push_back(field != nullptr ? read_value(*cursor, index, *field, reader->dialect())
                                     : cursor->value(index));
    }
  }
  return rows;
}

}  // namespace lamin::records
