#include "curation/cellxgene.hpp"

#include <doctest/doctest.h>

#include <functional>

#include "base/error.hpp"
#include "curation/perturbations.hpp"
#include "support/instance_fixture.hpp"

namespace lamin::curation {
namespace {

using Names = std::vector<std::string>;

Names columns_of(const std::vector<cellxgene::Category>& categories) {
  Names names;
  for (const auto& one : categories) names.push_back(one.column);
  return names;
}

std::string refusal_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.sentence();
  }
  return "";
}

}  // namespace

TEST_CASE("columns of ids stand for columns of names, and ids win") {
  const Names both{"cell_type", "cell_type_ontology_term_id", "assay", "mine"};
  CHECK(columns_of(cellxgene::categories(both)) == Names{"assay", "cell_type_ontology_term_id"});
  CHECK(columns_of(cellxgene::categories(Names{"sex"})) == Names{"sex"});
  CHECK(cellxgene::categories().size() == 18);
}

TEST_CASE("defaults are for columns that are there neither by names nor by ids") {
  const Names columns{
      "cell_type_ontology_term_id", "sex", "disease", "donor_id", "suspension_type", "tissue_type"};
  const auto lacking = cellxgene::lacking(cellxgene::defaults(), columns);
  REQUIRE(lacking.size() == 2);
  CHECK(lacking[0] == std::pair<std::string, std::string>{"development_stage", "unknown"});
  CHECK(lacking[1].first == "self_reported_ethnicity");
  CHECK(cellxgene::missing_columns(columns).starts_with(
      "missing required obs columns 'development_stage', 'self_reported_ethnicity'\n"));
}

TEST_CASE("names of older schemas, other versions and other organisms are refused") {
  CHECK(refusal_of([] { cellxgene::expect_no_reserved(Names{"tags", "sex"}); }) ==
        "AnnData object must not contain obs columns ['tags'] which are reserved from previous schema "
        "versions.");
  CHECK(refusal_of([] {
          cellxgene::expect_known("1.0.0", "human");
        }).ends_with("Valid versions are: 4.0.0, 5.0.0, 5.1.0, 5.2.0"));
  CHECK(refusal_of([] { cellxgene::expect_known("5.2.0", "yeast"); }).find("'yeast'") != std::string::npos);
}

TEST_CASE("a column is pinned to a release by the version of the schema and the organism") {
  test::InstanceFixture fixture;
  const auto stage =
      cellxgene::source_of(fixture.store(), "5.2.0", "mouse", "development_stage_ontology_term_id");
  REQUIRE(stage.has_value());
  CHECK(stage->get("name").text() == "mmusdv");
  CHECK(stage->get("version").text() == "2024-05-28");
  CHECK_FALSE(cellxgene::source_of(fixture.store(), "4.0.0", "human", "var_index").has_value());
  CHECK_FALSE(cellxgene::is_pinned("suspension_type"));
}

TEST_CASE("control labels are made once") {
  test::InstanceFixture fixture;
  cellxgene::make_control_labels(fixture.store(), nullptr, fixture.log());
  const auto labels = fixture.store().count(query::Query(fixture.registry("ULabel")));
  CHECK(labels == 8);
  CHECK(fixture.store().count(query::Query(fixture.registry("bionty.Disease"))) == 1);
  cellxgene::make_control_labels(fixture.store(), nullptr, fixture.log());
  CHECK(fixture.store().count(query::Query(fixture.registry("ULabel"))) == labels);
}

TEST_CASE("names of perturbations need their types") {
  CHECK(perturbations::has_names(Names{"pert_name", "pert_type"}));
  CHECK_FALSE(perturbations::has_names(Names{"pert_target"}));
  CHECK_THROWS_AS(perturbations::has_names(Names{"pert_name"}), Error);
  CHECK(refusal_of([] { perturbations::expect_types(Names{"genetic", "zzz"}, "{'zzz'}"); }) ==
        "invalid pert_type found: {'zzz'}!\n    → allowed values: {'genetic', 'compound', 'biologic', "
        "'physical'}");
}

TEST_CASE("doses and times are told with their rows, and brought into one form") {
  const std::vector<perturbations::Cell> cells{{"s1", "10nM"}, {"s2", "5 foo"}, {"s3", "1.0", true}};
  CHECK(perturbations::wrong_amounts(Measure::dose, cells) ==
        "invalid pert_dose values found!\n"
        "    Row s2 - Invalid dose unit: foo. Must be convertible to one of: nM, μM, mM, M\n"
        "    Row s3 - Missing unit for dose: 1.0. Must include a unit (nM, μM, mM, M)\n"
        "    → run standardize_dose_time()");
  CHECK(perturbations::standard_amount(Measure::dose, "5 um") == "5.0μM");
  CHECK(perturbations::standard_amount(Measure::time, "2") == "2");
  CHECK_FALSE(perturbations::standard_amount(Measure::time, "").has_value());
}

TEST_CASE("a curated table has its columns in the order of the schema, others behind them") {
  CHECK(perturbations::in_order(Names{"mine", "assay", "pert_dose", "pert_target"}) ==
        Names{"pert_target", "pert_dose", "assay", "mine"});
}

}  // namespace lamin::curation
