// Aggregates: what `Expression::aggregate` names.  To add one: an entry in the table of aggregates.cpp.
#pragma once

#include <string>
#include <string_view>

#include "query/scope.hpp"

namespace lamin::query {

/// What people call it: "Sum" of "sum", "StdDev" of "stddev_sample".  Throws unsupported if there is no such
/// aggregate.
std::string_view aggregate_title(std::string_view name);

/// "SUM(part)" with the kind of its value.  Throws unsupported for points in time, of which there is no sum.
Computed aggregate_of(std::string_view name, const Computed& part, bool is_distinct);

}  // namespace lamin::query
