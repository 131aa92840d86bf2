#include "records/dtype.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "registries/builtins.hpp"

namespace {

using namespace lamin;
using records::DtypeOwner;

const schema::Catalog& catalog() {
  static const std::vector<std::string> modules{"bionty"};
  static const auto made = registries::catalog(modules);
  return *made;
}

std::string part(std::string_view dtype) {
  const auto parts = records::parse_dtype(catalog(), dtype, DtypeOwner::feature);
  return parts.front().registry->display_name() + " " + parts.front().subtype + " " + parts.front().field;
}

ErrorCode refusal(std::string_view dtype) {
  try {
    records::parse_dtype(catalog(), dtype, DtypeOwner::feature);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::exit_requested;
}

}  // namespace

TEST_CASE("a categorical dtype names registries, subtypes and fields") {
  CHECK(part("cat[ULabel]") == "ULabel  name");
  CHECK(part("cat[ULabel[Perturbation].name|bionty.CellType]") == "ULabel Perturbation name");
  CHECK(part("cat[bionty.Disease[source__uid='4a.b'].ontology_id]") ==
        "bionty.Disease source__uid='4a.b' ontology_id");
  CHECK(records::parse_dtype(catalog(), "cat[ULabel|bionty.CellType]", DtypeOwner::feature).size() == 2);
  CHECK(records::parse_dtype(catalog(), "cat[]", DtypeOwner::feature).empty());
}

TEST_CASE("what is no dtype is refused by what is wrong with it") {
  CHECK(refusal("list[int]") == ErrorCode::invalid_value);
  CHECK(refusal("cat[ULabel") == ErrorCode::invalid_value);
  CHECK(refusal("cat[ULabel[a]") == ErrorCode::invalid_value);
  CHECK(refusal("cat[User]") == ErrorCode::validation_failed);
  CHECK(refusal("cat[ULabel|]") == ErrorCode::validation_failed);
  CHECK(refusal("cat[ULabel.nofield]") == ErrorCode::no_attribute);
  CHECK(refusal("dict") == ErrorCode::invalid_value);
  CHECK(records::parse_dtype(catalog(), "dict", DtypeOwner::param).empty());
}

TEST_CASE("filters of a categorical dtype stand before its field") {
  Json filters = Json::object();
  filters["source__uid"] = "abc";
  CHECK(records::filtered_dtype("cat[bionty.CellType]", filters) ==
        "cat[bionty.CellType[source__uid='abc']]");
  CHECK(records::filtered_dtype("cat[bionty.CellType.ontology_id]", filters) ==
        "cat[bionty.CellType[source__uid='abc'].ontology_id]");
  CHECK_THROWS_AS(records::filtered_dtype("cat[ULabel|bionty.CellType]", filters), Error);
}
