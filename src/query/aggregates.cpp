#include "query/aggregates.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/error.hpp"
#include "query/stand_in_fields.hpp"

namespace lamin::query {
namespace {

using schema::ValueKind;

struct Aggregate {
  std::string_view name;
  std::string_view title;
  std::string_view sql;
  bool is_of_numbers = false;
  std::optional<ValueKind> kind = {};  // else that of what is aggregated
};

constexpr std::array aggregates = {
    Aggregate{"count", "Count", "COUNT", false, ValueKind::whole_number},
    Aggregate{"min", "Min", "MIN"},
    Aggregate{"max", "Max", "MAX"},
    Aggregate{"sum", "Sum", "SUM", true},
    Aggregate{"avg", "Avg", "AVG", true, ValueKind::real},
    Aggregate{"stddev", "StdDev", "STDDEV_POP", true, ValueKind::real},
    Aggregate{"stddev_sample", "StdDev", "STDDEV_SAMP", true, ValueKind::real},
    Aggregate{"variance", "Variance", "VAR_POP", true, ValueKind::real},
    Aggregate{"variance_sample", "Variance", "VAR_SAMP", true, ValueKind::real},
};

const Aggregate& get(std::string_view name) {
  const auto found = std::ranges::find(aggregates, name, &Aggregate::name);
  if (found != aggregates.end()) return *found;
  throw Error{ErrorCode::unsupported, "There is no aggregate of this name"}.with("name", name);
}

}  // namespace

std::string_view aggregate_title(std::string_view name) {
  return get(name).title;
}

Computed aggregate_of(std::string_view name, const Computed& part, bool is_distinct) {
  const Aggregate& aggregate = get(name);
  const auto kind = part.field == nullptr ? ValueKind::whole_number : schema::value_kind(part.field->type);
  if (aggregate.is_of_numbers && (kind == ValueKind::timestamp || kind == ValueKind::date)) {
    throw Error{ErrorCode::unsupported,
                "You cannot use Sum, Avg, StdDev, and Variance aggregations on date/time fields."}
        .hint("Min and Max of them are there, and the difference of two is a duration.");
  }
  // The average of durations is one.
  const bool keeps_kind = !aggregate.kind || (kind == ValueKind::duration && aggregate.is_of_numbers);
  return {.sql = std::string(aggregate.sql) + "(" + (is_distinct ? "DISTINCT " : "") + part.sql + ")",
          .field = keeps_kind ? part.field : &field_of_kind(*aggregate.kind),
          .is_aggregate = true};
}

}  // namespace lamin::query
