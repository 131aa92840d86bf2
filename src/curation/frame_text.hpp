// Rows of a table as pandas prints them: what people know from the messages of the reference.
#pragma once

#include <string>

#include "curation/table.hpp"

namespace lamin::curation {

/// A frame with the columns `index` and `failure_case`.
std::string failure_cases(const Table& table, const TableColumn& column, const Rows& rows);
/// A series of missing values, with its name and type.
std::string missing_cases(const Table& table, const TableColumn& column, const Rows& rows);

}  // namespace lamin::curation
