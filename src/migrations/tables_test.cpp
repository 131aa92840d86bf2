#include "migrations/tables.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "registries/builtins.hpp"
#include "sql/sqlite/sqlite.hpp"
#include "support/golden.hpp"

using namespace lamin;

namespace {

std::vector<std::string> statements_of(std::string_view module) {
  const std::vector<std::string> modules = {"bionty", "wetlab"};
  const auto catalog = registries::catalog(modules);
  std::vector<std::string> statements;
  for (const auto& registry : catalog->registries()) {
    if (registry->module != module) continue;
    statements.push_back(migrations::create_table(*catalog, *registry, sql::sqlite_dialect()));
    for (auto& index : migrations::create_indexes(*registry, sql::sqlite_dialect()))
      statements.push_back(index);
  }
  std::ranges::sort(statements);
  return statements;
}

// One check a statement, so that a difference shows by itself.
void check_statements(std::string_view module, std::string_view golden_file) {
  const auto statements = statements_of(module);
  std::vector<std::string> golden;
  for (auto& line : testing::golden_lines(golden_file)) {
    if (line.find("django_content_type") == std::string::npos) golden.push_back(std::move(line));
  }
  CHECK(statements.size() == golden.size());
  for (const auto& statement : statements) {
    CHECK_MESSAGE(std::ranges::binary_search(golden, statement), "not in lamindb 1.3.2: ", statement);
  }
  for (const auto& statement : golden) {
    CHECK_MESSAGE(std::ranges::binary_search(statements, statement), "missing: ", statement);
  }
}

}  // namespace

TEST_SUITE("tables") {
  TEST_CASE("the statements of core are those of lamindb 1.3.2, letter for letter") {
    check_statements("lamindb", "catalog_core.txt");
  }
  TEST_CASE("the statements of bionty are those of lamindb 1.3.2, letter for letter") {
    check_statements("bionty", "catalog_bionty.txt");
  }
  TEST_CASE("the statements of wetlab are those of lamindb 1.3.2, letter for letter") {
    check_statements("wetlab", "catalog_wetlab.txt");
  }

  TEST_CASE("names of indexes follow from table and columns, and are shortened where a database wants it") {
    const std::vector<std::string> key = {"key"};
    CHECK(migrations::index_name("lamindb_artifact", key, "", 200) == "lamindb_artifact_key_72efe08c");
    CHECK(migrations::index_name("lamindb_artifact", key, "_like", 63) ==
          "lamindb_artifact_key_72efe08c_like");
    const std::vector<std::string> from = {"from_artifact_id"};
    CHECK(migrations::index_name("lamindb_artifact__actions", from, "_fk_lamindb_artifact_id", 63) ==
          "lamindb_artifact__ac_from_artifact_id_cbf9b9e8_fk_lamindb_a");
    const std::vector<std::string> pair = {"run_id", "paramvalue_id"};
    CHECK(migrations::index_name("lamindb_runparamvalue", pair, "_uniq", 63) ==
          "lamindb_runparamvalue_run_id_paramvalue_id_b7f631da_uniq");
  }
}
