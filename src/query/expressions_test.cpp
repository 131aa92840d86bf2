// Expressions against what the same question gives when it is asked in another way.
#include "query/expression.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "query/test_database.hpp"

using namespace lamin;
using namespace lamin::query;

namespace {

using Keys = std::vector<std::int64_t>;
using Rows = std::vector<std::vector<Value>>;

struct Asked {
  TestDatabase database;
  const schema::Registry& artifact = database.registry("Artifact");
  const schema::Registry& ulabel = database.registry("ULabel");

  Rows rows(const Query& query, const std::vector<std::string>& paths) {
    const Compiled compiled = compile_values(query, paths, database.catalog(), database.dialect());
    CAPTURE(compiled.sql);
    Rows rows;
    const auto statement = database.run(compiled);
    while (statement->step()) {
      std::vector<Value>& row = rows.emplace_back();
      for (std::size_t i = 0; i < paths.size(); ++i) row.push_back(statement->value(static_cast<int>(i)));
    }
    return rows;
  }

  std::int64_t count(const Query& query) {
    return database.number(compile_count(query, database.catalog(), database.dialect()));
  }
};

Expression count_of(const std::string& path) {
  return Expression::aggregate("count", Expression::path(path));
}

}  // namespace

TEST_SUITE("expressions") {
  TEST_CASE_FIXTURE(Asked, "a count of related records is the number of its links") {
    Query query(artifact);
    query.annotate("n", count_of("ulabels"));
    const Rows counted = rows(query.order_by({"id"}), {"id", "n"});
    CHECK(counted.size() == static_cast<std::size_t>(count(Query(artifact))));
    for (const auto& row : counted) {
      CHECK(row[1].integer() == count(Query(ulabel).where("artifacts", row[0])));
    }
  }

  TEST_CASE_FIXTURE(Asked, "a condition on a count chooses groups, and can be counted and removed by") {
    Query query(artifact);
    query.annotate("n", count_of("ulabels")).where("n", 0);
    Keys none = database.keys(query.order_by({"id"}));
    CHECK(none == database.keys(Query(artifact).where("ulabels__isnull", true).order_by({"id"})));
    CHECK(count(query) == static_cast<std::int64_t>(none.size()));
    const Compiled removal = compile_delete(query, database.catalog(), database.dialect());
    CHECK(contains(removal.sql, "HAVING"));
  }

  TEST_CASE_FIXTURE(Asked, "a filter chooses the related records of later annotations only") {
    Query before(artifact);
    before.where("ulabels__name", "red").annotate("n", count_of("ulabels"));
    for (const auto& row : rows(before, {"n"})) CHECK(row[0] == Value(1));
    Query after(artifact);
    after.annotate("n", count_of("ulabels")).where("ulabels__name", "red");
    for (const auto& row : rows(after, {"id", "n"}))
      CHECK(row[1].integer() == count(Query(ulabel).where("artifacts", row[0])));
  }

  TEST_CASE_FIXTURE(Asked, "a count of some related records keeps the rows that have none") {
    Query query(artifact);
    query.annotate("n", Expression::aggregate("count", Expression::path("ulabels"), false,
                                              Filter::all_of({Filter::condition("ulabels__name", "red")})));
    CHECK(count(query) == count(Query(artifact)));
    for (const auto& row : rows(query, {"id", "n"}))
      CHECK(row[1].integer() == count(Query(ulabel).where("artifacts", row[0]).where("name", "red")));
  }

  TEST_CASE_FIXTURE(Asked, "selected values before an aggregate are groups") {
    Query query(artifact);
    query.group_by({"suffix"}).annotate("n", count_of("id"));
    std::int64_t sum = 0;
    for (const auto& row : rows(query, {"suffix", "n"})) {
      CHECK(row[1].integer() == count(Query(artifact).where("suffix", row[0])));
      sum += row[1].integer();
    }
    CHECK(sum == count(Query(artifact)));
  }

  TEST_CASE_FIXTURE(Asked,
                    "the whole is aggregated over a slice, over distinct records, over other aggregates") {
    Query slice(artifact);
    slice.order_by({"id"}).limit(3).annotate("n", count_of("id")).group_whole();
    CHECK(rows(slice, {"n"})[0][0] == Value(3));
    Query most(artifact);
    most.annotate("n", count_of("ulabels")).hide_annotations();
    most.annotate("most", Expression::aggregate("max", Expression::path("n"))).group_whole();
    const Rows answer = rows(most, {"most"});
    CHECK(answer.size() == 1);
    CHECK(answer[0][0].integer() > 1);
  }

  TEST_CASE_FIXTURE(Asked, "a query inside speaks of the row outside") {
    Query labels(ulabel);
    labels.where("artifacts", Operand(Expression::outer_path("pk")));
    const Keys with =
        database.keys(Query(artifact).filter(Filter::holds(Expression::exists(labels))).order_by({"id"}));
    const Keys without =
        database.keys(Query(artifact).filter(Filter::holds(Expression::no_rows(labels))).order_by({"id"}));
    CHECK(without == database.keys(Query(artifact).where("ulabels__isnull", true).order_by({"id"})));
    CHECK(with.size() + without.size() == static_cast<std::size_t>(count(Query(artifact))));
    CHECK_THROWS_AS(database.keys(labels), Error);
  }

  TEST_CASE_FIXTURE(Asked, "a row is compared with itself, also inside a negation") {
    const Operand own_id(Expression::path("id"));
    CHECK(count(Query(artifact).where("pk", own_id)) == count(Query(artifact)));
    Query negated(artifact);
    CHECK(count(negated.exclude(Filter::condition("ulabels__artifacts__id", own_id))) ==
          count(Query(artifact).where("ulabels__isnull", true)));
    CHECK(contains(compile_values(Query(artifact).where("key__startswith", Operand(Expression::path("uid"))),
                                  {"id"}, database.catalog(), database.dialect())
                       .sql,
                   "LIKE"));
  }

  TEST_CASE_FIXTURE(Asked, "queries are joined to sets") {
    const Query red = Query(ulabel).where("name", "red");
    Query both = red;
    both.combine(Combination::unite, {Query(ulabel).where("name", "blue"), red});
    CHECK(count(both) == 2);
    Query rest(ulabel);
    rest.combine(Combination::subtract, {red});
    CHECK(count(rest) == count(Query(ulabel)) - 1);
    CHECK(rows(both.order_by({"-name"}), {"name"}) == Rows{{Value("red")}, {Value("blue")}});
    CHECK(count(Query(ulabel).where("id__in", Operand(both))) == 2);
  }

  TEST_CASE_FIXTURE(Asked, "an odd number of conditions") {
    const Filter red = Filter::condition("name", "red");
    const Filter blue = Filter::condition("name", "blue");
    CHECK(count(Query(ulabel).filter(Filter::odd_of({red, blue}))) == 2);
    CHECK(count(Query(ulabel).filter(Filter::odd_of({red, red}))) == 0);
  }

  TEST_CASE_FIXTURE(Asked, "an update computes within the row, and within it only") {
    const auto update = [&](Expression value) {
      return compile_update(Query(artifact), std::vector<std::pair<std::string, Expression>>{{"size", value}},
                            database.catalog(), database.dialect());
    };
    const Expression more = Expression::arithmetic(Expression::path("size"), "+", Expression::value(5));
    database.run(update(more))->run();
    CHECK_THROWS_AS(update(Expression::path("run__reference")), Error);
  }

  TEST_CASE_FIXTURE(Asked, "an annotation has a name of its own") {
    Query query(artifact);
    CHECK_THROWS_AS(query.annotate("key", Expression::path("id")), Error);
    CHECK(count_of("ulabels").default_name() == "ulabels__count");
    CHECK(Expression::path("size").default_name().empty());
  }
}
