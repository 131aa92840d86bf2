// What people pass as values of features, params and labels: plain values, records, or lists of them.
#pragma once

#include <nanobind/nanobind.h>

#include <string>
#include <vector>

#include "annotation/given.hpp"
#include "annotation/queries.hpp"
#include "query_set.hpp"

namespace lamin::python {

namespace nb = nanobind;

/// Never throws for a value of a strange type: that is `unknown`.
annotation::Given given_of(std::string name, nb::handle value);
/// One for each item of a dictionary, in its order; a key may be a text or a Feature.
std::vector<annotation::Given> given_in(nb::handle dictionary);

/// The records of a record, a list or a query set of them.  Throws invalid_type for anything else.
std::vector<records::Record> records_in(nb::handle value);

/// `key=value` of a filter over features.
annotation::Condition condition_of(std::string key, nb::handle value);

/// `filter_of` for the registry of `from`: conditions on features are understood, too.
query::Filter filter_for(const QuerySet& from, const nb::args& queries, const nb::kwargs& conditions);

}  // namespace lamin::python
