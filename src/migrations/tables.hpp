// The statements that create the tables and indexes of a catalog.
//
// Their text is the one that lamindb 1.3.2 leaves in a SQLite database, letter for letter
// (data-model.md 1.5, 1.6): a database made here and one made there cannot be told apart, and either
// implementation migrates the other's.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/catalog.hpp"
#include "sql/dialect.hpp"

namespace lamin::migrations {

/// The name of an index or constraint over `columns` of `table`: table, columns, digest and `suffix` ("",
/// "_uniq"), shortened so that it has at most `max_length` characters.
std::string index_name(std::string_view table, std::span<const std::string> columns, std::string_view suffix,
                       int max_length);

/// `CREATE TABLE "lamindb_ulabel" (...)`.
std::string create_table(const schema::Catalog& catalog, const schema::Registry& registry,
                         const sql::Dialect& dialect);

/// `CREATE INDEX "..." ON "lamindb_ulabel" ("name")` and the unique ones, in the order of the columns.
std::vector<std::string> create_indexes(const schema::Registry& registry, const sql::Dialect& dialect);

/// `ALTER TABLE ... ADD CONSTRAINT ... FOREIGN KEY ...`, for when all tables are there; none where they are
/// part of CREATE TABLE.
std::vector<std::string> create_foreign_keys(const schema::Catalog& catalog, const schema::Registry& registry,
                                             const sql::Dialect& dialect);

}  // namespace lamin::migrations
