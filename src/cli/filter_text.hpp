// A condition as it is typed in a shell: `size__gt=1000`, `ulabels__name__in=a,b`, `run__isnull=true`.
#pragma once

#include <string_view>

#include "query/query.hpp"
#include "schema/catalog.hpp"

namespace lamin::cli {

/// Reads the value as what the field at the end of the path holds.  Throws UsageError without a "=", invalid_value for a
/// value that the field cannot hold, unknown_field.
query::Filter filter_of(std::string_view text, const schema::Registry& registry, const schema::Catalog& catalog);

}  // namespace lamin::cli
