// The files of migrations of a module, and what changed between two declarations.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "instance/modules.hpp"
#include "migrations/converge.hpp"

namespace lamin {

/// A file NNNN_name.json; or a migration of Django, NNNN_name.py, of which only the name is known.
struct MigrationFile {
  std::string name;  // "0001_initial"
  std::filesystem::path path;
  std::optional<Json> state;          // the declaration then; nothing for one of Django
  migrations::History history;        // renames
  std::vector<std::string> replaces;  // names
};

int number_of_migration(std::string_view name);

/// In the order of their numbers; those that a squashed one replaces are left out.  Throws invalid_value for
/// a file that is no migration.
std::vector<MigrationFile> migration_files(const FoundModule& module);

/// In Django's words: "+ Create model Instrument", "+ Add field note to reading".
std::vector<std::string> changes_between(const Json* former, const Json& present);

/// "0002_reading_note" after `changes`.
std::string name_of_migration(int number, const std::vector<std::string>& changes);

std::filesystem::path write_migration(const FoundModule& module, const std::string& name,
                                      const std::vector<std::string>& changes,
                                      const std::vector<std::string>& replaces, const Json& state);

}  // namespace lamin
