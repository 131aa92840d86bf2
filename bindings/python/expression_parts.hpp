// What the files on expressions share: how arguments are read, whether they are ours or Django's.
#pragma once

#include <nanobind/nanobind.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/expression.hpp"

namespace lamin::python {

namespace nb = nanobind;

struct QuerySet;

std::string class_name_of(nb::handle object);
/// The query set that `Exists` and `Subquery` take.
const QuerySet& query_set_behind(nb::handle object);
std::vector<query::Expression> arguments_of(nb::handle objects);

/// `Sum("size", distinct=True, filter=Q(...), default=0)`; `name` is Django's class.
query::Expression aggregate_of(const std::string& name, bool is_sample, nb::handle what, bool is_distinct,
                               nb::handle filter, nb::handle fallback);
/// Whether Django's class `name` is an aggregate.
bool is_aggregate_name(const std::string& name);

/// What `output_field=CharField()` says, ours or Django's.
schema::ValueKind kind_of_field(nb::handle field);
/// `expression` read as `field` says; as it is without.
query::Expression with_type(query::Expression expression, nb::handle field);
/// `name` is Trunc… or Extract…; a time that is cut is a day where `field` says so. Throws unsupported for
/// another time zone than UTC.
query::Expression part_of_time(const std::string& name, std::vector<query::Expression> parts,
                               nb::handle field, nb::handle time_zone);

/// `Func(*parts, function="NAME")` with Django's other options.  Throws unsupported for those that are SQL.
query::Expression call_function(std::vector<query::Expression> parts, nb::handle function,
                                std::string_view form, std::string_view separator, nb::handle field);
query::Expression window_of(nb::handle of, nb::handle partition, nb::handle order, nb::handle frame);

/// Throws unsupported: a relation under a condition is not there; says what is.
[[noreturn]] void refuse_filtered_relation();

/// An expression of Django, by the attributes that its classes have; nothing if it is none.
std::optional<query::Expression> expression_of_django(nb::handle object);

void bind_functions(nb::module_& module);
void bind_windows(nb::module_& module);

}  // namespace lamin::python
