// Reading a database that another version of lamindb made, as it is.
//
// For each declared table that differs from the one that is there, a temporary view of the same name says how
// its rows are to be read: columns that have another name there are renamed, columns that are missing are
// null (or what the declaration gives every row, such as _branch_code = 1), tables that are missing are
// empty.  Nothing in the database changes, and queries do not know of it.  Writing is not possible.
#pragma once

#include <string>
#include <vector>

#include "schema/catalog.hpp"
#include "sql/connection.hpp"

namespace lamin::migrations {

struct ReadingViews {
  std::string script;  // to be run by each connection; "" if the tables are as declared
  // What people should know, in the order of the catalog.
  std::vector<std::string> empty_registries;  // "FlexTable"
  std::vector<std::string> missing_fields;    // "Artifact._aux"; without those of link registries
  std::size_t unseen_tables = 0, unseen_columns = 0;
};

ReadingViews reading_views(sql::Connection& connection, const schema::Catalog& catalog);

}  // namespace lamin::migrations
