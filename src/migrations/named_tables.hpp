// What tables say of themselves where constraints and indexes have names (Postgres): of those that are there,
// and of those that a catalog declares.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "schema/catalog.hpp"
#include "sql/connection.hpp"

namespace lamin::migrations {

struct Column {
  std::string type, value;  // "character varying(30)"; the text after DEFAULT
  bool is_required = false;
  bool operator==(const Column&) const = default;
};

/// By their names, what they say.
using Named = std::map<std::string, std::string>;

struct NamedTable {
  std::map<std::string, Column> columns;
  Named constraints;   // "UNIQUE (name)"
  Named indexes;       // "INDEX USING btree (name)", "UNIQUE INDEX USING ..."
  Named foreign_keys;  // "run_id -> lamindb_run"
};
using NamedTables = std::map<std::string, NamedTable>;

/// Of the schema that lamindb's tables are in.
NamedTables tables_there(sql::Connection& connection);

/// The declared tables as the database understands them: made as temporary ones, read, and gone again.
NamedTables declared_tables(sql::Connection& connection, const schema::Catalog& catalog,
                            const std::vector<const schema::Registry*>& registries);

/// `what` as in NamedTable::foreign_keys.
std::string foreign_key(std::string_view column, std::string_view target);
/// The statement that makes an index of NamedTable::indexes.
std::string create_index(std::string_view name, std::string_view table, std::string_view what);

}  // namespace lamin::migrations
