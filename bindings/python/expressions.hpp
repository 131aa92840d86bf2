// Django's query expressions in Python: F, Value, Count, Exists, Case, ...  Those of Django itself are
// understood as well, by their attributes, when a script that has Django passes them.
#pragma once

#include <nanobind/nanobind.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "query/query.hpp"

namespace lamin::python {

namespace nb = nanobind;

/// What `object` says if it is an expression, ours or Django's; nothing if it is a plain value.
std::optional<query::Expression> find_expression(nb::handle object);
/// The same, a plain value as a constant.
query::Expression expression_of(nb::handle object);
/// An argument of a function or aggregate: a text is a path.
query::Expression argument_of(nb::handle object);
/// What `order_by` takes beside texts.
std::optional<query::OrderTerm> find_order_term(nb::handle object);

void bind_expressions(nb::module_& module);

}  // namespace lamin::python
