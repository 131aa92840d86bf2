#include <doctest/doctest.h>

#include "annotation/annotate.hpp"
#include "annotation/feature_sets.hpp"
#include "annotation/labels.hpp"
#include "annotation/queries.hpp"
#include "annotation/read.hpp"
#include "annotation/show.hpp"
#include "records/feature.hpp"
#include "records/rules.hpp"
#include "support/artifact_fixture.hpp"

using namespace lamin;
using namespace lamin::annotation;
using lamin::test::error_of;
using records::Record;

namespace {

class Annotated : public test::ArtifactFixture {
 public:
  Record feature(const std::string& name, const std::string& dtype) { return define("Feature", name, dtype); }
  Record param(const std::string& name, const std::string& dtype) { return define("Param", name, dtype); }
  Record label(const std::string& name) {
    Record made =
        records::construct(store(), registry("ULabel"), {{"name", name}}, log(), {.search_names = false});
    store().save(made);
    return made;
  }
  artifacts::Artifact artifact(const std::string& name = "a.txt") {
    return make_and_save(file(name, name), name);
  }
  void annotate(const Record& host, const std::vector<Given>& given) {
    add_values(workspace, host, Subject::features, given);
  }
  std::vector<std::string> found(const std::vector<Condition>& conditions) {
    query::Query query(registry("Artifact"));
    query.filter(filter_by_features(store(), registry("Artifact"), Subject::features, conditions));
    std::vector<std::string> keys;
    for (const Record& record : store().all(query.order_by({"key"})))
      keys.emplace_back(record.get("key").text());
    return keys;
  }
  template <class Work>
  std::uint64_t statements(Work&& work) {
    const auto before = store().statements_run();
    work();
    return store().statements_run() - before;
  }

 private:
  Record define(const std::string& kind, const std::string& name, const std::string& dtype) {
    Record made = records::construct_feature(store(), registry(kind), {{"name", name}, {"dtype", dtype}},
                                             log(), {.search_names = false});
    store().save(made);
    return made;
  }
};

using Keys = std::vector<std::string>;

std::vector<Json> values_named(const std::vector<Annotation>& annotations, const std::string& name) {
  for (const Annotation& one : annotations)
    if (one.name == name) return one.values;
  return {};
}

}  // namespace

TEST_CASE("what a value is on its own") {
  CHECK(inferred_dtype(Given::of("x", 1)) == "int");
  CHECK(inferred_dtype(Given::of("x", 1.5)) == "float");
  CHECK(inferred_dtype(Given::of("x", true)) == "bool");
  CHECK(inferred_dtype(Given::of("x", "2024-01-02")) == "date");
  CHECK(inferred_dtype(Given::of("x", "2024-01-02 03:04")) == "datetime");
  CHECK(inferred_dtype(Given::of("x", "20240102")) == "datetime");
  CHECK(inferred_dtype(Given::of("x", "2024-13-01")) == "cat ? str");
  CHECK(inferred_dtype(Given::of("x", Json::Array{1, 2})) == "list[int]");
  CHECK(inferred_dtype(Given::of("x", Json::Array{1, "a"})) == "?");
  CHECK(inferred_dtype(Given::of("x", Json::array())) == "?");
  CHECK(inferred_dtype(Given::of("x", Json::object())) == "dict");
  CHECK(inferred_dtype(Given::of("x", Json())) == "?");
}

TEST_CASE("a datetime is kept in ISO form, with its zone if it has one") {
  CHECK(stored_form("2024-01-02 03:04", "datetime") == Json("2024-01-02T03:04:00"));
  CHECK(stored_form("20240102", "datetime") == Json("2024-01-02T00:00:00"));
  CHECK(stored_form("2024-01-02T03:04:05+02:00", "datetime") == Json("2024-01-02T03:04:05+02:00"));
  CHECK(stored_form("2024-01-02", "date") == Json("2024-01-02"));
}

TEST_CASE_FIXTURE(Annotated, "values of all kinds come back as they were given") {
  feature("temperature", "float");
  feature("count", "int");
  feature("note", "str");
  feature("cell", "cat[ULabel]");
  const Record label = this->label("T cell");
  const auto made = artifact();
  annotate(made.record, {Given::of("temperature", 21.6), Given::of("count", 3), Given::of("note", "x"),
                         Given::of("cell", std::vector<Record>{label}, false)});
  const auto read = annotations_of(store(), made.record, Subject::features);
  CHECK(values_named(read, "temperature") == std::vector<Json>{21.6});
  CHECK(values_named(read, "count") == std::vector<Json>{3});
  CHECK(values_named(read, "note") == std::vector<Json>{"x"});
  CHECK(values_named(read, "cell") == std::vector<Json>{"T cell"});
  CHECK(read.front().name == "cell");  // labels first
}

TEST_CASE_FIXTURE(Annotated, "a value that does not fit stops all of them") {
  feature("count", "int");
  feature("rate", "num");
  const auto made = artifact();
  const Error error =
      error_of([&] { annotate(made.record, {Given::of("rate", 1), Given::of("count", 1.5)}); });
  CHECK(error.sentence() == "Expected dtype for 'count' is 'int', got 'float'");
  CHECK(annotations_of(store(), made.record, Subject::features).empty());
  CHECK(error_of([&] { annotate(made.record, {Given::of("rate", "a")}); }).sentence() ==
        "Value for feature 'rate' with type num must be a number");
}

TEST_CASE_FIXTURE(Annotated, "unknown features and labels come with the lines that make them") {
  feature("cell", "cat[ULabel]");
  const auto made = artifact();
  CHECK(error_of([&] { annotate(made.record, {Given::of("x", 1), Given::of("y", "a")}); }).sentence() ==
        "These keys could not be validated: ['x', 'y']\nHere is how to create a feature:\n\n"
        "  ln.Feature(name='x', dtype='int').save()\n  ln.Feature(name='y', dtype='cat ? str').save()");
  CHECK(error_of([&] { annotate(made.record, {Given::of("cell", "nope")}); }).sentence() ==
        "These values could not be validated: ['nope']\nHere is how to create ulabels for them:\n\n"
        "  ulabels = ln.ULabel.from_values(['nope'], create=True)\n  ln.save(ulabels)");
}

TEST_CASE_FIXTURE(Annotated, "a text makes a feature of any category one of ULabel") {
  Record any = feature("any", "cat");
  label("a");
  const auto made = artifact();
  annotate(made.record, {Given::of("any", "a")});
  CHECK(store().find_by_id(registry("Feature"), any.id())->get("dtype") == Value("cat[ULabel]"));
}

TEST_CASE_FIXTURE(Annotated, "equal values are one row, and equal links one link") {
  feature("count", "int");
  const auto first = artifact("a.txt"), second = artifact("b.txt");
  annotate(first.record, {Given::of("count", 1)});
  annotate(second.record, {Given::of("count", 1)});
  annotate(second.record, {Given::of("count", 1)});
  CHECK(store().count(query::Query(registry("FeatureValue"))) == 1);
  CHECK(store().count(query::Query(registry("ArtifactFeatureValue"))) == 2);
}

TEST_CASE_FIXTURE(Annotated, "a link under a feature takes the place of one without") {
  Record cell = feature("cell", "cat[ULabel]");
  const Record one = label("a");
  const auto made = artifact();
  add_labels(workspace, made.record, {one}, {}, std::nullopt);
  annotate(made.record, {Given::of("cell", "a")});
  query::Query links(registry("ArtifactULabel"));
  CHECK(store().count(links) == 1);
  CHECK(store().first(links)->get("feature") == Value(cell.id()));
  add_labels(workspace, made.record, {one}, {}, std::nullopt);
  CHECK(store().count(links) == 1);
}

TEST_CASE_FIXTURE(Annotated, "the number of statements does not grow with features, values and labels") {
  std::vector<Given> few, many;
  for (int i = 0; i < 40; ++i) {
    const std::string number = std::to_string(i);
    feature("n" + number, "int");
    feature("c" + number, "cat[ULabel]");
    label("label " + number);
    auto& target = many;
    target.push_back(Given::of("n" + number, i));
    target.push_back(Given::of("c" + number, "label " + number));
  }
  few = {many[0], many[1]};
  const auto first = artifact("a.txt"), second = artifact("b.txt");
  const auto for_few = statements([&] { annotate(first.record, few); });
  const auto for_many = statements([&] { annotate(second.record, many); });
  CHECK(for_many <= for_few + 2);  // inserts of fifty rows at most
  const auto show_few = statements([&] { annotation::describe(workspace, first); });
  const auto show_many = statements([&] { annotation::describe(workspace, second); });
  CHECK(show_many == show_few);
}

TEST_CASE_FIXTURE(Annotated, "values are removed one by one or all at once") {
  Record count = feature("count", "int"), cell = feature("cell", "cat[ULabel]");
  const Record a = label("a"), b = label("b");
  const auto made = artifact();
  annotate(made.record, {Given::of("count", 1), Given::of("cell", {a, b}, true)});
  annotate(made.record, {Given::of("count", 2)});
  remove_values(workspace, made.record, count, Given::of("count", 1));
  remove_values(workspace, made.record, cell, Given::of("cell", {a}, false));
  auto read = annotations_of(store(), made.record, Subject::features);
  CHECK(values_named(read, "count") == std::vector<Json>{2});
  CHECK(values_named(read, "cell") == std::vector<Json>{"b"});
  remove_values(workspace, made.record, count);
  remove_values(workspace, made.record, cell);
  CHECK(annotations_of(store(), made.record, Subject::features).empty());
}

TEST_CASE_FIXTURE(Annotated, "conditions on features find artifacts in one statement each") {
  feature("count", "int");
  feature("note", "str");
  feature("cell", "cat[ULabel]");
  label("T cell");
  label("B cell");
  for (int i = 1; i <= 3; ++i) {
    const auto made = artifact(std::to_string(i) + ".txt");
    annotate(made.record, {Given::of("count", i * 5)});
  }
  annotate(store().one(query::Query(registry("Artifact")).where("key", "1.txt")),
           {Given::of("note", "Alpha"), Given::of("cell", "T cell")});
  annotate(store().one(query::Query(registry("Artifact")).where("key", "2.txt")),
           {Given::of("note", "beta"), Given::of("cell", "B cell")});
  CHECK(found({{"count__gt", 5}}) == Keys{"2.txt", "3.txt"});
  CHECK(found({{"count__gte", 5}, {"count__lt", 15}}) == Keys{"1.txt", "2.txt"});
  CHECK(found({{"count", 10}}) == Keys{"2.txt"});
  CHECK(found({{"note__icontains", "ALPH"}}) == Keys{"1.txt"});
  CHECK(found({{"note__startswith", "be"}}) == Keys{"2.txt"});
  CHECK(found({{"note", nullptr}}) == Keys{"3.txt"});
  CHECK(found({{"cell", "T cell"}}) == Keys{"1.txt"});
  CHECK(found({{"cell__contains", "cell"}, {"count__gt", 5}}) == Keys{"2.txt"});
  CHECK(found({{"cell__isnull", true}}) == Keys{"3.txt"});
  CHECK(error_of([&] { found({{"nope__gt", 1}}); }).sentence() ==
        "Some keys in the filter expression are not registered as features: ['nope']");
  CHECK(error_of([&] { found({{"cell", "nope"}}); }).sentence() ==
        "Did not find a ULabel matching `name=nope`");
}

TEST_CASE_FIXTURE(Annotated, "a filter of fields and features, with or and not") {
  feature("count", "int");
  for (int i = 1; i <= 3; ++i) annotate(artifact(std::to_string(i) + ".txt").record, {Given::of("count", i)});
  using query::Filter;
  const auto& artifacts = registry("Artifact");
  const auto keys = [&](Filter filter) {
    query::Query query(artifacts);
    query.filter(with_features(store(), artifacts, std::move(filter)));
    return store().count(query);
  };
  const auto count_is = [](int value) { return Filter::condition("count", query::Operand(value)); };
  CHECK(keys(Filter::any_of({count_is(1), Filter::condition("key", query::Operand("3.txt"))})) == 2);
  CHECK(keys(Filter::negation(count_is(1))) == 2);
  CHECK(error_of([&] { keys(Filter::condition("nope", query::Operand(1))); }).code() ==
        ErrorCode::unknown_field);
}

TEST_CASE_FIXTURE(Annotated, "labels stand under features that take them") {
  Record cell = feature("cell", "cat"), count = feature("count", "int");
  const Record a = label("a");
  const auto made = artifact();
  add_labels(workspace, made.record, {a}, {}, cell);
  CHECK(store().find_by_id(registry("Feature"), cell.id())->get("dtype") == Value("cat[ULabel]"));
  cell = *store().find_by_id(registry("Feature"), cell.id());
  const auto queries = labels_under(store(), made.record, cell);
  REQUIRE(queries.size() == 1);
  CHECK(store().one(queries.front()).get("name") == Value("a"));
  CHECK(error_of([&] { add_labels(workspace, made.record, {a}, {}, count); }).sentence() ==
        "Feature count needs dtype='cat' for label annotation, currently has dtype='int'");
  const auto other = artifact("b.txt");
  add_labels_of(workspace, other.record, made.record);
  CHECK(values_named(annotations_of(store(), other.record, Subject::features), "cell") ==
        std::vector<Json>{"a"});
  make_label_external(workspace, other.record, a);
  CHECK(annotations_of(store(), other.record, Subject::features).empty());
  CHECK(said("\"a\" is no longer associated with the following feature:"));
}

TEST_CASE_FIXTURE(Annotated, "feature sets show their features, those with values first") {
  Record count = feature("count", "int"), note = feature("note", "str");
  Record set(registry("Schema"));
  for (const auto& [name, value] : records::Assignments{{"name", "s"}, {"n", 2}, {"itype", "Feature"}})
    set.set(name, value);
  store().save(set);
  const std::int64_t members[] = {count.id(), note.id()};
  store().add_links(set, "features", members);
  const auto made = artifact();
  add_feature_set(workspace, made.record, set, "columns");
  annotate(made.record, {Given::of("note", "x")});
  const std::string text = artifacts::render(annotation::describe(workspace, made));
  CHECK(text.find("columns • 2") != std::string::npos);
  CHECK(text.find("note") < text.find("count"));
  CHECK(text.find("Linked features") == std::string::npos);
  CHECK(error_of([&] { add_feature_set(workspace, made.record, set, "columns"); }).code() ==
        ErrorCode::integrity_violated);
  make_feature_external(workspace, made.record, count);
  CHECK(slots_of(store(), made.record).front().schema.get("n") == Value(1));
  make_feature_external(workspace, made.record, note);
  CHECK(slots_of(store(), made.record).empty());
  CHECK(said("deleting empty feature set"));
}

TEST_CASE_FIXTURE(Annotated, "features are for data sets, params for models and runs") {
  feature("count", "int");
  param("rate", "float");
  auto model = artifact();
  model.record.set("kind", "model");
  store().save(model.record);
  CHECK(error_of([&] { annotate(model.record, {Given::of("count", 1)}); }).sentence() ==
        "Can only set features for dataset-like artifacts.");
  add_values(workspace, model.record, Subject::params, {Given::of("rate", 0.5)});
  CHECK(artifacts::render(annotation::describe(workspace, model)).find("Params") != std::string::npos);
  const auto data = artifact("b.txt");
  CHECK(error_of([&] {
          add_values(workspace, data.record, Subject::params, {Given::of("rate", 0.5)});
        }).sentence() == "Can only set params for model-like artifacts.");
}
