// A scratch instance for tests: a SQLite database with all tables and the rows of a fresh instance (space
// "All", the anonymous user, one storage), in a folder that goes away with it.
#pragma once

#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "base/log.hpp"
#include "migrations/initial.hpp"
#include "records/rules.hpp"
#include "records/store.hpp"
#include "registries/builtins.hpp"
#include "registries/default_rows.hpp"
#include "sql/sqlite/sqlite.hpp"

namespace lamin::test {

class InstanceFixture {
 public:
  explicit InstanceFixture(std::vector<std::string> modules = {"bionty"}) : modules_(std::move(modules)) {
    std::filesystem::create_directories(storage_root());
    auto connection = sql::open_sqlite(database_path(), sql::OpenMode::create);
    const auto catalog = registries::catalog(modules_);
    migrations::create_database(*connection, *catalog);
    const registries::FirstStorage storage{.uid = "abcdefghijkl", .root = storage_root().string()};
    for (const auto& table : registries::default_rows(*catalog, {}, storage)) {
      migrations::insert_rows(*connection, table.table, table.columns, table.rows);
    }
    store_ = std::make_unique<records::RecordStore>(std::move(connection), catalog);
  }
  ~InstanceFixture() {
    store_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  InstanceFixture(const InstanceFixture&) = delete;
  InstanceFixture& operator=(const InstanceFixture&) = delete;

  records::RecordStore& store() { return *store_; }
  Log& log() { return log_; }
  /// What was logged so far, with icons as in "! record with similar name exists!".
  std::vector<std::string>& lines() { return lines_; }
  const schema::Registry& registry(std::string_view name) const { return store_->registry(name); }

  std::filesystem::path folder() const { return folder_; }
  std::filesystem::path database_path() const { return folder_ / "lamin.db"; }
  std::filesystem::path storage_root() const { return folder_ / "storage"; }
  /// Another connection to the same database, as another process would have it.
  std::unique_ptr<records::RecordStore> open_again() const {
    return std::make_unique<records::RecordStore>(sql::open_sqlite(database_path()),
                                                  registries::catalog(modules_));
  }

  /// A saved record with these fields and defaults for the others.
  records::Record add(std::string_view registry_name, const records::Assignments& fields) {
    records::Record record(registry(registry_name));
    for (const auto& [name, value] : fields) record.set(name, value);
    store().save(record, sql::Durability::relaxed);
    return record;
  }

 private:
  static std::filesystem::path new_folder() {
    const auto path =
        std::filesystem::temp_directory_path() / ("lamin-test-" + std::to_string(std::random_device{}()));
    std::filesystem::create_directories(path);
    return path;
  }

  std::vector<std::string> modules_;
  std::filesystem::path folder_ = new_folder();
  std::vector<std::string> lines_;
  Log log_{[this](Level level, std::string_view text) {
    lines_.push_back(std::string(icon_of(level)) + (icon_of(level).empty() ? "" : " ") + std::string(text));
  }};
  std::unique_ptr<records::RecordStore> store_;
};

}  // namespace lamin::test
