// Functions, aggregates, windows and arithmetic, against what the same question gives when it is asked in
// another way.
#include "query/functions.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "query/test_database.hpp"

using namespace lamin;
using namespace lamin::query;
using schema::ValueKind;

namespace {

struct Computing {
  TestDatabase database;
  const schema::Registry& artifact = database.registry("Artifact");

  std::vector<Value> all(Query query, const Expression& expression) {
    query.annotate("x", expression);
    std::vector<Value> values;
    const auto statement = database.run(compile_values(query, {"x"}, database.catalog(), database.dialect()));
    while (statement->step()) values.push_back(statement->value(0));
    return values;
  }

  /// What the expression is worth, whichever the row.
  Value once(const Expression& expression) {
    return all(std::move(Query(artifact).order_by({"id"})).limit(1), expression).front();
  }

  Value call(std::string name, std::vector<Expression> parts) {
    return once(Expression::function(std::move(name), std::move(parts)));
  }

  std::vector<std::int64_t> keys(const Query& query) { return database.keys(query); }
};

Expression of(Value value) {
  return Expression::value(std::move(value));
}

Expression path(std::string path) {
  return Expression::path(std::move(path));
}

Timestamp at(std::string_view text) {
  return *parse_timestamp(text);
}

ErrorCode code_of(const auto& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::not_found;
}

}  // namespace

TEST_SUITE("functions") {
  TEST_CASE_FIXTURE(Computing, "texts are cut, filled, turned round and searched by letters, not by bytes") {
    const Expression word = of("ärger");
    CHECK(call("Left", {word, of(2)}) == Value("är"));
    CHECK(call("Right", {word, of(2)}) == Value("er"));
    CHECK(call("Right", {word, of(99)}) == Value("ärger"));
    CHECK(call("Reverse", {word}) == Value("regrä"));
    CHECK(call("LPad", {word, of(8), of("ß-")}) == Value("ß-ßärger"));
    CHECK(call("RPad", {word, of(7)}) == Value("ärger  "));
    CHECK(call("LPad", {word, of(2), of("x")}) == Value("är"));
    CHECK(call("Repeat", {word, of(2)}) == Value("ärgerärger"));
    CHECK(call("StrIndex", {word, of("g")}) == Value(3));
    CHECK(call("Replace", {word, of("r")}) == Value("äge"));
    CHECK(call("Concat", {word, of(Value()), of(3)}) == Value("ärger3"));
  }

  TEST_CASE_FIXTURE(Computing, "hashes are of the text in UTF-8, numbers of the text they show as") {
    CHECK(call("MD5", {of("ä")}) == Value("8419b71c87a225a2c70b50486fbee545"));
    CHECK(call("SHA1", {of("ä")}) == Value("961fa22f61a56e19f3f5f8867901ac8cf5e6d11f"));
    CHECK(call("SHA256", {of("ä")}) ==
          Value("33e6d73fee82904c8d7afb78de1154d1e8dc2a0edb08120e63df5b9385c2d9cc"));
    CHECK(call("SHA256", {of(12)}) == call("SHA256", {of("12")}));
    CHECK(call("SHA512", {of("")}).text().size() == 128);
  }

  TEST_CASE_FIXTURE(Computing, "nothing in is nothing out") {
    for (const char* name : {"Reverse", "MD5", "SHA1", "SHA384", "Cot", "Lower"})
      CHECK(call(name, {of(Value())}).is_null());
    CHECK(call("LPad", {of("a"), of(Value())}).is_null());
  }

  TEST_CASE_FIXTURE(Computing,
                    "names are of either case, and arguments are looked at before any database is asked") {
    CHECK(call("lower", {of("A")}) == Value("a"));
    const auto make = [](std::string name, std::vector<Expression> parts) {
      return code_of([&] { Expression::function(name, parts); });
    };
    CHECK(make("NoSuchThing", {of(1)}) == ErrorCode::unsupported);
    CHECK(make("Lower", {}) == ErrorCode::invalid_type);
    CHECK(make("Greatest", {of(1)}) == ErrorCode::invalid_value);
    CHECK(make("Left", {of("a"), of(0)}) == ErrorCode::invalid_value);
    CHECK(make("Repeat", {of("a"), of(-1)}) == ErrorCode::invalid_value);
  }

  TEST_CASE("a template of Django's names a function, or is refused") {
    CHECK(function_in_template("%(function)s(%(expressions)s)", "ABS") == "ABS");
    CHECK(function_in_template("UPPER(%(expressions)s)", "") == "UPPER");
    for (const char* form :
         {"%(expressions)s", "%(function)s(%(expressions)s) * 2", "(%(expressions)s + 1)", ""})
      CHECK(code_of([&] { Expression::call(function_in_template(form, "ABS"), {}); }) !=
            ErrorCode::not_found);
  }

  TEST_CASE_FIXTURE(Computing, "times are cut to the beginning of a unit") {
    const auto cut = [&](std::string unit) {
      return call("Trunc" + unit, {of(at("2024-02-29 13:14:15.5"))});
    };
    CHECK(cut("Year") == Value("2024-01-01 00:00:00"));
    CHECK(cut("Quarter") == Value("2024-01-01 00:00:00"));
    CHECK(cut("Month") == Value("2024-02-01 00:00:00"));
    CHECK(cut("Week") == Value("2024-02-26 00:00:00"));
    CHECK(cut("Day") == Value("2024-02-29 00:00:00"));
    CHECK(cut("Second") == Value("2024-02-29 13:14:15"));
    CHECK(call("TruncWeek", {of(at("1969-12-31 23:00:00"))}) == Value("1969-12-29 00:00:00"));
    CHECK(call("TruncMonth", {of(date_of(2024, 5, 17))}) == Value("2024-05-01"));
    CHECK(code_of([&] { call("TruncMonth", {path("key")}); }) == ErrorCode::invalid_type);
    CHECK(code_of([&] { call("Trunc", {path("created_at"), of("century")}); }) == ErrorCode::invalid_value);
  }

  TEST_CASE_FIXTURE(Computing, "the difference of two times is a duration, and can be added to one") {
    const Expression noon = of(at("2024-02-29 12:00:00"));
    const Expression day = of(Duration{86'400'000'000});
    CHECK(once(Expression::arithmetic(noon, "+", day)) == Value("2024-03-01 12:00:00"));
    CHECK(once(Expression::arithmetic(noon, "-", day)) == Value("2024-02-28 12:00:00"));
    CHECK(once(Expression::arithmetic(Expression::arithmetic(noon, "+", day), "-", noon)) ==
          Value(std::int64_t{86'400'000'000}));
  }

  TEST_CASE_FIXTURE(Computing, "powers and bits of whole numbers are whole numbers") {
    const auto result = [&](std::string sign) { return once(Expression::arithmetic(of(6), sign, of(3))); };
    CHECK(result("^") == Value(216));
    CHECK(result("#") == Value(5));
    CHECK(result("&") == Value(2));
    CHECK(result("|") == Value(7));
    CHECK(result("<<") == Value(48));
    CHECK(call("Round", {of(2.5)}) == Value(3.0));
    CHECK(call("Round", {of(-2.5)}) == Value(-3.0));
    CHECK(call("Round", {of(2.347), of(2)}) == Value(2.35));
    CHECK(code_of([&] { result("=="); }) == ErrorCode::invalid_value);
  }

  TEST_CASE_FIXTURE(Computing,
                    "the spread of numbers is that of the formula, and that of one row is nothing") {
    const auto spread = [&](std::string name, Query query) {
      return all(query.group_whole(), Expression::aggregate(std::move(name), path("id"))).front();
    };
    Query few(artifact);
    few.where("id__lte", 4);
    CHECK(spread("variance", few).as<double>() == doctest::Approx(1.25));
    CHECK(spread("stddev_sample", few).as<double>() == doctest::Approx(std::sqrt(5.0 / 3)));
    CHECK(spread("variance_sample", Query(artifact).where("id", 1)).is_null());
    CHECK(spread("stddev", Query(artifact).where("id", 1)) == Value(0.0));
    CHECK(Expression::aggregate("stddev_sample", path("id")).default_name() == "id__stddev");
    CHECK(code_of([&] { all(Query(artifact), Expression::aggregate("sum", path("created_at"))); }) ==
          ErrorCode::unsupported);
  }

  TEST_CASE_FIXTURE(Computing, "a window sees the rows of its frame") {
    const auto sums = [&](WindowFrame frame) {
      return all(std::move(Query(artifact).order_by({"id"})).limit(3),
                 Expression::window(Expression::aggregate("sum", path("id")), {}, {{path("id")}}, frame));
    };
    const std::vector<Value> two = sums({.start = -1, .end = 0});
    CHECK(two == std::vector<Value>{Value(1), Value(3), Value(5)});
    const std::vector<Value> others =
        sums({.start = -1, .end = 1, .exclusion = WindowFrame::Exclusion::current_row});
    CHECK(others == std::vector<Value>{Value(2), Value(4), Value(6)});
    CHECK_THROWS_AS(sums({.start = 2, .end = 1}), Error);
    CHECK_THROWS_AS(Expression::window(Expression::function("Lower", {path("key")}), {}, {}), Error);
  }

  TEST_CASE_FIXTURE(Computing, "a filter on a window chooses among the rows that the others leave") {
    Query query(artifact);
    query.where("id__gt", 1)
        .annotate("place",
                  Expression::window(Expression::function("RowNumber", {}), {}, {{path("id"), true}}));
    query.where("place__lte", 2);
    std::vector<std::int64_t> last = keys(Query(artifact).order_by({"-id"}).limit(2));
    CHECK(keys(query.order_by({"place"})) == last);
    CHECK(database.number(compile_count(query, database.catalog(), database.dialect())) == 2);
    CHECK(keys(Query(artifact).where("id__in", Operand(query)).order_by({"-id"})) == last);
    CHECK(keys(query.limit(1)) == std::vector<std::int64_t>{last.front()});
    Query rest(artifact);
    rest.annotate("place", Expression::window(Expression::function("RowNumber", {}), {}, {{path("id")}}));
    rest.exclude(Filter::condition("place__gt", 1));
    CHECK(keys(rest) == std::vector<std::int64_t>{1});
  }

  TEST_CASE_FIXTURE(Computing, "an expression is compared as a field is") {
    const auto with = [&](std::string lookup, Operand operand) {
      return keys(
          Query(artifact)
              .filter(Filter::holds(Expression::comparison(Expression::arithmetic(path("id"), "*", of(2)),
                                                           std::move(lookup), std::move(operand))))
              .order_by({"id"}));
    };
    CHECK(with("lte", Value(4)) == std::vector<std::int64_t>{1, 2});
    CHECK(with("in", std::vector<Value>{Value(2), Value(6)}) == std::vector<std::int64_t>{1, 3});
    CHECK(with("exact", Operand(Expression::arithmetic(path("id"), "+", of(1)))) ==
          std::vector<std::int64_t>{1});
  }
}
