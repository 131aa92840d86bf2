#include "curation/schema.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "records/feature.hpp"
#include "support/instance_fixture.hpp"

using namespace lamin;
using namespace lamin::curation;
using records::Record;

namespace {

struct Features {
  test::InstanceFixture fixture;

  Record feature(std::string_view name, std::string_view dtype) {
    Record record = records::construct_feature(fixture.store(), fixture.registry("Feature"),
                                               {{"name", name}, {"dtype", dtype}}, fixture.log());
    fixture.store().save(record);
    return record;
  }
  Schema make(SchemaArguments arguments) {
    return make_schema(fixture.store(), std::move(arguments), fixture.log());
  }
  Schema save(SchemaArguments arguments) {
    Schema schema = make(std::move(arguments));
    save_schema(fixture.store(), schema);
    return schema;
  }
  std::vector<std::string> names(const Record& schema) {
    std::vector<std::string> result;
    for (const Record& one : fixture.store().all(members_of(fixture.store(), schema)))
      result.emplace_back(one.get("name").text());
    return result;
  }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("the hash of a schema does not depend on the order of its features") {
  Features all;
  const Record a = all.feature("a", "int"), b = all.feature("b", "float");
  const Schema schema = all.make({.features = {a, b}, .components = {}});
  CHECK(schema.record.get("hash").text() == hash_set({std::string(b.uid()), std::string(a.uid())}));
  CHECK(schema.record.get("n").integer() == 2);
  CHECK(schema.record.get("itype").text() == "Feature");
  CHECK(schema.record.get("dtype").is_null());
  CHECK(schema.record.uid().size() == 20);
}

TEST_CASE("a schema without members hashes what it says") {
  Features all;
  const Schema plain = all.make(
      {.features = {}, .components = {}, .name = "S2", .itype = "Feature", .is_itype_of_class = true});
  CHECK(plain.record.get("hash").text() == "SdxqNiDoRJeMPDBkjeAUBA");
  SchemaArguments coercing{
      .features = {}, .components = {}, .name = "S2", .itype = "Feature", .is_itype_of_class = true};
  coercing.coerce_dtype = true;
  const Schema schema = all.make(std::move(coercing));
  CHECK(schema.record.get("hash").text() == "EYzy05TWFrI4x2RcGbd-BQ");
  CHECK(coerces(schema.record));
}

TEST_CASE("members come back in the order in which they were given") {
  Features all;
  const Record a = all.feature("a", "int"), b = all.feature("b", "int"), c = all.feature("c", "int");
  CHECK(all.names(all.save({.features = {a, b}, .components = {}}).record) == Names{"a", "b"});
  CHECK(all.names(all.save({.features = {c, a, b}, .components = {}}).record) == Names{"c", "a", "b"});
}

TEST_CASE("the same features again give the schema that exists, with what is new") {
  Features all;
  const Record a = all.feature("a", "int"), b = all.feature("b", "float");
  const Schema first = all.save({.features = {a, b}, .components = {}});
  const Schema again =
      all.make({.features = {b, a}, .components = {}, .name = "named", .otype = "DataFrame"});
  CHECK(again.exists());
  CHECK(again.record.uid() == first.record.uid());
  CHECK(all.fixture.lines().at(all.fixture.lines().size() - 2) == "! updated name from None to named");
  CHECK(all.fixture.lines().back() == "! updated otype from None to DataFrame");
}

TEST_CASE("a name that another schema has is refused") {
  Features all;
  const Record a = all.feature("a", "int"), b = all.feature("b", "float");
  const Schema first = all.save({.features = {a, b}, .components = {}, .name = "named"});
  CHECK_THROWS_WITH_AS(all.make({.features = {a}, .components = {}, .name = "named"}),
                       ("Schema name is already in use by schema with uid '" +
                        std::string(first.record.uid()) + "', please choose a different name.")
                           .c_str(),
                       Error);
}

TEST_CASE("unsaved members, members of two kinds and components without otype are refused") {
  Features all;
  const Record a = all.feature("a", "int");
  Record unsaved(all.fixture.registry("Feature"));
  CHECK_THROWS_WITH_AS(all.make({.features = {unsaved}, .components = {}}),
                       "Can only construct feature sets from validated features", Error);
  const Record label = all.fixture.add("ULabel", {{"name", "x"}});
  CHECK_THROWS_WITH_AS(all.make({.features = {a, label}, .components = {}}),
                       "schema can only contain a single type", Error);
  const Schema part = all.save({.features = {a}, .components = {}});
  CHECK_THROWS_WITH_AS(all.make({.features = {}, .components = {{"obs", part.record}}}),
                       "Please pass otype != None for composite schemas", Error);
}

TEST_CASE("a schema is saved with all its members in a constant number of statements") {
  Features all;
  std::vector<Record> few, many;
  for (int i = 0; i < 40; ++i) many.push_back(all.feature("f" + std::to_string(i), "int"));
  few.assign(many.begin(), many.begin() + 3);
  const auto statements = [&](std::vector<Record> features) {
    Schema schema = all.make({.features = std::move(features), .components = {}});
    const auto before = all.fixture.store().statements_run();
    save_schema(all.fixture.store(), schema);
    return all.fixture.store().statements_run() - before;
  };
  const auto of_few = statements(few);
  CHECK(statements(many) == of_few);
}

TEST_CASE("the slots of a composite are its components in their order") {
  Features all;
  const Schema obs = all.save({.features = {all.feature("a", "int")}, .components = {}});
  const Schema var = all.save(
      {.features = {}, .components = {}, .itype = "bionty.Gene.ensembl_gene_id", .is_itype_of_class = true});
  const Schema both = all.save(
      {.features = {}, .components = {{"var", var.record}, {"obs", obs.record}}, .otype = "AnnData"});
  CHECK(both.record.get("itype").text() == "Composite");
  CHECK(both.record.get("hash").text() ==
        hash_set({std::string(obs.record.get("hash").text()), std::string(var.record.get("hash").text())}));
  const Slots slots = slots_of(all.fixture.store(), both.record);
  REQUIRE(slots.size() == 2);
  CHECK(slots[0].first == "var");
  CHECK(slots[1].second.uid() == obs.record.uid());
  CHECK(field_of_members(all.fixture.store().catalog(), "bionty.Gene.ensembl_gene_id") == "ensembl_gene_id");
}
