// What a database of lamindb 1.0 on Postgres keeps of its names, as lamindb's own migrations leave them.
#include <doctest/doctest.h>

#include "migrations/converge.hpp"
#include "support/instance_database.hpp"

using namespace lamin;

namespace {

// Names as lamindb 1.0 gives them.
constexpr std::string_view as_in_1_0 = R"(
ALTER TABLE lamindb_flextable RENAME TO lamindb_tidytable;
ALTER TABLE lamindb_tidytable RENAME CONSTRAINT lamindb_flextable_uid_key TO lamindb_tidytable_uid_key;
ALTER INDEX lamindb_flextable_created_at_7f642ca9 RENAME TO lamindb_tidytable_created_at_a1a1a1a1;
ALTER INDEX lamindb_fle_name_568594_idx RENAME TO lamindb_tid_name_50c5de_idx;
DROP INDEX lamindb_flextable_description_91c12028;
ALTER TABLE lamindb_flextable_ulabels RENAME TO lamindb_tidytable_ulabels;
ALTER TABLE lamindb_tidytable_ulabels RENAME COLUMN flextable_id TO tidytable_id;
ALTER TABLE lamindb_tidytable_ulabels
  RENAME CONSTRAINT lamindb_flextable_ulabels_flextable_id_ulabel_id_7fb2ce8f_uniq TO tidytable_ulabels_uniq;
ALTER TABLE lamindb_flextabledata RENAME TO lamindb_tidytabledata;
ALTER TABLE lamindb_tidytabledata RENAME CONSTRAINT lamindb_flextabledat_tidytable_id_a8fc32af_fk_lamindb_f
  TO lamindb_tidytabledat_tidytable_id_f056a0b2_fk_lamindb_t;
ALTER TABLE lamindb_artifact DROP CONSTRAINT lamindb_artifact_hash_key;
ALTER TABLE lamindb_personproject RENAME TO lamindb_project_persons;
ALTER INDEX lamindb_personproject_pkey RENAME TO lamindb_project_contributors_pkey;
ALTER SEQUENCE lamindb_personproject_id_seq RENAME TO lamindb_project_contributors_id_seq;
)";

struct Migrated {
  test::ServerDatabase database;
  std::shared_ptr<const schema::Catalog> catalog = registries::catalog({});
  std::unique_ptr<sql::Connection> connection;

  Migrated() {
    connection = database.open();
    migrations::create_database(*connection, *catalog);
    connection->execute(as_in_1_0);
    sql::Transaction transaction(*connection);
    migrations::apply(*connection, difference());
    transaction.commit();
  }

  std::vector<migrations::Step> difference() {
    return migrations::difference(*connection, *catalog, {"lamindb"}, migrations::history_of_lamindb());
  }

  /// The table of a constraint or an index.
  std::string table_of(std::string_view name) {
    sql::Cursor row(connection->cached(
        "SELECT conrelid::regclass::text FROM pg_constraint WHERE conname = CAST(?1 AS text) AND contype <> "
        "'p' "
        "UNION ALL SELECT tablename::text FROM pg_indexes WHERE indexname = CAST(?1 AS text) LIMIT 1"));
    row->bind_text(1, name);
    return row->step() ? std::string(row->text(0)) : "none";
  }
};

}  // namespace

TEST_SUITE("former names") {
  TEST_CASE(
      "constraints and indexes that say what is declared keep their names, through new names of tables") {
    if (!test::on_postgres()) return;
    Migrated f;
    CHECK(f.table_of("lamindb_tidytable_uid_key") == "lamindb_flextable");
    CHECK(f.table_of("lamindb_tidytable_created_at_a1a1a1a1") == "lamindb_flextable");
    CHECK(f.table_of("tidytable_ulabels_uniq") == "lamindb_flextable_ulabels");
    CHECK(f.table_of("lamindb_flextable_uid_key") == "none");
    sql::Transaction transaction(*f.connection);
    CHECK(f.difference().empty());
  }

  TEST_CASE("what is new gets the name that lamindb's own steps give it") {
    if (!test::on_postgres()) return;
    Migrated f;
    CHECK(f.table_of("lamindb_artifact_hash_5f705017_uniq") == "lamindb_artifact");
    CHECK(f.table_of("lamindb_fle_name_568594_idx") == "lamindb_flextable");
    CHECK(f.table_of("lamindb_tid_name_50c5de_idx") == "none");
    CHECK(f.table_of("lamindb_tidytable_description_f9daa234") == "lamindb_flextable");
    CHECK(f.table_of("lamindb_tidytabledat_tidytable_id_f056a0b2_fk_lamindb_f") == "lamindb_flextabledata");
    CHECK(f.table_of("lamindb_personproject_pkey") == "lamindb_personproject");
    sql::Cursor keys(f.connection->cached("SELECT pg_get_serial_sequence('lamindb_personproject', 'id')"));
    REQUIRE(keys->step());
    CHECK(keys->text(0) == "public.lamindb_personproject_id_seq");
  }
}
