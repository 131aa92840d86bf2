// The two ways in which `difference` (converge.hpp) tells the tables that are there from those that are
// declared.
#pragma once

#include <string>
#include <vector>

#include "migrations/converge.hpp"

namespace lamin::migrations {

/// Where a table says all about itself in the text that made it (SQLite).  A table that differs is made anew
/// under its name, with its rows.
std::vector<Step> difference_by_text(sql::Connection& connection, const schema::Catalog& catalog,
                                     const std::vector<std::string>& modules, const History& history);

/// Where constraints and indexes have names (Postgres).  The declared tables are made as temporary ones, so
/// that the database itself says how it understands them; what differs is altered column by column.  Inside
/// the caller's transaction.
std::vector<Step> difference_by_catalog(sql::Connection& connection, const schema::Catalog& catalog,
                                        const std::vector<std::string>& modules, const History& history);

}  // namespace lamin::migrations
