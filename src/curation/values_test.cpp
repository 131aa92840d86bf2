#include "curation/values.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "curation/from_values.hpp"
#include "curation/messages.hpp"
#include "curation/synonyms.hpp"
#include "records/rules.hpp"
#include "support/instance_fixture.hpp"

using namespace lamin;
using namespace lamin::curation;
using records::Record;

namespace {

using Texts = std::vector<std::string>;

Values values_of(std::initializer_list<std::string_view> texts) {
  Values values;
  for (const std::string_view text : texts) values.add(text);
  return values;
}

class Cells {
 public:
  Cells() {
    add("T cell", "T-cell|T lymphocyte", "CL:0000084");
    add("B cell", "B-cell|lymphocyte", "CL:0000236");
    add("monocyte", "mono|lymphocyte", Value());
  }
  Record add(std::string_view name, Value synonyms, Value ontology_id) {
    ++count_;
    return fixture.add("bionty.CellType", {{"name", name},
                                           {"uid", "uid0000" + std::to_string(count_)},
                                           {"synonyms", std::move(synonyms)},
                                           {"ontology_id", std::move(ontology_id)},
                                           {"space", 1},
                                           {"created_by", 1},
                                           {"_branch_code", 1}});
  }
  records::RecordStore& store() { return fixture.store(); }
  Scope scope(std::string_view field = "") {
    query::Query all(fixture.registry("bionty.CellType"));
    all.where("_branch_code", 1);
    return scope_of(std::move(all), field);
  }
  Texts standardized(std::initializer_list<std::string_view> texts, const Meaning& meaning = {}) {
    Texts result;
    for (const Mapped& one : standardize(store(), scope(), values_of(texts), meaning)) {
      std::string text = one.value + " =";
      for (const Value& value : one.meanings) text += " " + python_str(value);
      result.push_back(std::move(text));
    }
    return result;
  }

  test::InstanceFixture fixture;

 private:
  int count_ = 0;
};

Texts names_of(const std::vector<Record>& records) {
  Texts names;
  for (const Record& record : records) names.emplace_back(record.get("name").text());
  return names;
}

}  // namespace

TEST_CASE("values are counted once, empty ones not at all") {
  Values values = values_of({"b", "a", "b", ""});
  values.add_missing();
  CHECK(values.distinct() == Texts{"b", "a"});
  CHECK(values.given() == 5);
  CHECK(values.ignored() == 3);
}

TEST_CASE_FIXTURE(Cells, "only what is written exactly so is validated") {
  const auto result = validate(store(), scope(), values_of({"T cell", "t cell", "T-cell"}));
  CHECK(result.validated == Texts{"T cell"});
  CHECK(result.non_validated == Texts{"t cell", "T-cell"});
  CHECK(result.percent_validated() == doctest::Approx(33.3));
  CHECK(Validation{}.percent_validated() == 0);
}

TEST_CASE_FIXTURE(Cells, "values are validated by any field, and with numbers by a number") {
  CHECK(validate(store(), scope("ontology_id"), values_of({"CL:0000084", "x"})).validated ==
        Texts{"CL:0000084"});
  CHECK(validate(store(), scope("id"), values_of({"1", "99", "x"})).validated == Texts{"1"});
  CHECK_THROWS_AS(scope("nmae"), Error);
}

TEST_CASE_FIXTURE(Cells, "what is in the trash validates nothing and is no synonym") {
  Record record = add("gone", "away", Value());
  record.set("_branch_code", -1);
  store().save(record);
  CHECK(validate(store(), scope(), values_of({"gone"})).validated.empty());
  CHECK(standardized({"away", "GONE"}).empty());
}

TEST_CASE_FIXTURE(Cells, "synonyms and other letters stand for the name") {
  CHECK(standardized({"T cell", "t CELL", "t-cell", "zzz", "mono"}) ==
        Texts{"t CELL = T cell", "t-cell = T cell", "mono = monocyte"});
  CHECK(standardized({"t CELL", "t-cell", "T-cell"}, {.case_sensitive = true}) == Texts{"T-cell = T cell"});
}

TEST_CASE_FIXTURE(Cells, "of several records the first, the last or all are meant") {
  CHECK(standardized({"lymphocyte"}) == Texts{"lymphocyte = B cell"});
  CHECK(standardized({"lymphocyte"}, {.keep = Keep::last}) == Texts{"lymphocyte = monocyte"});
  CHECK(standardized({"lymphocyte"}, {.keep = Keep::all}) == Texts{"lymphocyte = B cell monocyte"});
}

TEST_CASE_FIXTURE(Cells, "another field can be returned, for names too") {
  CHECK(standardized({"T cell", "T-cell", "mono"}, {.return_field = "ontology_id"}) ==
        Texts{"T cell = CL:0000084", "T-cell = CL:0000084", "mono = None"});
}

TEST_CASE_FIXTURE(Cells, "ids have no synonyms, nor have registries without the field") {
  CHECK(standardize(store(), scope("ontology_id"), values_of({"cl:0000084", "T-cell"})).empty());
  CHECK(standardized({"T-cell"}, {.synonyms_field = "foo"}).empty());
  CHECK_THROWS_WITH_AS(standardized({"x"}, {.synonyms_field = "name"}),
                       "synonyms_field must be different from field!", Error);
}

TEST_CASE_FIXTURE(Cells, "an inspection says what to standardize and what to make") {
  const Inspection result = inspect(store(), scope(), values_of({"T cell", "t cell", "mono", "zzz", "zzz"}));
  CHECK(result.unknown() == Texts{"zzz"});
  say_inspected(fixture.log(), scope().field, result);
  say_unknown(fixture.log(), scope(), result);
  CHECK(fixture.lines() ==
        Texts{"! received 4 unique terms, 1 empty/duplicated term is ignored",
              "! 3 unique terms (75.00%) are not validated for name: 't cell', 'mono', 'zzz'",
              "   detected 2 unique terms with inconsistent casing/synonyms: t cell, mono",
              "→  standardize terms via .standardize()", "   couldn't validate 1 term: 'zzz'",
              "→  if you are sure, create new record via CellType() and save to your registry"});
}

TEST_CASE_FIXTURE(Cells, "records come by name and by synonym in the order of ids, each once") {
  const Found found =
      from_values(store(), scope(), values_of({"monocyte", "zzz", "b-cell", "T cell", "T-cell", "aaa"}));
  CHECK(names_of(found.records) == Texts{"T cell", "B cell", "monocyte"});
  say_found(fixture.log(), scope(), found);
  CHECK(fixture.lines() ==
        Texts{"! did not create CellType records for 2 non-validated names: 'aaa', 'zzz'"});
}

TEST_CASE_FIXTURE(Cells, "new records are made where asked for and saved by the caller") {
  const Found found =
      from_values_or_new(store(), scope(), values_of({"new one", "T cell", "T-cell"}), fixture.log(), false);
  CHECK(names_of(found.records) == Texts{"new one", "T cell", "T-cell"});
  CHECK_FALSE(found.records[0].is_saved());
  CHECK(found.records[1].is_saved());
  CHECK(fixture.lines() == Texts{"→ returning existing CellType record with same name: 'T cell'"});
}

TEST_CASE_FIXTURE(Cells, "the number of statements does not depend on the number of values") {
  const auto statements = [&](int count) {
    Values values = values_of({"T cell", "mono"});
    for (int i = 0; i < count; ++i) values.add("value " + std::to_string(i));
    const auto before = store().statements_run();
    from_values(store(), scope(), values);
    return store().statements_run() - before;
  };
  statements(1);  // reads the texts
  CHECK(statements(1) == statements(3000));
}

TEST_CASE_FIXTURE(Cells, "synonyms are added behind the others and removed again") {
  Record record = *store().find_by_id(fixture.registry("bionty.CellType"), 1);
  add_synonyms(record, {"tee", "", "T-cell", "tee"});
  CHECK(record.get("synonyms").text() == "T-cell|T lymphocyte|tee");
  remove_synonyms(record, {"T-cell", "nothing"});
  CHECK(record.get("synonyms").text() == "T lymphocyte|tee");
  remove_synonyms(record, {"T lymphocyte", "tee"});
  CHECK(record.get("synonyms").is_null());
  CHECK_THROWS_WITH_AS(add_synonyms(record, {"a|b"}), "a synonym can't contain '|'!", Error);
}

TEST_CASE_FIXTURE(Cells, "other records that have a synonym are found") {
  const Record record = *store().find_by_id(fixture.registry("bionty.CellType"), 1);
  const Holders holders = holders_of(store(), record, {"lymphocyte", "T-cell", "new"});
  CHECK(names_of(holders.records) == Texts{"B cell", "monocyte"});
  CHECK(holders.synonyms == Texts{"lymphocyte"});
}

TEST_CASE_FIXTURE(Cells, "a registry without synonyms says so") {
  Record label(fixture.registry("ULabel"));
  CHECK_THROWS_WITH_AS(add_synonyms(label, {"a"}), "No synonyms field found in table ULabel!", Error);
}
