// How the values of a record enter and leave a statement, and the text of the statements that write rows.
#pragma once

#include <string>
#include <vector>

#include "base/value.hpp"
#include "schema/registry.hpp"
#include "sql/connection.hpp"

namespace lamin::records {

/// The value of `column` where the cursor stands, as `field` types it.
Value read_value(const sql::Statement& statement, int column, const schema::Field& field,
                 const sql::Dialect& dialect);
/// Binds what `field` stores for `value`.
void bind_value(sql::Statement& statement, int index, const schema::Field& field, const Value& value,
                const sql::Dialect& dialect);
/// Binds values that are ready for the database, from the first parameter on.
void bind_all(sql::Statement& statement, const std::vector<Value>& values);

/// INSERT of `rows` rows with the given columns; rows that a constraint refuses throw, or are left out. Where
/// Dialect::keys_by_returning, it yields the keys in the order of the rows, unless some may be left out.
std::string insert_text(const schema::Registry& registry, const std::vector<const schema::Field*>& fields,
                        std::size_t rows, bool leave_out_refused, const sql::Dialect& dialect);
/// UPDATE of the row whose key is the last parameter.
std::string update_text(const schema::Registry& registry, const std::vector<const schema::Field*>& fields,
                        const sql::Dialect& dialect);

/// `time` as a column has it that is the time of the insert, always with a fraction.  A default of SQLite
/// would be milliseconds, in which several records can be saved, and nobody could tell which was the last.
std::string default_time_text(Timestamp time);

}  // namespace lamin::records
