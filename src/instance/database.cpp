#include "instance/database.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <map>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/uid.hpp"
#include "instance/modules.hpp"
#include "migrations/initial.hpp"
#include "sql/postgres/postgres.hpp"
#include "sql/sqlite/sqlite.hpp"

namespace lamin {
namespace {

namespace fs = std::filesystem;

// Removes a file that was made half, with the files that SQLite keeps beside it.
class Draft {
 public:
  explicit Draft(fs::path path) : path_(std::move(path)) {}
  ~Draft() {
    for (const auto suffix : {"", "-wal", "-shm", "-journal"}) ::unlink((path_.native() + suffix).c_str());
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

void flush_folder(const fs::path& folder) {
  const Descriptor open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (open.is_open()) ::fsync(open.number());
}

bool put_into_place(const fs::path& draft, const fs::path& path) {
  // A link, unlike a rename, fails when the name is taken.
  if (::link(draft.c_str(), path.c_str()) == 0) {
    flush_folder(path.parent_path());
    return true;
  }
  if (errno == EEXIST) return false;
  if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS) {
    throw Error{ErrorCode::io_failed,
                std::string("could not put the database into place: ") + std::strerror(errno)}
        .with("path", path.native());
  }
  // A file system without links.
  if (fs::exists(path)) return false;
  fs::rename(draft, path);
  flush_folder(path.parent_path());
  return true;
}

// "0090_squashed" -> 90.
int number_of(std::string_view migration) {
  int number = 0;
  std::from_chars(migration.data(), migration.data() + migration.size(), number);
  return number;
}

using Latest = std::map<std::string, std::string, std::less<>>;

void raise(Latest& latest, std::string_view app, std::string_view name) {
  auto& known = latest[std::string(app)];
  if (known.empty() || number_of(name) > number_of(known)) known = name;
}

bool has_table(sql::Connection& connection, std::string_view name) {
  sql::Cursor found(connection.cached(connection.dialect().has_table()));
  found->bind_text(1, name);
  return found->step();
}

Latest applied_in(sql::Connection& connection, const std::string& place) {
  expect_from_1_0(connection, place);
  if (!has_table(connection, "django_migrations") || !has_table(connection, "lamindb_user")) {
    throw Error{ErrorCode::database_failed, "This is a database, but not one of LaminDB"}
        .with("path", place)
        .hint("Pass another one to `lamin init`.");
  }
  Latest applied;
  sql::Cursor rows(connection.cached("SELECT app, name FROM django_migrations"));
  while (rows->step()) raise(applied, rows->text(0), rows->text(1));
  return applied;
}

void fill(sql::Connection& connection, const schema::Catalog& catalog, const registries::FirstUser& user,
          const registries::FirstStorage& storage) {
  migrations::create_database(connection, catalog);
  for (const auto& rows : registries::default_rows(catalog, user, storage)) {
    migrations::insert_rows(connection, rows.table, rows.columns, rows.rows);
  }
}

}  // namespace

bool create_database_file(const fs::path& path, const schema::Catalog& catalog,
                          const registries::FirstUser& user, const registries::FirstStorage& storage) {
  const Draft draft(path.native() + "." + random_base62(8) + ".tmp");
  sql::make_sqlite(draft.path(), [&](sql::Connection& connection) {
    sql::Transaction transaction(connection);
    fill(connection, catalog, user, storage);
    transaction.commit();
  });
  return put_into_place(draft.path(), path);
}

bool fill_database(sql::Connection& connection, const schema::Catalog& catalog,
                   const registries::FirstUser& user, const registries::FirstStorage& storage) {
  sql::Transaction transaction(connection);
  if (has_table(connection, "lamindb_user")) return false;
  if (has_table(connection, "django_migrations")) {
    throw Error{ErrorCode::database_failed, "This is the database of another program"}.hint(
        "It has tables that LaminDB needs for itself. Make a database of its own: createdb NAME.");
  }
  fill(connection, catalog, user, storage);
  transaction.commit();
  return true;
}

std::unique_ptr<sql::Connection> open_database(const InstanceSettings& instance, sql::OpenMode mode,
                                               const std::string& preparation) {
  if (instance.database) return sql::open_postgres(*instance.database, mode, preparation);
  fs::path path = instance.sqlite_path();
  const fs::path former = former_sqlite_path(instance);
  if (mode == sql::OpenMode::read_only && !fs::exists(path) && fs::exists(former)) path = former;
  return sql::open_sqlite(path, mode, preparation);
}

bool takes_writes(sql::Connection& connection, const InstanceSettings& instance) {
  // Runs are the first that a session writes.
  if (instance.database) return sql::postgres_takes_writes(connection, "lamindb_run");
  return sql::sqlite_takes_writes(connection);
}

fs::path former_sqlite_path(const InstanceSettings& instance) {
  return fs::path(instance.storage_root) / (instance.id + ".lndb");
}

std::string place_of(const InstanceSettings& instance) {
  if (instance.database) return sql::without_password(*instance.database);
  const fs::path former = former_sqlite_path(instance);
  const fs::path path = instance.sqlite_path();
  return !fs::exists(path) && fs::exists(former) ? former.native() : path.native();
}

// Its tables were those of a package of their own.
void expect_from_1_0(sql::Connection& connection, const std::string& place) {
  if (!has_table(connection, "lnschema_core_user")) return;
  throw Error{ErrorCode::unsupported, "The database was made by a lamindb before 1.0"}
      .with("path", place)
      .hint(
          "lamindb 1.0 brings it over; nothing else does, lamindb 1.3.2 would begin an empty one beside it. "
          "Keep a copy, "
          "then in an environment of its own: pip install \"lamindb==1.0.0\"; lamin connect NAME, answering "
          "y; lamin "
          "migrate deploy. After that: lamin migrate deploy, here.");
}

MigrationStanding standing_of(sql::Connection& connection, const schema::Catalog& catalog,
                              const std::string& place) {
  const Latest applied = applied_in(connection, place);
  Latest known;
  for (const auto& migration : migrations::applied_migrations(catalog.modules()))
    raise(known, migration.app, migration.name);
  for (const auto& module : catalog.modules()) {
    if (!is_builtin_module(module)) continue;  // `lamin migrate deploy` looks after those
    const auto found = applied.find(module);
    if (found == applied.end()) {
      throw Error{ErrorCode::database_failed, "The database lacks the tables of a module of the instance"}
          .with("module", module)
          .with("path", place);
    }
    const int difference = number_of(found->second) - number_of(known[module]);
    if (difference == 0) continue;
    const auto kind = difference < 0 ? MigrationStanding::Kind::behind : MigrationStanding::Kind::ahead;
    return {kind, module, found->second, known[module]};
  }
  return {};
}

std::optional<RegisteredStorage> registered_storage(sql::Connection& connection, const std::string& root) {
  sql::Cursor found(connection.cached("SELECT uid, instance_uid FROM lamindb_storage WHERE root = ?1"));
  found->bind_text(1, root);
  if (!found->step()) return std::nullopt;
  return RegisteredStorage{std::string(found->text(0)), found->is_null(1) ? "" : std::string(found->text(1))};
}

}  // namespace lamin
