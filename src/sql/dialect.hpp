// A Dialect is what differs between SQL databases, asked for as features, never as a vendor's name.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/value.hpp"
#include "schema/registry.hpp"

namespace lamin::sql {

class Dialect {
 public:
  virtual ~Dialect();

  /// "sqlite", "postgresql": for settings and messages.
  virtual std::string_view name() const = 0;
  /// "?1" or "$1"; `index` from 1.
  virtual std::string placeholder(int index) const = 0;
  /// Largest number of parameters of one statement.
  virtual int max_parameters() const = 0;
  /// Longest name of an index or constraint.
  virtual int max_name_length() const = 0;
  /// INSERT tells the keys of its rows by RETURNING, and by nothing else.
  virtual bool keys_by_returning() const = 0;
  /// Connection::load and reserve_keys are there.
  virtual bool has_loader() const = 0;
  /// Keys, unique columns, foreign keys and patterns have constraints and indexes with names of their own;
  /// else they are part of the column.
  virtual bool names_constraints() const = 0;
  /// A parameter takes the type of what it is compared with, and refuses what that type cannot hold.
  virtual bool types_parameters() const = 0;
  /// Points in time that the database fills in are kept to the microsecond, else to the millisecond.
  virtual bool keeps_microseconds() const = 0;

  /// One row if the table ?1 is there.
  virtual std::string has_table() const = 0;
  /// What follows the type of a key that the database counts up.
  virtual std::string counted_key() const = 0;
  /// Type of a column in CREATE TABLE; relations have the type of the key they point to.
  virtual std::string column_type(const schema::Field& field, const schema::Field* target_key) const = 0;
  /// Text after DEFAULT in CREATE TABLE; "" if the column has none.
  virtual std::string default_text(const schema::Field& field) const = 0;
  /// A condition: `column` matches the LIKE pattern bound as `parameter`, with '\' as escape.
  virtual std::string like(std::string_view column, std::string_view parameter, bool ignore_case) const = 0;
  virtual std::string regex(std::string_view column, std::string_view parameter, bool ignore_case) const = 0;
  /// An expression: a part of a timestamp column (year, month, day, hour, minute, second, week, week_day,
  /// iso_year, quarter, date, time).
  virtual std::string date_part(std::string_view column, std::string_view part) const = 0;
  /// What to bind as the path of `keys` (of objects, or positions in arrays) into a JSON value; no keys = all
  /// of it.
  virtual std::string json_keys(std::span<const std::string> keys) const = 0;
  /// An expression: the value at a path inside a JSON column, as number or text; null if there is none.
  virtual std::string json_path(std::string_view column, std::string_view path_parameter) const = 0;
  /// An expression: the same as JSON text, in one form for equal values: true, "a", {"b":1}; null if there is
  /// none.
  virtual std::string json_text(std::string_view column, std::string_view path_parameter) const = 0;
  /// An expression: the value at a path inside a JSON column as a number; whatever the database makes of it,
  /// or null, if it is none.
  virtual std::string json_number(std::string_view column, std::string_view path_parameter) const = 0;
  /// A condition: the JSON column contains the JSON value bound as `parameter`; "" if the database cannot
  /// tell.
  virtual std::string json_contains(std::string_view column, std::string_view parameter) const = 0;
  /// What to bind for a list of whole numbers or texts of any length, as one parameter.
  virtual Value list_parameter(std::span<const Value> values) const = 0;
  /// A condition: `column` is one of the list, which holds whole numbers or texts.
  virtual std::string in_list(std::string_view column, std::string_view list, bool of_numbers) const = 0;
  /// A table in FROM with the name `alias` and the columns "key" (position) and "value" of a list of whole
  /// numbers.
  virtual std::string list_table(std::string_view list, std::string_view alias) const = 0;

  /// An expression equal to `column` that no index answers.  Where half of the rows hold one value, an index
  /// on that column is the slowest way, and a database without statistics would take it.
  virtual std::string without_index(std::string_view column) const = 0;

  /// A row (table, column) for each column of each table of the catalogue, in the order of the tables' names.
  virtual std::string_view columns_statement() const = 0;
  /// A row (name, statement that makes it) for each index of the table ?1 that is not unique; "" if loading
  /// many rows does not gain by making them afterwards.
  virtual std::string_view late_indexes_statement() const { return ""; }
  /// A statement that checks the whole database and gives a row a finding, or the row "ok"; "" if there is
  /// none.
  virtual std::string_view integrity_statement() const { return ""; }
  /// The statement whose rows say how the database would answer `statement`.
  virtual std::string explain(std::string_view statement) const = 0;

  /// What to bind so that `field` compares with or holds `value`: times as text, JSON as text, booleans as
  /// 0/1.
  virtual Value to_database(const schema::Field& field, const Value& value) const = 0;
  /// The opposite.
  virtual Value from_database(const schema::Field& field, Value value) const = 0;

  /// What the function is called that Postgres calls `name`: STRPOS, GREATEST.
  virtual std::string_view function_name(std::string_view name) const { return name; }
  /// An expression: the duration from `earlier` to `later`, which are points in time.
  virtual std::string time_between(std::string_view earlier, std::string_view later) const = 0;
  /// An expression: the point in time that is `duration` after `time`, or before it if `sign` is '-'.
  virtual std::string time_after(std::string_view time, char sign, std::string_view duration) const = 0;
};

/// "name" in double quotes, quotes inside doubled.
std::string quoted(std::string_view name);

}  // namespace lamin::sql
