#include "schema/registry.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace lamin;
using namespace lamin::schema;

namespace {

Registry label() {
  Registry registry;
  registry.module = "lamindb";
  registry.name = "Label";
  registry.fields = {{.name = "created_at", .column = "created_at", .type = FieldType::timestamp},
                     {.name = "run", .column = "run_id", .type = FieldType::foreign_key},
                     {.name = "updated_at", .column = "updated_at", .type = FieldType::timestamp},
                     {.name = "id", .column = "id", .type = FieldType::automatic},
                     {.name = "uid", .column = "uid"},
                     {.name = "type", .column = "type_id", .type = FieldType::foreign_key},
                     {.name = "ontology_id", .column = "ontology_id"},
                     {.name = "symbol", .column = "symbol"}};
  return registry;
}

std::vector<std::string> columns_of(const std::vector<const Field*>& fields) {
  std::vector<std::string> columns;
  for (const auto* field : fields) columns.push_back(field->column);
  return columns;
}

}  // namespace

TEST_SUITE("registry") {
  TEST_CASE("a field is found by name and by column") {
    const Registry registry = label();
    CHECK(registry.find_field("run") == registry.find_field("run_id"));
    CHECK(registry.find_field("nothing") == nullptr);
    CHECK(registry.key().name == "id");
  }

  TEST_CASE("a misspelt field is an error with the nearest name") {
    try {
      label().field("symbl");
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::unknown_field);
      CHECK(error.hint_text() == "Did you mean 'symbol'?");
    }
  }

  TEST_CASE("a frame has uid, plain columns, relations, and then what tracks the record") {
    CHECK(columns_of(label().frame_fields()) ==
          std::vector<std::string>{"uid", "id", "ontology_id", "symbol", "type_id", "run_id", "created_at"});
  }

  TEST_CASE("the naming field is the declared one, else name, else the first text without id in its name") {
    Registry registry = label();
    CHECK(registry.naming_field().name == "symbol");
    registry.fields.push_back({.name = "name", .column = "name"});
    CHECK(registry.naming_field().name == "name");
    registry.name_field = "uid";
    CHECK(registry.naming_field().name == "uid");
  }
}
