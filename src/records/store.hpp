// RecordStore finds and saves records of one database.  It is the interface that artifacts, lineage, curation
// and the front ends work on; this is what later lets a hub stand in for a database, so it has no word of
// SQL.
//
// Timestamps that the database would fill by itself are written by the store, in the same form and to the
// same precision (milliseconds), so that a record has them right after it was saved; all records of one
// `save_all` have the same.
//
// Every operation over many records is a constant number of statements.  All member functions may be called
// from several threads; a Work holds the store for its thread until it ends.
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
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/columns.hpp"
#include "query/query.hpp"
#include "records/record.hpp"
#include "schema/catalog.hpp"
#include "sql/connection.hpp"

namespace lamin::query {
struct Compiled;
}

namespace lamin::records {

class TextIndex;

/// Who writes: fills `created_by` and `run` of records that do not say.
struct Authorship {
  std::int64_t user_id = 1;
  std::optional<std::int64_t> run_id;
  std::optional<std::int64_t> project_id;  // what is saved one by one belongs to it
};

using Assignments = std::vector<std::pair<std::string, Value>>;

enum class OnConflict { fail, ignore };

class RecordStore {
 public:
  RecordStore(std::unique_ptr<sql::Connection> connection, std::shared_ptr<const schema::Catalog> catalog);
  ~RecordStore();

  const schema::Catalog& catalog() const { return *catalog_; }
  const schema::Registry& registry(std::string_view name) const { return catalog_->get(name); }
  const sql::Dialect& dialect() const { return connection_->dialect(); }

  void set_authorship(Authorship authorship);
  /// Of this thread: the run is that of the innermost `enter_run`, if there is one.
  Authorship authorship() const;
  /// From now on this thread writes for `run_id`, until its `leave_run`.  Other threads do not notice.
  void enter_run(std::int64_t run_id);
  void leave_run();
  /// The run that this thread has entered last; nothing outside of all.
  std::optional<std::int64_t> entered_run() const;

  // --- read
  // ---------------------------------------------------------------------------------------------------
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
  /// A path along a to-many relation is a json column: an array of the distinct values of each row, `[null]`
  /// if nothing is related.
  Columns columns(const query::Query& query, const std::vector<std::string>& paths = {});
  /// The rows of `values` as typed columns: a row for each match, also along to-many relations.
  Columns value_columns(const query::Query& query, const std::vector<std::string>& paths);

  // --- write
  // --------------------------------------------------------------------------------------------------
  /// Inserts or updates the row and refreshes `record` with its id and defaults.  An update writes changed
  /// fields only, and nothing if there are none.  A new version that is the latest ends that of the one
  /// before. Throws integrity_violated with the database's sentence; the record is then unsaved as before.
  void save(Record& record, sql::Durability durability = sql::Durability::full);
  /// All or none, links after other records; ids come back in order.  With OnConflict::ignore, rows that a
  /// constraint refuses are left out, and new records stay without id.
  void save_all(std::span<Record* const> records, OnConflict conflict = OnConflict::fail);
  /// Sets fields of all matching rows; returns their number.
  std::int64_t update(const query::Query& query, const Assignments& assignments);
  /// ... to what each row gives: `size = size + 1`.
  std::int64_t update(const query::Query& query,
                      const std::vector<std::pair<std::string, query::Expression>>& assignments);
  /// Removes the row and what cascades from it.  Throws record_protected, naming what refers to it.
  void remove(Record& record);
  /// Removes all matching rows; returns their number.
  std::int64_t remove_all(const query::Query& query);

  // --- relations
  // ----------------------------------------------------------------------------------------------
  /// The records at the other end of `relation` ("ulabels", "runs"), as a query to refine.
  query::Query related(const Record& record, std::string_view relation) const;
  /// Links through a many-to-many relation, with extra fields of the link; links that exist are kept as they
  /// are.
  void add_links(const Record& record, std::string_view relation, std::span<const std::int64_t> ids,
                 const Assignments& extra = {}, sql::Durability durability = sql::Durability::full);
  void remove_links(const Record& record, std::string_view relation, std::span<const std::int64_t> ids);
  /// Afterwards exactly `ids` are linked.
  void set_links(const Record& record, std::string_view relation, std::span<const std::int64_t> ids);

  // --- units of work
  // ------------------------------------------------------------------------------------------
  /// Holds the store and a write transaction until it ends; rolls back unless committed.  May be nested.
  class Work {
   public:
    explicit Work(RecordStore& store);
    ~Work();
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;
    void commit(sql::Durability durability = sql::Durability::full);
    /// Ends it where nothing was written: a Work around it can still be committed.
    void leave();

   private:
    RecordStore& store_;
    std::unique_lock<std::recursive_mutex> lock_;
    sql::Transaction transaction_;
    bool committed_ = false;
  };
  Work begin() { return Work(*this); }

  /// A part of a Work of this thread that is taken back alone unless it is committed: `atomic` inside
  /// `atomic`.
  class Part {
   public:
    explicit Part(RecordStore& store);
    ~Part();
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;
    /// Throws runtime_failed if something inside failed and was not taken back.
    void commit();

   private:
    RecordStore& store_;
    std::unique_lock<std::recursive_mutex> lock_;
    sql::Savepoint savepoint_;
    bool committed_ = false;
  };

  /// Of the Work, or innermost Part, of this thread: whether something in it failed and was not taken back,
  /// so that all of it has to be.  Until then its questions and writes throw database_failed (SQL's state
  /// 25000).
  bool is_spoilt() const;
  void set_spoilt(bool is_spoilt);
  void expect_sound() const;

  /// Changes whenever the database has changed: the guard of caches.
  std::uint64_t data_version();
  std::uint64_t statements_run() const;
  /// Rows of a recursive question (lineage, parents) that Query cannot say.  The statement is one of
  /// records/recursive.cpp.
  std::vector<std::vector<Value>> recursive(std::string_view statement, std::span<const Value> parameters);
  /// Calls `read` with the texts of `registry`, as they are in the database now.  Its result must hold no
  /// reference.
  void with_texts(const schema::Registry& registry, const std::function<void(TextIndex&)>& read);

 private:
  /// A field of another registry that points to a record.
  struct Referrer {
    const schema::Registry* registry;
    const schema::Field* field;
  };
  struct Caches;
  class Remover;
  /// What a save has written, to be noted in the records once it is committed.
  struct Written {
    Timestamp time;
    std::string time_text;
    std::vector<std::pair<Record*, std::int64_t>> inserted;  // with their ids
    std::vector<Record*> updated;
  };

  void link_project(const schema::Registry& registry, std::int64_t id);
  void write(std::span<Record* const> records, OnConflict conflict, Written& written);
  void insert(std::span<Record* const> records, Written& written);
  void insert_batches(std::span<Record* const> records, Written& written);
  void load(std::span<Record* const> records, Written& written);
  void insert_unless_refused(std::span<Record* const> records, std::string_view time_text);
  void bind_row(sql::Statement& statement, int first, const std::vector<const schema::Field*>& fields,
                const Record& record, std::string_view time_text) const;
  void update(const Record& record);
  void end_latest_versions(std::span<Record* const> next);
  std::int64_t run_update(const query::Query& query, const query::Compiled& compiled);
  void settle(const Written& written);

  const schema::Relation& relation_of(const Record& record, std::string_view name) const;
  std::vector<std::int64_t> linked(const Record& record, const schema::Relation& relation,
                                   const Assignments& extra, std::span<const std::int64_t> among);
  void add_rows(const Record& record, const schema::Relation& relation, std::span<const std::int64_t> ids,
                const Assignments& extra);
  void remove_rows(const Record& record, const schema::Relation& relation, std::span<const std::int64_t> ids);
  std::int64_t run_delete(const query::Query& query);
  void remove_ids(Work& work, const schema::Registry& registry, const std::vector<std::int64_t>& ids);
  const std::vector<Referrer>& referrers(const schema::Registry& registry);

  TextIndex& texts_of(const schema::Registry& registry);
  void note_saved(const Record& record, bool is_new);
  void forget_texts(const schema::Registry& registry);
  void forget_texts();

  std::unique_ptr<sql::Connection> connection_;
  std::shared_ptr<const schema::Catalog> catalog_;
  mutable std::recursive_mutex mutex_;  // guards all other members
  std::unique_ptr<Caches> caches_;
  // Of its own: who writes is asked while another thread is in a long unit of work.
  mutable std::mutex authors_;  // guards the next two; no work is done under it
  Authorship authorship_;
  std::unordered_map<std::thread::id, std::vector<std::int64_t>> entered_runs_;  // innermost last
};

}  // namespace lamin::records
