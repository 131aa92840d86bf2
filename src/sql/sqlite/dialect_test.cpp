#include <doctest/doctest.h>

#include "base/error.hpp"
#include "sql/sqlite/sqlite.hpp"
#include "sql/sqlite/test_folder.hpp"

using namespace lamin;
using namespace lamin::sql;
using schema::Field;
using schema::FieldType;

namespace {

std::string type_of(FieldType type, int max_length = 0) {
  Field field;
  field.type = type;
  field.max_length = max_length;
  return sqlite_dialect().column_type(field, nullptr);
}

Field of_type(FieldType type) {
  Field field;
  field.type = type;
  return field;
}

Value computed(std::string_view expression) {
  const TestFolder folder;
  const auto connection = open_sqlite(folder.path() / "a.db", OpenMode::create);
  const auto statement = connection->prepare("SELECT " + std::string(expression));
  statement->step();
  return statement->value(0);
}

}  // namespace

TEST_SUITE("sqlite dialect") {
  TEST_CASE("column types are those of the reference") {
    CHECK(type_of(FieldType::big_auto) == "integer");
    CHECK(type_of(FieldType::text, 150) == "varchar(150)");
    CHECK(type_of(FieldType::url, 255) == "varchar(255)");
    CHECK(type_of(FieldType::long_text) == "text");
    CHECK(type_of(FieldType::json) == "text");
    CHECK(type_of(FieldType::boolean) == "bool");
    CHECK(type_of(FieldType::small_integer) == "smallint");
    CHECK(type_of(FieldType::big_integer) == "bigint");
    CHECK(type_of(FieldType::real) == "real");
    CHECK(type_of(FieldType::timestamp) == "datetime");
    CHECK(type_of(FieldType::duration) == "bigint");
  }

  TEST_CASE("a relation has the type of the key it points to") {
    const Field field = of_type(FieldType::foreign_key);
    const Field automatic = of_type(FieldType::automatic);
    const Field small = of_type(FieldType::small_auto);
    const Field big = of_type(FieldType::big_auto);
    CHECK(sqlite_dialect().column_type(field, &automatic) == "integer");
    CHECK(sqlite_dialect().column_type(field, &small) == "smallint");
    CHECK(sqlite_dialect().column_type(field, &big) == "bigint");
  }

  TEST_CASE("defaults are those of the reference") {
    Field field;
    CHECK(sqlite_dialect().default_text(field).empty());
    field.database_default = Value(1);
    CHECK(sqlite_dialect().default_text(field) == "1");
    field.database_default = Value(false);
    CHECK(sqlite_dialect().default_text(field) == "0");
    field.database_default = Value("00000000");
    CHECK(sqlite_dialect().default_text(field) == "'00000000'");
    field.database_default = Value(Json());
    CHECK(sqlite_dialect().default_text(field) == "'null'");
    field.database_now = true;
    CHECK(sqlite_dialect().default_text(field) == "(STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW'))");
  }

  TEST_CASE("values go to the database and come back") {
    const Dialect& dialect = sqlite_dialect();
    const Field time = of_type(FieldType::timestamp);
    const Timestamp moment = *parse_timestamp("2025-04-01 17:42:41.25");
    CHECK(dialect.to_database(time, moment) == Value("2025-04-01 17:42:41.250000"));
    CHECK(dialect.to_database(time, "2025-04-01T17:42:41") == Value("2025-04-01 17:42:41"));
    CHECK(dialect.from_database(time, "2025-04-01 17:42:41.250") == Value(moment));
    CHECK(dialect.to_database(of_type(FieldType::boolean), true) == Value(1));
    CHECK(dialect.from_database(of_type(FieldType::boolean), 0) == Value(false));
    CHECK(dialect.to_database(of_type(FieldType::json), "abc") == Value("\"abc\""));
    CHECK(dialect.from_database(of_type(FieldType::json), "[1, 2]") == Value(Json(Json::Array{1, 2})));
    CHECK(dialect.from_database(of_type(FieldType::duration), 1500) == Value(Duration{1500}));
    CHECK(dialect.from_database(of_type(FieldType::real), 2) == Value(2.0));
    CHECK(dialect.to_database(time, Value()) == Value());
  }

  TEST_CASE("parts of points in time are those of the reference") {
    const auto part = [](std::string_view name) {
      return computed(sqlite_dialect().date_part("'2024-12-30 17:42:41.250'", name));
    };
    CHECK(part("year") == Value(2024));
    CHECK(part("month") == Value(12));
    CHECK(part("day") == Value(30));
    CHECK(part("hour") == Value(17));
    CHECK(part("minute") == Value(42));
    CHECK(part("second") == Value(41));
    CHECK(part("quarter") == Value(4));
    CHECK(part("week") == Value(1));
    CHECK(part("iso_year") == Value(2025));
    CHECK(part("week_day") == Value(2));
    CHECK(part("iso_week_day") == Value(1));
    CHECK(part("date") == Value("2024-12-30"));
    CHECK_THROWS_AS(part("century"), Error);
  }

  TEST_CASE("like takes the backslash as escape") {
    CHECK(computed(sqlite_dialect().like("'50%_a'", "'50\\%\\_A'", false)) == Value(1));
    CHECK(computed(sqlite_dialect().like("'50xxa'", "'50\\%\\_a'", false)) == Value(0));
  }
}
