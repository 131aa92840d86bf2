#include "query/path.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "query/compile.hpp"
#include "query/test_database.hpp"

using namespace lamin;
using namespace lamin::query;

namespace {

struct Refusal {
  ErrorCode code{};
  std::string sentence;
  std::string hint;
};

Refusal refusal(std::string path, Operand operand) {
  static const auto catalog = registries::catalog({});
  const Query query = Query(catalog->get("Artifact")).where(std::move(path), std::move(operand));
  try {
    compile_select(query, *catalog, sql::sqlite_dialect());
  } catch (const Error& error) {
    return {error.code(), error.sentence(), error.hint_text()};
  }
  FAIL("the query was taken");
  return {};
}

constexpr std::string_view artifact_fields =
    "_action_targets, _actions, _aux, _branch_code, _environment_of, _feature_values, _hash_type, "
    "_key_is_virtual, _links_schema, _logfile_of, _meta_of_collection, _overwrite_versions, _param_values, "
    "_report_of, _subsequent_runs, collections, created_at, ";

}  // namespace

TEST_SUITE("path") {
  TEST_CASE("an unknown field is refused with the fields there are and the nearest one") {
    const Refusal refused = refusal("keyy", "a");
    CHECK(refused.code == ErrorCode::unknown_field);
    CHECK(refused.sentence.starts_with("Cannot resolve keyword 'keyy' into field. Choices are: " +
                                       std::string(artifact_fields)));
    CHECK(refused.hint == "Did you mean 'key'?");
  }

  TEST_CASE("an unknown field at the end of relations is refused with the whole path that was meant") {
    const Refusal refused = refusal("run__transform__kye__icontains", "a");
    CHECK(refused.code == ErrorCode::unknown_field);
    CHECK(refused.sentence == "Unsupported lookup 'kye' for ForeignKey or join on the field not permitted.");
    CHECK(refused.hint == "Did you mean 'run__transform__key__icontains'?");
  }

  TEST_CASE("an unknown lookup is refused with the sentence of the reference") {
    CHECK(refusal("description__icontain", "a").sentence ==
          "Unsupported lookup 'icontain' for CharField or join on the field not permitted, perhaps you meant "
          "icontains or contains?");
    CHECK(refusal("description__start", "a")
              .sentence.ends_with("perhaps you meant startswith or istartswith?"));
    CHECK(refusal("size__ge", 1).sentence.ends_with("perhaps you meant gte?"));
    CHECK(refusal("size__greater", 1).sentence.ends_with("perhaps you meant gte?"));
    CHECK(refusal("created_at__gt_", 1).sentence.ends_with("perhaps you meant gt or gte?"));
    CHECK(refusal("created_at__yeer", 2).sentence ==
          "Unsupported lookup 'yeer' for DateTimeField or join on the field not permitted, perhaps you meant "
          "year?");
    CHECK(refusal("ulabels__name__x", 2).sentence ==
          "Unsupported lookup 'x' for CharField or join on the field not permitted.");
    CHECK(refusal("size__year", 3).sentence ==
          "Unsupported lookup 'year' for BigIntegerField or join on the field not permitted.");
    const Refusal refused = refusal("ulabels__icontains", "x");
    CHECK(refused.sentence ==
          "Unsupported lookup 'icontains' for ForeignKey or join on the field not permitted.");
    CHECK(refused.hint == "Did you mean 'ulabels__name__icontains'?");
    CHECK(refusal("", 1).sentence == "Cannot parse keyword query ''");
  }

  TEST_CASE("a name where a record is expected is refused with the path to the name") {
    const Refusal refused = refusal("ulabels", "x");
    CHECK(refused.code == ErrorCode::unknown_field);
    CHECK(refused.sentence == "Invalid lookup 'x' for ulabels. Did you mean ulabels__name?");
    CHECK(refusal("created_by", "anonymous").sentence ==
          "Invalid lookup 'anonymous' for created_by. Did you mean created_by__name?");
  }

  TEST_CASE("a value that the field cannot hold is refused with the sentence of the reference") {
    const auto sentence = [](std::string path, Operand operand) {
      return refusal(std::move(path), std::move(operand)).sentence;
    };
    CHECK(refusal("id", "x").code == ErrorCode::invalid_value);
    CHECK(sentence("id", "x") == "Field 'id' expected a number but got 'x'.");
    CHECK(sentence("ulabels__id", "x") == "Field 'id' expected a number but got 'x'.");
    CHECK(sentence("ulabels__in", std::vector<Value>{"red"}) ==
          "Field 'id' expected a number but got 'red'.");
    CHECK(sentence("id", std::vector<Value>{1}) == "Field 'id' expected a number but got [1].");
    CHECK(sentence("size", "abc") == "Field 'size' expected a number but got 'abc'.");
    CHECK(sentence("is_latest", "abc") == "“abc” value must be either True or False.");
    CHECK(sentence("created_at", "abc") ==
          "“abc” value has an invalid format. It must be in YYYY-MM-DD HH:MM[:ss[.uuuuuu]][TZ] format.");
    CHECK(sentence("created_at__date", "2020") ==
          "“2020” value has an invalid date format. It must be in YYYY-MM-DD format.");
    CHECK(sentence("key__icontains", Value()) == "Cannot use None as a query value");
    CHECK(sentence("key__isnull", 1) == "The QuerySet value for an isnull lookup must be True or False.");
  }

  TEST_CASE("an unknown path of an order or of values is refused the same way") {
    static const auto catalog = registries::catalog({});
    const schema::Registry& artifact = catalog->get("Artifact");
    CHECK_THROWS_WITH_AS(
        compile_select(Query(artifact).order_by({"-sizes"}), *catalog, sql::sqlite_dialect()),
        doctest::Contains("Did you mean 'size'?"), Error);
    CHECK_THROWS_AS(compile_values(Query(artifact), {"ulabels__nam"}, *catalog, sql::sqlite_dialect()),
                    Error);
  }

  TEST_CASE("a path is resolved to its relations and its field") {
    static const auto catalog = registries::catalog({});
    const schema::Registry& artifact = catalog->get("Artifact");
    const Destination key = resolve(artifact, "run__transform__key", *catalog);
    CHECK(key.steps.size() == 2);
    CHECK(key.field->name == "key");
    CHECK_FALSE(key.is_many());
    const Destination labels = resolve(artifact, "ulabels", *catalog);
    CHECK(labels.field == nullptr);
    CHECK(labels.is_many());
    CHECK(resolve(artifact, "run_id", *catalog).steps.size() == 1);
    CHECK(resolve(artifact, "pk", *catalog).field->name == "id");
    const Path value = parse_condition(artifact, "_feature_values__value__a__b__icontains", *catalog);
    CHECK(value.json_keys == std::vector<std::string>{"a", "b"});
    CHECK(value.lookup == "icontains");
  }
}
