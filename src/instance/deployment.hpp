// What is to be applied to a database, and the catalog that each migration leads to.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "instance/migrate.hpp"
#include "instance/migration_files.hpp"
#include "instance/modules.hpp"
#include "migrations/converge.hpp"
#include "schema/catalog.hpp"
#include "sql/connection.hpp"

namespace lamin {

/// The modules of an instance that are not built in.  Throws module_missing.
std::vector<FoundModule> custom_modules(const InstanceSettings& instance, const SettingsDirectory& settings);

/// One migration that is to be applied.
struct Outstanding {
  MigrationName name;
  std::shared_ptr<const schema::Catalog> catalog;  // nothing = only its name is noted
  migrations::History history;
};

class Deployment {
 public:
  Deployment(const InstanceSettings& instance, const SettingsDirectory& settings);

  /// In the order in which they are applied.
  std::vector<Outstanding> outstanding(sql::Connection& connection) const;
  /// What all migrations together lead to.
  std::shared_ptr<const schema::Catalog> catalog() const;

 private:
  using Names = std::set<MigrationName>;

  void add_builtin(const Names& applied, std::vector<Outstanding>& found) const;
  void add_custom(std::size_t index, const Names& applied, std::vector<Outstanding>& found) const;
  std::shared_ptr<const schema::Catalog> catalog_with(std::size_t index, const MigrationFile& file) const;

  std::vector<std::string> builtin_;
  std::vector<FoundModule> custom_;
};

}  // namespace lamin
