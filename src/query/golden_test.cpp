// Hundreds of queries with the rows that lamindb 1.3.2 gives for them (tests/golden/queries.json), on a small
// instance that it made (queries.sql).
#include <doctest/doctest.h>

#include <algorithm>

#include "query/compile.hpp"
#include "query/test_database.hpp"
#include "query/test_query.hpp"

using namespace lamin;
using namespace lamin::query;

namespace {

// An order that does not depend on the query's.
std::vector<std::string> sorted_texts(const Json& rows) {
  std::vector<std::string> texts;
  for (const Json& row : rows.elements()) texts.push_back(row.python_text());
  std::ranges::sort(texts);
  return texts;
}

Json rows_of(TestDatabase& database, const Compiled& compiled) {
  Json rows = Json::array();
  const auto statement = database.run(compiled);
  while (statement->step()) {
    Json row = Json::array();
    for (std::size_t i = 0; i < compiled.columns.size(); ++i) {
      row.push_back(to_json(statement->value(static_cast<int>(i))));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

TEST_SUITE("golden queries") {
  TEST_CASE("every golden query gives the rows of lamindb 1.3.2") {
    TestDatabase database;
    const Json cases = database.golden("queries.json");
    CHECK(cases.elements().size() > 500);
    for (const Json& one : cases.elements()) {
      CAPTURE(one.compact_text());
      const Query query = query_of(one, database.catalog());
      const Json* asked = one.find("values");
      const std::vector<std::string> paths =
          asked != nullptr ? texts_of(*asked) : std::vector<std::string>{"id"};
      const Compiled compiled = compile_values(query, paths, database.catalog(), database.dialect());
      CAPTURE(compiled.sql);
      const Json rows = rows_of(database, compiled);
      if (one.find("order_by") != nullptr) {
        CHECK(rows.python_text() == one.find("rows")->python_text());
      } else {
        CHECK(sorted_texts(rows) == sorted_texts(*one.find("rows")));
      }
      CHECK(database.number(compile_count(query, database.catalog(), database.dialect())) ==
            one.find("count")->integer());
    }
  }

  TEST_CASE("all fields, existence and keys agree with the golden rows") {
    TestDatabase database;
    const Json cases = database.golden("queries.json");
    for (const Json& one : cases.elements()) {
      if (one.find("values") != nullptr) continue;
      CAPTURE(one.compact_text());
      const Query query = query_of(one, database.catalog());
      const auto records = database.run(compile_select(query, database.catalog(), database.dialect()));
      std::size_t count = 0;
      while (records->step()) ++count;
      CHECK(count == one.find("rows")->elements().size());
      const auto any = database.run(compile_exists(query, database.catalog(), database.dialect()));
      CHECK(any->step() == (count > 0));
    }
  }
}
