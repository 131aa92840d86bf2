// RecordStore finds and saves records of one database.  It is the interface that artifacts, lineage, curation and the
// front ends work on; this is what later lets a hub stand in for a database, so it has no word of SQL.
//
// Every operation over many records is a constant number of statements.  All member functions may be called from
// several threads; a Work holds the store for its thread until it ends.
//
// Errors beside those named below: database_locked, storage_full, database_failed.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/columns.hpp"
#include "query/query.hpp"
#include "records/record.hpp"
#include "schema/catalog.hpp"
#include "sql/connection.hpp"

namespace lamin::records {

/// Who writes: fills `created_by` and `run` of records that do not say.
struct Authorship {
  std::int64_t user_id = 1;
  std::optional<std::int64_t> run_id;
};

using Assignments = std::vector<std::pair<std::string, Value>>;

enum class OnConflict { fail, ignore };

class RecordStore {
 public:
  RecordStore(std::unique_ptr<sql::Connection> connection, std::shared_ptr<const schema::Catalog> catalog);
  ~RecordStore();

  const schema::Catalog& catalog() const { return *catalog_; }
  const schema::Registry& registry(std::string_view name) const { return catalog_->get(name); }

  void set_authorship(Authorship authorship);
  Authorship authorship() const;

  // --- read ---------------------------------------------------------------------------------------------------
  std::vector<Record> all(const query::Query& query);
  std::optional<Record> first(const query::Query& query);
  /// Exactly one.  Throws no_match or many_matches.
  Record one(const query::Query& query);
  /// At most one.  Throws many_matches.
  std::optional<Record> one_or_none(const query::Query& query);
  std::optional<Record> find_by_id(const schema::Registry& registry, std::int64_t id);
  std::int64_t count(const query::Query& query);
  bool exists(const query::Query& query);
  std::vector<std::vector<Value>> values(const query::Query& query, const std::vector<std::string>& paths);
  /// The fields of the registry (`frame_fields`) or the values at `paths`, as typed columns.
  Columns columns(const query::Query& query, const std::vector<std::string>& paths = {});

  // --- write --------------------------------------------------------------------------------------------------
  /// Inserts or updates the row and refreshes `record` with its id and database defaults.  Throws
  /// integrity_violated with the database's sentence; the record is then as before.
  void save(Record& record, sql::Durability durability = sql::Durability::full);
  /// All or none, in a constant number of statements per registry; ids come back in order.
  void save_all(std::span<Record* const> records, OnConflict conflict = OnConflict::fail);
  /// Sets fields of all matching rows; returns their number.
  std::int64_t update(const query::Query& query, const Assignments& assignments);
  /// Removes the row and what cascades from it.  Throws record_protected, naming what refers to it.
  void remove(Record& record);
  /// Removes all matching rows; returns their number.
  std::int64_t remove_all(const query::Query& query);

  // --- relations ----------------------------------------------------------------------------------------------
  /// The records at the other end of `relation` ("ulabels", "runs"), as a query to refine.
  query::Query related(const Record& record, std::string_view relation) const;
  /// Links through a many-to-many relation, with extra fields of the link; links that exist are kept as they are.
  void add_links(const Record& record, std::string_view relation, std::span<const std::int64_t> ids,
                 const Assignments& extra = {}, sql::Durability durability = sql::Durability::full);
  void remove_links(const Record& record, std::string_view relation, std::span<const std::int64_t> ids);
  /// Afterwards exactly `ids` are linked.
  void set_links(const Record& record, std::string_view relation, std::span<const std::int64_t> ids);

  // --- units of work ------------------------------------------------------------------------------------------
  /// Holds the store and a write transaction until it ends; rolls back unless committed.  May be nested.
  class Work {
   public:
    explicit Work(RecordStore& store);
    void commit(sql::Durability durability = sql::Durability::full) { transaction_.commit(durability); }

   private:
    std::unique_lock<std::recursive_mutex> lock_;
    sql::Transaction transaction_;
  };
  Work begin() { return Work(*this); }

  /// Changes whenever the database has changed: the guard of caches.
  std::uint64_t data_version();
  std::uint64_t statements_run() const;
  /// Rows of a recursive question (lineage, parents) that Query cannot say.  The statement is one of records/recursive.cpp.
  std::vector<std::vector<Value>> recursive(std::string_view statement, std::span<const Value> parameters);

 private:
  std::unique_ptr<sql::Connection> connection_;
  std::shared_ptr<const schema::Catalog> catalog_;
  mutable std::recursive_mutex mutex_;  // guards connection_ and authorship_
  Authorship authorship_;
};

}  // namespace lamin::records
