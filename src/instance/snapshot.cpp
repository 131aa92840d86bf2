#include "instance/snapshot.hpp"

#include <filesystem>

#include "sql/sqlite/sqlite.hpp"

namespace lamin {
namespace {

namespace fs = std::filesystem;

// "before-…", "before-…-1": two may begin alike.
std::string ending(int number) {
  return number > 0 ? "-" + std::to_string(number) : "";
}

}  // namespace

void Snapshot::keep(const std::vector<migrations::Step>& steps) {
  const bool is_first = name_.empty();
  if (is_first) name_ = instance_.database ? free_schema() : free_file();
  if (instance_.database) {
    migrations::keep_copies(connection_, name_, steps);
  } else if (is_first) {
    copy_database(instance_.sqlite_path(), name_);
  }
  if (is_first)
    log_.info(
        (instance_.database ? "copied the tables that change to the schema " : "copied the database to ") +
        name_);
}

std::string Snapshot::free_file() const {
  std::string path;
  for (int number = 0; path.empty() || fs::exists(path); ++number)
    path = instance_.sqlite_path().native() + ".before-" + next_.module + "-" + next_.name + ending(number);
  return path;
}

std::string Snapshot::free_schema() const {
  constexpr std::size_t longest = 60;
  std::string name;
  for (int number = 0; name.empty() || has_schema(name); ++number)
    name = ("before_" + next_.module + "_" + next_.name).substr(0, longest - 3) + ending(number);
  return name;
}

bool Snapshot::has_schema(const std::string& name) const {
  sql::Cursor found(connection_.cached("SELECT 1 FROM pg_namespace WHERE nspname = CAST(?1 AS text)"));
  found->bind_text(1, name);
  return found->step();
}

void copy_database(const fs::path& from, const fs::path& to) {
  const auto reader = sql::open_sqlite(from);
  const auto copy = reader->prepare("VACUUM INTO ?1");
  copy->bind_text(1, to.native());
  copy->run();
}

}  // namespace lamin
