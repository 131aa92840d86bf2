#include "query/compile.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "query/test_database.hpp"

using namespace lamin;
using namespace lamin::query;

namespace {

using Keys = std::vector<std::int64_t>;

std::string sql_of(TestDatabase& database, const Query& query) {
  return compile_values(query, {"id"}, database.catalog(), database.dialect()).sql;
}

}  // namespace

TEST_SUITE("compile") {
  TEST_CASE("comparing a relation with an id needs no join") {
    TestDatabase database;
    const schema::Registry& artifact = database.registry("Artifact");
    for (const char* path : {"run", "run_id", "run__id", "run__pk"}) {
      CHECK_FALSE(contains(sql_of(database, Query(artifact).where(path, 1)), "JOIN"));
    }
    const std::string links_only = sql_of(database, Query(artifact).where("ulabels", 3));
    CHECK(contains(links_only, "lamindb_artifactulabel"));
    CHECK_FALSE(contains(links_only, "\"lamindb_ulabel\""));
  }

  TEST_CASE("conditions of one filter speak of one record, those of two filters may speak of two") {
    TestDatabase database;
    const schema::Registry& artifact = database.registry("Artifact");
    const Filter letter = Filter::condition("ulabels__name__startswith", "E");
    const Filter red = Filter::condition("ulabels__name", "red");
    CHECK(database.keys(Query(artifact).filter(Filter::all_of({letter, red}))).empty());
    CHECK(database.keys(Query(artifact).filter(letter).filter(red).order_by({"id"})) == Keys{2, 9});
  }

  TEST_CASE("a list of any length is one statement") {
    TestDatabase database;
    std::vector<Value> keys;
    for (int i = 0; i < 100'000; ++i) keys.emplace_back(i);
    const Query query = Query(database.registry("Artifact")).where("id__in", keys);
    const Compiled compiled = compile_count(query, database.catalog(), database.dialect());
    CHECK(compiled.parameters.size() == 1);
    CHECK(database.number(compiled) == 10);
    std::vector<Value> names(50, Value("no such name"));
    names.emplace_back("naïve");
    CHECK(database.keys(Query(database.registry("ULabel")).where("name__in", names)).size() == 1);
    CHECK(database.keys(Query(database.registry("ULabel")).where("name__in", std::vector<Value>{})).empty());
  }

  TEST_CASE("wildcards of LIKE are taken as they stand") {
    TestDatabase database;
    const schema::Registry& label = database.registry("ULabel");
    CHECK(database.keys(Query(label).where("name__contains", "%")).size() == 1);
    CHECK(database.keys(Query(label).where("name__startswith", "50%_m")).size() == 1);
    CHECK(database.keys(Query(label).where("name__startswith", "5_")).empty());
  }

  TEST_CASE("ranked keys come in their order and are filtered") {
    TestDatabase database;
    Query query(database.registry("Artifact"));
    query.ranked({7, 2, 9, 3});
    CHECK(database.keys(query) == Keys{7, 2, 9, 3});
    CHECK(database.keys(query.where("ulabels__name", "red")) == Keys{2, 9});
    CHECK(database.number(compile_count(query, database.catalog(), database.dialect())) == 2);
    query.ranked({});
    CHECK(database.keys(query).empty());
  }

  TEST_CASE("no record at all is found by none") {
    TestDatabase database;
    Query query(database.registry("Artifact"));
    query.none();
    CHECK(database.keys(query).empty());
    CHECK(database.number(compile_count(query, database.catalog(), database.dialect())) == 0);
    CHECK_FALSE(database.run(compile_exists(query, database.catalog(), database.dialect()))->step());
  }

  TEST_CASE("an order is reversed; without one the newest key comes first") {
    TestDatabase database;
    Query query(database.registry("Run"));
    CHECK(database.keys(query.reverse()) == Keys{3, 2, 1});
    query.order_by({"-transform__key", "id"});
    CHECK(database.keys(query) == Keys{2, 3, 1});
    CHECK(database.keys(query.reverse()) == Keys{1, 3, 2});
    query.order_by({"?"});
    CHECK(database.keys(query).size() == 3);
  }

  TEST_CASE("a slice limits what is counted and what exists") {
    TestDatabase database;
    Query query(database.registry("Artifact"));
    query.limit(4).offset(8);
    CHECK(database.keys(query).size() == 2);
    CHECK(database.number(compile_count(query, database.catalog(), database.dialect())) == 2);
    CHECK(database.run(compile_exists(query, database.catalog(), database.dialect()))->step());
    query.offset(10);
    CHECK_FALSE(database.run(compile_exists(query, database.catalog(), database.dialect()))->step());
  }

  TEST_CASE("which of several queries have a match is one statement") {
    TestDatabase database;
    const std::vector<Query> queries = {Query(database.registry("Artifact")).where("key", "no such key"),
                                        Query(database.registry("Run")),
                                        Query(database.registry("Artifact")).where("ulabels__name", "red")};
    const auto statement = database.run(compile_which_exist(queries, database.catalog(), database.dialect()));
    std::vector<std::int64_t> places;
    while (statement->step()) places.push_back(statement->integer(0));
    std::ranges::sort(places);
    CHECK(places == std::vector<std::int64_t>{1, 2});
  }

  TEST_CASE("an update sets fields of the rows that match, over relations too") {
    TestDatabase database;
    const schema::Registry& artifact = database.registry("Artifact");
    const Query red = Query(artifact).where("ulabels__name", "red");
    CHECK(database
              .run(compile_update(red, {{"description", "new"}, {"run", 1}}, database.catalog(),
                                  database.dialect()))
              ->run() == 2);
    CHECK(database.keys(Query(artifact).where("description", "new").order_by({"id"})) == Keys{2, 9});
    CHECK(database.keys(Query(artifact).where("description", "new").where("run__id", 1)).size() == 2);
    const Query plain = Query(artifact).where("key", "img/X.jpg");
    CHECK_FALSE(contains(
        compile_update(plain, {{"is_latest", false}}, database.catalog(), database.dialect()).sql, "SELECT"));
    CHECK_THROWS_AS(compile_update(plain, {{"ulabels", 1}}, database.catalog(), database.dialect()), Error);
  }

  TEST_CASE("a removal takes the rows that match and no other") {
    TestDatabase database;
    const schema::Registry& label = database.registry("ULabel");
    Query two = Query(label).order_by({"-id"}).limit(2);
    CHECK(database.run(compile_delete(two, database.catalog(), database.dialect()))->run() == 2);
    const Query unused = Query(label).where("artifacts__isnull", true).where("name__startswith", "E");
    CHECK(database.run(compile_delete(unused, database.catalog(), database.dialect()))->run() == 1);
    CHECK(database.number(compile_count(Query(label), database.catalog(), database.dialect())) == 11);
  }

  TEST_CASE("all fields are selected in the order of the registry") {
    TestDatabase database;
    const schema::Registry& artifact = database.registry("Artifact");
    const Compiled compiled =
        compile_select(Query(artifact).where("id", 2), database.catalog(), database.dialect());
    REQUIRE(compiled.columns.size() == artifact.fields.size());
    for (std::size_t i = 0; i < artifact.fields.size(); ++i)
      CHECK(compiled.columns[i].field == &artifact.fields[i]);
    const auto row = database.run(compiled);
    REQUIRE(row->step());
    CHECK(row->text(static_cast<int>(artifact.index_of(artifact.field("key")))) == "data/b.csv");
  }

  TEST_CASE("texts and numbers in JSON are not mixed up") {
    TestDatabase database;
    const schema::Registry& value = database.registry("FeatureValue");
    CHECK(database.keys(Query(value).where("value__a__gt", 0).order_by({"id"})) == Keys{5, 6});
    CHECK(database.keys(Query(value).where("value__a__range", std::vector<Value>{0, 2})) == Keys{5});
    CHECK(database.keys(Query(value).where("value__a", "1")) == Keys{7});
    const auto row = database.run(compile_values(Query(value).where("id", 6), {"value__flag", "value__a"},
                                                 database.catalog(), database.dialect()));
    REQUIRE(row->step());
    CHECK(row->text(0) == "true");
    CHECK(row->text(1) == "2.5");
  }

  TEST_CASE("an index on a column with few values is left alone when there is a better way") {
    TestDatabase database;
    const schema::Registry& artifact = database.registry("Artifact");
    const auto guards = [&](const Query& query) {
      return contains(sql_of(database, query), "+t0.\"_branch_code\"");
    };
    CHECK(guards(Query(artifact).where("_branch_code", 1).where("key", "a")));
    CHECK(guards(Query(artifact).where("_branch_code", 1).order_by({"-updated_at"})));
    CHECK_FALSE(guards(Query(artifact).where("_branch_code", 1)));
    const auto reads_all = [&](const Query& query) {
      return contains(compile_select(query, database.catalog(), database.dialect()).sql,
                      "+t0.\"_branch_code\"");
    };
    CHECK(reads_all(Query(artifact).where("_branch_code", 1)));
    CHECK_FALSE(reads_all(Query(artifact).where("_branch_code", -1)));
  }

  TEST_CASE("a prefix of uids is answered by their index") {
    TestDatabase database;
    const schema::Registry& artifact = database.registry("Artifact");
    const auto row = database.run(
        compile_values(Query(artifact).where("id", 3), {"uid"}, database.catalog(), database.dialect()));
    REQUIRE(row->step());
    const std::string uid(row->text(0));
    CHECK(database.keys(Query(artifact).where("uid__startswith", uid.substr(0, 8))) == Keys{1, 3});
    CHECK(database.keys(Query(artifact).where("uid__startswith", uid)) == Keys{3});
    CHECK_FALSE(contains(sql_of(database, Query(artifact).where("uid__startswith", uid)), "LIKE"));
  }

  TEST_CASE("distinct records over relations come once, in the order of their own fields") {
    TestDatabase database;
    const schema::Registry& artifact = database.registry("Artifact");
    Query query = Query(artifact).where("ulabels__isnull", false).order_by({"-id"});
    query.distinct().limit(3);
    Keys keys;
    const auto rows = database.run(compile_select(query, database.catalog(), database.dialect()));
    while (rows->step()) keys.push_back(rows->integer(static_cast<int>(artifact.index_of(artifact.key()))));
    CHECK(keys == Keys{9, 7, 5});
  }

  TEST_CASE("a filter says which names it mentions") {
    const Filter filter = Filter::any_of(
        {Filter::condition("key", 1), Filter::negation(Filter::condition("_branch_code__in", 1))});
    CHECK(filter.mentions("_branch_code"));
    CHECK(filter.mentions("key"));
    CHECK_FALSE(filter.mentions("_branch"));
  }
}
