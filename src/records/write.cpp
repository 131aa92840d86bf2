// Records into the database.

#include <algorithm>
#include <ranges>
#include <unordered_set>

#include "base/error.hpp"
#include "base/uid.hpp"
#include "query/compile.hpp"
#include "records/caches.hpp"
#include "records/first_import.hpp"
#include "records/rows.hpp"
#include "records/rules.hpp"

namespace lamin::records {
namespace {

// Longer statements gain nothing more.
constexpr std::size_t most_rows_of_insert = 50;
// Fewer rows are inserted sooner than a load is set up.
constexpr std::size_t least_rows_of_load = 100;

using Fields = std::vector<const schema::Field*>;

bool has_key(const Record* record) {
  return !record->at(record->registry().index_of(record->registry().key())).is_null();
}

Fields inserted_fields(const schema::Registry& registry, bool with_key) {
  Fields fields;
  for (const schema::Field& field : registry.fields) {
    if (with_key || !field.is_key()) fields.push_back(&field);
  }
  return fields;
}

using Keys = std::vector<std::pair<Record*, std::int64_t>>;

// Runs the INSERT of `batch` and notes the keys of its rows.
void note_keys(sql::Statement& statement, sql::Connection& connection, std::span<Record* const> batch,
               Keys& keys) {
  if (connection.dialect().keys_by_returning()) {
    const sql::Cursor cursor(statement);
    for (Record* record : batch) {
      statement.step();
      keys.emplace_back(record, statement.integer(0));
    }
    return;
  }
  statement.run();
  // The rows of one statement are numbered without a gap, since nobody else may write meanwhile.
  const bool with_key = batch.size() == 1 && has_key(batch[0]);
  const std::int64_t last = with_key ? batch[0]->id() : connection.last_insert_id();
  const std::int64_t first = last - static_cast<std::int64_t>(batch.size()) + 1;
  for (std::size_t row = 0; row < batch.size(); ++row) {
    keys.emplace_back(batch[row], first + static_cast<std::int64_t>(row));
  }
}

// Of several new versions of one family the last is the latest.
void keep_last_version(std::span<Record* const> records) {
  if (!records.front()->registry().traits.is_versioned || records.size() == 1) return;
  std::unordered_set<std::string> families;
  for (Record* record : std::views::reverse(records)) {
    if (record->get("is_latest").truth() && !families.emplace(stem_of(record->uid())).second)
      record->set("is_latest", false);
  }
}

// Groups in the order of their first record, links after what they link.
std::vector<std::vector<Record*>> by_registry(std::span<Record* const> records) {
  std::vector<std::vector<Record*>> groups;
  for (Record* record : records) {
    const auto has_registry = [&](const auto& group) {
      return &group.front()->registry() == &record->registry();
    };
    auto group = groups.empty() || !has_registry(groups.back()) ? std::ranges::find_if(groups, has_registry)
                                                                : std::prev(groups.end());
    if (group == groups.end()) group = groups.emplace(groups.end());
    group->push_back(record);
  }
  std::ranges::stable_partition(groups,
                                [](const auto& group) { return !group.front()->registry().traits.is_link; });
  return groups;
}

}  // namespace

void RecordStore::save(Record& record, sql::Durability durability) {
  if (!record.has_changes()) return;
  Record* const records[] = {&record};
  Work work(*this);
  Written written;
  write(records, OnConflict::fail, written);
  link_project(record.registry(), written.inserted.empty() ? record.id() : written.inserted.front().second);
  work.commit(durability);
  settle(written);
}

void RecordStore::link_project(const schema::Registry& registry, std::int64_t id) {
  const std::optional<std::int64_t> project = authorship().project_id;
  // People have projects, but not because somebody wrote them down in one.
  if (!project || registry.name == "Project" || registry.name == "Person") return;
  const schema::Relation* projects = catalog().find_relation(registry, "projects");
  if (projects == nullptr || projects->target->qualified_name() != "lamindb.Project") return;
  Record record(registry);
  record.set("id", id);
  record.mark_saved();
  add_links(record, "projects", std::span(&*project, 1));
}

void RecordStore::save_all(std::span<Record* const> records, OnConflict conflict) {
  if (std::ranges::none_of(records, &Record::has_changes)) return;
  Work work(*this);
  Written written;
  for (const auto& group : by_registry(records)) write(group, conflict, written);
  work.commit();
  settle(written);
}

void RecordStore::write(std::span<Record* const> records, OnConflict conflict, Written& written) {
  if (written.time_text.empty()) {
    written.time = now();
    written.time_text = default_time_text(written.time);
  }
  std::vector<Record*> added;
  for (Record* record : records) {
    if (!record->is_saved()) {
      added.push_back(record);
    } else if (record->has_changes()) {
      update(*record);
      written.updated.push_back(record);
    }
  }
  for (Record* record : added) fill_defaults(*this, *record);
  conflict == OnConflict::fail ? insert(added, written) : insert_unless_refused(added, written.time_text);
}

void RecordStore::bind_row(sql::Statement& statement, int first, const Fields& fields, const Record& record,
                           std::string_view time_text) const {
  for (const schema::Field* field : fields) {
    const Value& value = record.at(record.registry().index_of(*field));
    if (value.is_null() && field->database_now) {
      statement.bind_text(first++, time_text);
    } else {
      bind_value(statement, first++, *field, value, connection_->dialect());
    }
  }
}

void RecordStore::insert(std::span<Record* const> records, Written& written) {
  if (records.empty()) return;
  keep_last_version(records);
  if (std::ranges::any_of(records, has_key)) {
    for (std::size_t index = 0; index < records.size(); ++index)
      insert_batches(records.subspan(index, 1), written);
    return;
  }
  if (records.size() >= least_rows_of_load && connection_->dialect().has_loader())
    return load(records, written);
  FirstImport first_import(*connection_, records.front()->registry(), records.size());
  insert_batches(records, written);
  first_import.finish();
}

void RecordStore::insert_batches(std::span<Record* const> records, Written& written) {
  const schema::Registry& registry = records.front()->registry();
  const Fields fields = inserted_fields(registry, has_key(records.front()));
  const auto most = std::min<std::size_t>(
      most_rows_of_insert, static_cast<std::size_t>(connection_->dialect().max_parameters()) / fields.size());
  std::string text;
  std::size_t rows_of_text = 0;
  while (!records.empty()) {
    const std::size_t count = std::min(most, records.size());
    const auto batch = records.first(count);
    records = records.subspan(count);
    end_latest_versions(batch);
    if (count != rows_of_text) text = insert_text(registry, fields, count, false, connection_->dialect());
    rows_of_text = count;
    auto& statement = connection_->cached(text);
    for (std::size_t row = 0; row < count; ++row) {
      bind_row(statement, static_cast<int>(row * fields.size() + 1), fields, *batch[row], written.time_text);
    }
    note_keys(statement, *connection_, batch, written.inserted);
  }
}

// With keys of our own, so that we know them, and in the order of the records.
void RecordStore::load(std::span<Record* const> records, Written& written) {
  const schema::Registry& registry = records.front()->registry();
  end_latest_versions(records);
  const auto keys = connection_->reserve_keys(registry.table, registry.key().column, records.size());
  const Fields fields = inserted_fields(registry, false);
  std::vector<std::string_view> columns = {registry.key().column};
  for (const schema::Field* field : fields) columns.push_back(field->column);
  const auto loader = connection_->load(registry.table, columns);
  for (std::size_t index = 0; index < records.size(); ++index) {
    loader->row().bind_integer(1, keys[index]);
    bind_row(loader->row(), 2, fields, *records[index], written.time_text);
    loader->row().run();
    written.inserted.emplace_back(records[index], keys[index]);
  }
  loader->finish();
}

void RecordStore::insert_unless_refused(std::span<Record* const> records, std::string_view time_text) {
  if (records.empty()) return;
  const schema::Registry& registry = records.front()->registry();
  const Fields fields = inserted_fields(registry, std::ranges::any_of(records, has_key));
  const std::string text = insert_text(registry, fields, 1, true, connection_->dialect());
  for (const Record* record : records) {
    auto& statement = connection_->cached(text);
    bind_row(statement, 1, fields, *record, time_text);
    statement.run();
  }
  forget_texts(registry);
}

// A version after the first is the latest in place of the one before.
void RecordStore::end_latest_versions(std::span<Record* const> next) {
  const schema::Registry& registry = next.front()->registry();
  if (!registry.traits.is_versioned) return;
  std::vector<query::Filter> families;
  for (const Record* record : next) {
    if (!record->get("is_latest").truth() || record->uid().ends_with("0000")) continue;
    const std::string stem(stem_of(record->uid()));
    // '~' is behind all characters of uids; a range can use the index of uids, unlike a prefix.
    families.push_back(query::Filter::all_of({query::Filter::condition("uid__gte", stem),
                                              query::Filter::condition("uid__lt", stem + "~"),
                                              query::Filter::condition("is_latest", true)}));
  }
  if (families.empty()) return;
  query::Query former(registry);
  former.filter(families.size() == 1 ? families.front() : query::Filter::any_of(families));
  const auto compiled =
      query::compile_update(former, Assignments{{"is_latest", false}}, *catalog_, connection_->dialect());
  auto& statement = connection_->cached(compiled.sql);
  bind_all(statement, compiled.parameters);
  statement.run();
}

void RecordStore::update(const Record& record) {
  const Fields changed = record.changed_fields();
  auto& statement = connection_->cached(update_text(record.registry(), changed, connection_->dialect()));
  int index = 0;
  for (const schema::Field* field : changed) {
    bind_value(statement, ++index, *field, record.at(record.registry().index_of(*field)),
               connection_->dialect());
  }
  statement.bind_integer(index + 1, record.loaded("id").integer());
  if (statement.run() > 0) return;
  throw Error{ErrorCode::no_match, record.registry().name + " matching query does not exist."}.hint(
      "The record was removed since it was loaded.");
}

void RecordStore::settle(const Written& written) {
  for (const auto& [record, id] : written.inserted) {
    const schema::Registry& registry = record->registry();
    for (std::size_t index = 0; index < registry.fields.size(); ++index) {
      const schema::Field& field = registry.fields[index];
      if (field.is_key()) record->set_at(index, id);
      if (field.database_now && record->at(index).is_null()) record->set_at(index, written.time);
    }
    record->mark_saved();
    note_saved(*record, true);
  }
  for (Record* record : written.updated) {
    record->mark_saved();
    note_saved(*record, false);
  }
}

std::int64_t RecordStore::run_update(const query::Query& query, const query::Compiled& compiled) {
  auto& statement = connection_->cached(compiled.sql);
  bind_all(statement, compiled.parameters);
  const std::int64_t changed = statement.run();
  forget_texts(query.registry());
  return changed;
}

std::int64_t RecordStore::update(const query::Query& query, const Assignments& assignments) {
  if (assignments.empty()) return 0;
  const auto compiled = query::compile_update(query, assignments, *catalog_, connection_->dialect());
  Work work(*this);
  const std::int64_t changed = run_update(query, compiled);
  work.commit();
  return changed;
}

std::int64_t RecordStore::update(const query::Query& query,
                                 const std::vector<std::pair<std::string, query::Expression>>& assignments) {
  if (assignments.empty()) return 0;
  const auto compiled = query::compile_update(query, assignments, *catalog_, connection_->dialect());
  Work work(*this);
  const std::int64_t changed = run_update(query, compiled);
  work.commit();
  return changed;
}

}  // namespace lamin::records
