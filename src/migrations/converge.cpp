#include "migrations/converge.hpp"

#include "base/error.hpp"
#include "migrations/compare.hpp"
#include "sql/dialect.hpp"

namespace lamin::migrations {
namespace {

// Constraints with names are altered where they stand, and guarded all the time.
bool alters_in_place(const sql::Connection& connection) {
  return connection.dialect().names_constraints();
}

void expect_whole_keys(sql::Connection& connection) {
  sql::Cursor broken(connection.cached("SELECT \"table\", \"parent\" FROM pragma_foreign_key_check LIMIT 1"));
  if (!broken->step()) return;
  throw Error{ErrorCode::integrity_violated, "Rows of a table point to rows that are not there"}
      .with("table", broken->text(0))
      .with("points to", broken->text(1))
      .hint("Nothing was changed. `lamin check` lists the links that dangle.");
}

}  // namespace

std::vector<Step> difference(sql::Connection& connection, const schema::Catalog& catalog,
                             const std::vector<std::string>& modules, const History& history) {
  return alters_in_place(connection) ? difference_by_catalog(connection, catalog, modules, history)
                                     : difference_by_text(connection, catalog, modules, history);
}

void apply(sql::Connection& connection, const std::vector<Step>& steps) {
  // A table with checks that wait for the end of the transaction cannot be altered.
  if (alters_in_place(connection)) connection.execute("SET CONSTRAINTS ALL IMMEDIATE");
  for (const auto& step : steps) {
    for (const auto& statement : step.statements) connection.execute(statement);
  }
  if (!alters_in_place(connection)) expect_whole_keys(connection);
}

void suspend_foreign_keys(sql::Connection& connection) {
  if (!alters_in_place(connection)) connection.execute("PRAGMA foreign_keys = OFF");
}

void keep_copies(sql::Connection& connection, const std::string& name, const std::vector<Step>& steps) {
  connection.execute("CREATE SCHEMA IF NOT EXISTS " + sql::quoted(name));
  for (const auto& step : steps) {
    for (const auto& table : step.alters) {
      connection.execute("CREATE TABLE IF NOT EXISTS " + sql::quoted(name) + "." + sql::quoted(table) +
                         " AS TABLE " + sql::quoted(table));
    }
  }
}

std::map<std::string, std::set<std::string>> columns_by_table(sql::Connection& connection) {
  std::map<std::string, std::set<std::string>> tables;
  sql::Cursor rows(connection.cached(std::string(connection.dialect().columns_statement())));
  while (rows->step()) tables[std::string(rows->text(0))].insert(std::string(rows->text(1)));
  return tables;
}

namespace {

// Columns became unique or relations; indexes and keys were made, or made again, before or after their tables
// got other names; one table was made anew.
std::map<std::string, std::map<std::string, std::string>> names_of_lamindb() {
  return {
      {"lamindb_artifact", {{"lamindb_artifact_hash_key", "lamindb_artifact_hash_5f705017_uniq"}}},
      {"lamindb_collection", {{"lamindb_collection_hash_key", "lamindb_collection_hash_b13a51aa_uniq"}}},
      {"lamindb_transform", {{"lamindb_transform_hash_key", "lamindb_transform_hash_b961ba69_uniq"}}},
      {"lamindb_project", {{"lamindb_project_type_id_f8d2fc08", "lamindb_project_type_1be8896a"}}},
      {"lamindb_flextable",
       {{"lamindb_flextable_description_91c12028", "lamindb_tidytable_description_f9daa234"},
        {"lamindb_flextable_description_91c12028_like", "lamindb_tidytable_description_f9daa234_like"},
        {"lamindb_tidytable_type_id_238be2c7_fk_lamindb_tidytable_id",
         "lamindb_flextable_type_id_2f3df5b0_fk_lamindb_flextable_id"}}},
      {"lamindb_flextable_projects",
       {{"lamindb_tidytable_pr_tidytable_id_3faaaf75_fk_lamindb_t",
         "lamindb_flextable_pr_flextable_id_6116fcbc_fk_lamindb_f"}}},
      {"lamindb_flextable_ulabels",
       {{"lamindb_tidytable_ul_tidytable_id_762224c8_fk_lamindb_t",
         "lamindb_flextable_ul_flextable_id_5b23c42d_fk_lamindb_f"}}},
      {"lamindb_flextabledata",
       {{"lamindb_tidytabledat_tidytable_id_f056a0b2_fk_lamindb_t",
         "lamindb_tidytabledat_tidytable_id_f056a0b2_fk_lamindb_f"}}},
      {"lamindb_personproject",
       {{"lamindb_project_contributors_pkey", "lamindb_personproject_pkey"},
        {"lamindb_project_contributors_id_seq", "lamindb_personproject_id_seq"},
        {"lamindb_project_contributors_person_id_981db9a4", "lamindb_personproject_person_id_7f108a13"},
        {"lamindb_project_contributors_project_id_32730d94", "lamindb_personproject_project_id_58203b37"},
        {"lamindb_project_cont_person_id_981db9a4_fk_lamindb_p",
         "lamindb_personproject_person_id_7f108a13_fk_lamindb_person_id"},
        {"lamindb_project_cont_project_id_32730d94_fk_lamindb_p",
         "lamindb_personproject_project_id_58203b37_fk_lamindb_project_id"}}},
  };
}

}  // namespace

const History& history_of_lamindb() {
  static const History history{.tables = {{"lamindb_tidytable", "lamindb_flextable"},
                                          {"lamindb_tidytabledata", "lamindb_flextabledata"},
                                          {"lamindb_tidytable_projects", "lamindb_flextable_projects"},
                                          {"lamindb_tidytable_ulabels", "lamindb_flextable_ulabels"},
                                          {"lamindb_project_persons", "lamindb_personproject"}},
                               .columns = {{"lamindb_flextable_projects", {{"tidytable_id", "flextable_id"}}},
                                           {"lamindb_flextable_ulabels", {{"tidytable_id", "flextable_id"}}}},
                               .gone = {},
                               .names = names_of_lamindb()};
  return history;
}

}  // namespace lamin::migrations
