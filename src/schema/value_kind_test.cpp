#include "schema/value_kind.hpp"

#include <doctest/doctest.h>

using namespace lamin::schema;

TEST_SUITE("value_kind") {
  TEST_CASE("keys and references hold whole numbers, addresses hold texts") {
    CHECK(value_kind(FieldType::big_auto) == ValueKind::whole_number);
    CHECK(value_kind(FieldType::foreign_key) == ValueKind::whole_number);
    CHECK(value_kind(FieldType::small_integer) == ValueKind::whole_number);
    CHECK(value_kind(FieldType::email) == ValueKind::text);
    CHECK(value_kind(FieldType::url) == ValueKind::text);
  }

  TEST_CASE("what has a column of its own is a kind of its own") {
    CHECK(value_kind(FieldType::real) == ValueKind::real);
    CHECK(value_kind(FieldType::boolean) == ValueKind::boolean);
    CHECK(value_kind(FieldType::date) == ValueKind::date);
    CHECK(value_kind(FieldType::timestamp) == ValueKind::timestamp);
    CHECK(value_kind(FieldType::duration) == ValueKind::duration);
    CHECK(value_kind(FieldType::json) == ValueKind::json);
  }

  TEST_CASE("classes of fields that no registry has are understood by their names") {
    CHECK(value_kind_of_class("CharField") == ValueKind::text);
    CHECK(value_kind_of_class("DateTimeField") == ValueKind::timestamp);
    CHECK(value_kind_of_class("PositiveSmallIntegerField") == ValueKind::whole_number);
    CHECK(value_kind_of_class("DecimalField") == ValueKind::real);
    CHECK(value_kind_of_class("SlugField") == ValueKind::text);
  }
}
