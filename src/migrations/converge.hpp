// Brings the tables of a database to what a catalog declares, whatever state they are in: made by an older
// lamindb, by Django's migrations, or by an earlier declaration of a custom module.
//
// The difference is data: a list of steps with a line for people and the statements that do it.  Tables whose
// columns say the same in another order are left alone.  Tables that the catalog does not know are kept,
// unless they are named as gone.  How the two are compared depends on the database: compare.hpp.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/catalog.hpp"
#include "sql/connection.hpp"

namespace lamin::migrations {

/// What no comparison can see.
struct History {
  std::map<std::string, std::string> tables;  // former name -> name
  /// Table (by its present name) -> former column -> column.
  std::map<std::string, std::map<std::string, std::string>> columns;
  std::vector<std::string> gone;  // tables to be dropped with their rows
  /// Table -> its constraint, index or sequence -> the name that lamindb's own steps leave it with, where
  /// they have names: of constraints that are added to a table, and all of a table that gets another name.
  std::map<std::string, std::map<std::string, std::string>> names = {};
};

struct Step {
  std::string summary;  // "create table mylab_instrument"; "" = a part of an earlier step
  std::vector<std::string> statements;
  /// Tables, by the names that they have now, whose rows the step changes.
  std::vector<std::string> alters = {};
};

/// The steps that make the tables of `modules` as declared; empty if they are.  Inside a write transaction.
std::vector<Step> difference(sql::Connection& connection, const schema::Catalog& catalog,
                             const std::vector<std::string>& modules, const History& history);

/// Runs the steps and checks all foreign keys; inside the caller's transaction, before which
/// `suspend_foreign_keys` was called.  Throws integrity_violated, naming a table, if rows do not fit.
void apply(sql::Connection& connection, const std::vector<Step>& steps);

/// Tables cannot be exchanged while SQLite guards their keys.  Only outside a transaction.
void suspend_foreign_keys(sql::Connection& connection);

/// Copies the tables that `steps` alter into the schema `name` of the same database, where it is not a file
/// that can be copied.  Tables that are there already are left: they are the older ones.
void keep_copies(sql::Connection& connection, const std::string& name, const std::vector<Step>& steps);

/// All tables of the database with their columns.
std::map<std::string, std::set<std::string>> columns_by_table(sql::Connection& connection);

/// What tells a database made by lamindb 1.0 or 1.1 from one made by 1.3.2, beyond what can be seen.
const History& history_of_lamindb();

}  // namespace lamin::migrations
