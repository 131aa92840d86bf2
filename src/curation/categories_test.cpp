#include "curation/categories.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/instance_fixture.hpp"

using namespace lamin;
using namespace lamin::curation;
using records::Record;

namespace {

using Texts = std::vector<std::string>;

struct Labels {
  test::InstanceFixture fixture;

  Labels() {
    fixture.log().set_verbosity(Verbosity::hint);
    for (const char* name : {"DMSO", "IFNG"}) fixture.add("ULabel", {{"name", name}});
    fixture.add("bionty.CellType", {{"name", "B cell"}, {"synonyms", "B-cell|lymphocyte B"}});
    fixture.add("bionty.CellType", {{"name", "T cell"}});
  }
  Categorical column(std::string key, std::string_view registry, const Texts& values) {
    query::Query query(fixture.registry(registry));
    query.where("_branch_code", 1);
    Categorical column{.key = key,
                       .scope = scope_of(std::move(query)),
                       .organism = "",
                       .source_id = std::nullopt,
                       .values = {},
                       .fix = ".add_new_from(\"" + key + "\")"};
    for (const std::string& value : values) column.values.add(value);
    return column;
  }
  std::vector<CategoryAnswer> check(const std::vector<Categorical>& columns,
                                    PublicSources* ontology = nullptr) {
    return check_categories(fixture.store(), columns, ontology, fixture.log());
  }
};

/// Knows one cell type, and one by a synonym.
class Ontology : public PublicSources {
 public:
  explicit Ontology(const schema::Registry& registry) : registry_(registry) {}

  bool speaks_of(const schema::Registry& registry) const override { return &registry == &registry_; }
  std::optional<Inspection> inspect(records::RecordStore&, const PublicScope&, const Values& values,
                                    Log&) override {
    ++questions;
    Inspection inspection;
    for (const std::string& value : values.distinct()) {
      (value == "neuron" ? inspection.validation.validated : inspection.validation.non_validated)
          .push_back(value);
      if (value == "nerve cell") inspection.mapped.push_back({.value = value, .meanings = {Value("neuron")}});
    }
    return inspection;
  }
  lamin::curation::Found from_values(records::RecordStore&, const PublicScope&, const Values&,
                                     Log&) override {
    lamin::curation::Found found;
    Record record(registry_);
    record.set("name", "neuron");
    record.set("ontology_id", "CL:0000540");
    found.records.push_back(std::move(record));
    return found;
  }
  void save(records::RecordStore& store, std::span<Record* const> records, Log&) override {
    store.save_all(records);
  }
  int questions = 0;

 private:
  const schema::Registry& registry_;
};

}  // namespace

TEST_CASE("values that are records are validated, others are told with what they mean") {
  Labels labels;
  const auto answers =
      labels.check({labels.column("medium", "ULabel", {"DMSO", "IFNJ"}),
                    labels.column("cell", "bionty.CellType", {"B-cell", "T cell", "t cell", "x"})});
  CHECK(answers[0].non_validated == Texts{"IFNJ"});
  CHECK(refusal(answers[0]) ==
        "1 term is not validated: 'IFNJ'\n    → fix typos, remove non-existent values, or save terms via "
        ".add_new_from(\"medium\")");
  CHECK(answers[1].non_validated == Texts{"B-cell", "t cell", "x"});
  CHECK(refusal(answers[1]) ==
        "3 terms are not validated: 'B-cell', 't cell', 'x'\n    2 synonyms found: \"B-cell\" → \"B cell\", "
        "\"t cell\" → \"T cell\"\n    → curate synonyms via .standardize(\"cell\")\n    for remaining "
        "terms:\n    → "
        "fix typos, remove non-existent values, or save terms via .add_new_from(\"cell\")");
}

TEST_CASE("columns of one registry are one look-up") {
  Labels labels;
  const auto statements = [&](const std::vector<Categorical>& columns) {
    const auto before = labels.fixture.store().statements_run();
    labels.check(columns);
    return labels.fixture.store().statements_run() - before;
  };
  const auto one = statements({labels.column("a", "ULabel", {"DMSO"})});
  CHECK(statements({labels.column("a", "ULabel", {"DMSO"}), labels.column("b", "ULabel", {"IFNG"}),
                    labels.column("c", "ULabel", {"DMSO", "IFNG"})}) == one);
}

TEST_CASE("terms of a public ontology become records") {
  Labels labels;
  Ontology ontology(labels.fixture.registry("bionty.CellType"));
  const auto answers =
      labels.check({labels.column("cell", "bionty.CellType", {"neuron", "nerve cell", "T cell"})}, &ontology);
  CHECK(answers[0].non_validated == Texts{"nerve cell"});
  CHECK(answers[0].means == std::vector<std::pair<std::string, std::string>>{{"nerve cell", "neuron"}});
  CHECK(labels.fixture.lines()[0] == "• saving validated records of 'cell'");
  CHECK(labels.check({labels.column("cell", "bionty.CellType", {"neuron"})}, &ontology)[0].is_valid());
  CHECK(ontology.questions == 1);
}

TEST_CASE("a term that two columns have is told of once") {
  Labels labels;
  Ontology ontology(labels.fixture.registry("bionty.CellType"));
  labels.check({labels.column("expert", "bionty.CellType", {"neuron"}),
                labels.column("model", "bionty.CellType", {"neuron"})},
               &ontology);
  const auto& lines = labels.fixture.lines();
  CHECK(std::ranges::count_if(lines, [](const std::string& line) { return line.starts_with("✓ added"); }) ==
        1);
}

TEST_CASE("new records are made of what is left, in the order of the values") {
  Labels labels;
  const Categorical column = labels.column("medium", "ULabel", {"new b", "DMSO", "new a"});
  CHECK(add_new(labels.fixture.store(), column, nullptr, {}, labels.fixture.log(), {}) ==
        Texts{"new b", "new a"});
  CHECK(labels.check({column})[0].is_valid());
  CHECK(add_new(labels.fixture.store(), column, nullptr, {}, labels.fixture.log(), {}).empty());
}

TEST_CASE("a type is made for each column of labels that has none") {
  Labels labels;
  const std::vector<Categorical> columns{labels.column("cell_medium", "ULabel", {"DMSO"}),
                                         labels.column("empty", "ULabel", {}),
                                         labels.column("cell", "bionty.CellType", {})};
  make_label_types(labels.fixture.store(), columns, labels.fixture.log(), {});
  query::Query types(labels.fixture.registry("ULabel"));
  types.where("is_type", true);
  CHECK(labels.fixture.store().one(types).get("name").text() == "CellMedium");
  make_label_types(labels.fixture.store(), columns, labels.fixture.log(), {});
  CHECK(labels.fixture.store().count(types) == 1);
}
