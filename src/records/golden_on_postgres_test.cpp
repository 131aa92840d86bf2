// The golden queries (src/query/golden_test.cpp) on Postgres: the rows that lamindb 1.3.2 gives there.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "query/compile.hpp"
#include "query/test_query.hpp"
#include "support/instance_database.hpp"
#include "support/temporary_folder.hpp"

using namespace lamin;

namespace {

std::string golden(const std::string& name) {
  std::ifstream file(std::string(LAMIN_TESTS_FOLDER) + "/golden/" + name);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

std::vector<std::string> column_of(sql::Connection& connection, const std::string& statement) {
  std::vector<std::string> values;
  const auto rows = connection.prepare(statement);
  while (rows->step()) values.emplace_back(rows->text(0));
  return values;
}

// The small instance of queries.sql was taken from SQLite, with nulls where no column may hold them.
void copy_table(sql::Connection& from, sql::Connection& to, const std::string& table) {
  for (const auto& column :
       column_of(to, "SELECT column_name FROM information_schema.columns WHERE table_name = '" + table +
                         "' AND is_nullable = 'NO' AND column_name <> 'id'")) {
    to.execute("ALTER TABLE " + table + " ALTER COLUMN \"" + column + "\" DROP NOT NULL");
  }
  to.execute("DELETE FROM " + table);
  const auto columns = column_of(from, "SELECT name FROM pragma_table_info('" + table + "')");
  std::string names, places;
  for (std::size_t index = 0; index < columns.size(); ++index) {
    names += (index > 0 ? ", \"" : "\"") + columns[index] + "\"";
    places += (index > 0 ? ", ?" : "?") + std::to_string(index + 1);
  }
  const auto rows = from.prepare("SELECT " + names + " FROM " + table);
  const auto insert = to.prepare("INSERT INTO " + table + " (" + names + ") VALUES (" + places + ")");
  while (rows->step()) {
    for (int index = 0; index < rows->columns(); ++index) insert->bind(index + 1, rows->value(index));
    insert->run();
  }
}

void copy_all(sql::Connection& to) {
  const test::TemporaryFolder folder;
  const auto from = sql::open_sqlite(folder.path() / "a.db", sql::OpenMode::create);
  from->execute(golden("queries.sql"));
  to.execute("SET session_replication_role = replica");
  for (const auto& table : column_of(*from, "SELECT name FROM sqlite_schema WHERE type = 'table'"))
    copy_table(*from, to, table);
}

std::string plain(const Json& row) {
  std::string text;
  for (const Json& cell : row.elements()) {
    std::string part = cell.python_text();
    if (cell.is_real() && part.ends_with(".0")) part.resize(part.size() - 2);
    text += part + ",";
  }
  return text;
}

std::vector<std::string> texts_of(const Json& rows, bool in_order) {
  std::vector<std::string> texts;
  for (const Json& row : rows.elements()) texts.push_back(plain(row));
  if (!in_order) std::ranges::sort(texts);
  return texts;
}

struct Golden {
  sql::Connection& connection;
  std::shared_ptr<const schema::Catalog> catalog = registries::catalog({});

  std::unique_ptr<sql::Statement> run(const query::Compiled& compiled) const {
    auto statement = connection.prepare(compiled.sql);
    for (std::size_t i = 0; i < compiled.parameters.size(); ++i)
      statement->bind(static_cast<int>(i) + 1, compiled.parameters[i]);
    return statement;
  }

  void check(const Json& one, const Json& wanted) const {
    const query::Query query = query::query_of(one, *catalog);
    const Json* asked = one.find("values");
    const std::vector<std::string> paths =
        asked != nullptr ? query::texts_of(*asked) : std::vector<std::string>{"id"};
    const auto compiled = query::compile_values(query, paths, *catalog, connection.dialect());
    CAPTURE(compiled.sql);
    Json rows = Json::array();
    const auto statement = run(compiled);
    while (statement->step()) {
      Json row = Json::array();
      for (int i = 0; i < statement->columns() && i < static_cast<int>(paths.size()); ++i)
        row.push_back(to_json(statement->value(i)));
      rows.push_back(std::move(row));
    }
    const bool in_order = one.find("order_by") != nullptr && asked == nullptr;
    CHECK(texts_of(rows, in_order) == texts_of(*wanted.find("rows"), in_order));
    const auto counted = run(query::compile_count(query, *catalog, connection.dialect()));
    CHECK((counted->step() ? counted->integer(0) : -1) == wanted.find("count")->integer());
  }
};

}  // namespace

TEST_SUITE("golden queries on Postgres") {
  TEST_CASE("every golden query gives the rows of lamindb 1.3.2 on Postgres") {
    if (!test::on_postgres()) return;
    const test::ServerDatabase database;
    const auto connection = database.open();
    migrations::create_database(*connection, *registries::catalog({}));
    copy_all(*connection);
    const Golden golden_queries{*connection};
    const Json cases = Json::parse(golden("queries.json"));
    const Json others = Json::parse(golden("queries_on_postgres.json"));
    std::size_t position = 0;
    for (const Json& one : cases.elements()) {
      CAPTURE(one.compact_text());
      const Json* other = others.find(std::to_string(position++));
      try {
        golden_queries.check(one, other != nullptr ? *other : one);
      } catch (const std::exception& error) {
        FAIL_CHECK(error.what());
      }
    }
  }
}
