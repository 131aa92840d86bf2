#include "schema/catalog.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace lamin;
using namespace lamin::schema;

namespace {

Field key() {
  return {.name = "id", .column = "id", .type = FieldType::automatic};
}
Field relation(std::string name, std::string target, std::string reverse_name) {
  Field field{.name = name, .column = name + "_id", .type = FieldType::foreign_key};
  field.target = std::move(target);
  field.reverse_name = std::move(reverse_name);
  return field;
}
Registry registry(std::string module, std::string name, std::vector<Field> fields) {
  Registry made{.module = module, .name = name, .table = module + "_" + name};
  made.fields = std::move(fields);
  return made;
}

std::vector<Registry> cells_and_markers() {
  auto marker = registry("lab", "CellMarker", {key()});
  auto cell = registry("lamindb", "Cell", {key(), relation("parent", "lamindb.Cell", "children")});
  cell.many_to_many = {{.name = "markers",
                        .target = "lab.CellMarker",
                        .through = "lamindb.Cell_markers",
                        .source_field = "cell",
                        .target_field = "marker",
                        .reverse_name = "cells"}};
  auto links =
      registry("lamindb", "Cell_markers",
               {key(), relation("cell", "lamindb.Cell", ""), relation("marker", "lab.CellMarker", "")});
  links.traits.is_link = links.traits.is_automatic = true;
  std::vector<Registry> all;
  all.push_back(std::move(cell));
  all.push_back(std::move(links));
  all.push_back(std::move(marker));
  return all;
}

}  // namespace

TEST_SUITE("catalog") {
  TEST_CASE("relations are known from both ends") {
    const Catalog catalog(cells_and_markers());
    const Registry& cell = catalog.get("Cell");
    const Registry& marker = catalog.get("lab.CellMarker");
    CHECK(catalog.relations(cell).size() == 3);
    const Relation* children = catalog.find_relation(cell, "children");
    REQUIRE(children);
    CHECK(children->kind == Relation::Kind::backward);
    CHECK(children->field == cell.find_field("parent"));
    const Relation* cells = catalog.find_relation(marker, "cells");
    REQUIRE(cells);
    CHECK(cells->target == &cell);
    CHECK(cells->through_source->name == "marker");
    CHECK(cells->through_target->name == "cell");
    CHECK_FALSE(cells->declared_here);
  }

  TEST_CASE("registries are found as people type them in a shell") {
    const Catalog catalog(cells_and_markers());
    CHECK(catalog.get("cell").name == "Cell");
    CHECK(catalog.get("cell_marker").name == "CellMarker");
    CHECK(catalog.get("lab.cellmarker").name == "CellMarker");
    CHECK(catalog.find("cell") == nullptr);
    CHECK(catalog.find_table("lab_CellMarker") == &catalog.get("lab.CellMarker"));
  }

  TEST_CASE("an unknown registry is an error with the nearest name") {
    const Catalog catalog(cells_and_markers());
    try {
      catalog.get("Cel");
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::invalid_value);
      CHECK(error.hint_text() == "Did you mean 'Cell'?");
    }
  }

  TEST_CASE("a relation to a registry that is not mounted is refused") {
    std::vector<Registry> registries;
    registries.push_back(registry("lamindb", "Cell", {key(), relation("marker", "lab.CellMarker", "")}));
    CHECK_THROWS_AS(Catalog(std::move(registries)), Error);
  }
}
