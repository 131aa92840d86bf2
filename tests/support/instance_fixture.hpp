// A scratch instance for tests: a database with all tables and the rows of a fresh instance (space "All", the
// anonymous user, one storage), in a folder that goes away with it.  Which database: instance_database.hpp.
#pragma once

#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "base/log.hpp"
#include "records/rules.hpp"
#include "records/store.hpp"
#include "registries/builtins.hpp"
#include "support/instance_database.hpp"

namespace lamin::test {

class InstanceFixture {
 public:
  explicit InstanceFixture(std::vector<std::string> modules = {"bionty"}) : modules_(std::move(modules)) {
    std::filesystem::create_directories(storage_root());
    database_ = std::make_unique<InstanceDatabase>(database_path(), modules_, storage_root().string());
    store_ = open_again();
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
    return std::make_unique<records::RecordStore>(database_->open(), registries::catalog(modules_));
  }

  std::unique_ptr<sql::Connection> open_connection() const { return database_->open(); }

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
  std::unique_ptr<InstanceDatabase> database_;
  std::vector<std::string> lines_;
  Log log_{[this](Level level, std::string_view text) {
    lines_.push_back(std::string(icon_of(level)) + (icon_of(level).empty() ? "" : " ") + std::string(text));
  }};
  std::unique_ptr<records::RecordStore> store_;
};

}  // namespace lamin::test
