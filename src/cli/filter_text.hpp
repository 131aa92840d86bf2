// A condition as it is typed in a shell: `size__gt=1000`, `ulabels__name__in=a,b`, `run__isnull=true`.
#pragma once

#include <string_view>

#include "query/query.hpp"
#include "schema/catalog.hpp"

namespace lamin::cli {

/// The words `null` and `None` mean no value; `__in` and `__range` take a list with commas.  The query reads
/// the value as what the field holds, and complains when it comes to that.  Throws UsageError without a "=".
query::Filter filter_of(std::string_view text, const schema::Registry& registry,
                        const schema::Catalog& catalog);

}  // namespace lamin::cli
