// A QuerySet is a Query with the database that answers it.  It asks when somebody looks: on iteration, len(),
// bool(), indexing; the answer is kept, as Django keeps it.
#pragma once

#include <nanobind/nanobind.h>

#include <optional>
#include <string>
#include <vector>

#include "query/query.hpp"
#include "session.hpp"

namespace lamin::python {

struct QuerySet {
  /// What iteration gives: records, or the values at `paths` as dicts, tuples or bare.
  enum class Shape { records, dicts, tuples, flat };

  DatabasePtr database;
  query::Query query;
  Shape shape = Shape::records;
  std::vector<std::string> paths;
  /// A slice was taken: filters and order can no longer change.
  bool is_sliced = false;
  /// Of a manager: `filter` does not hide what is in the trash.
  bool is_plain = false;
  std::optional<nb::list> answer;

  QuerySet(DatabasePtr source, query::Query question)
      : database(std::move(source)), query(std::move(question)) {}

  const schema::Registry& registry() const { return query.registry(); }
  /// The answer, asked for at the first call.
  nb::list& evaluate();
  /// The same question, not yet asked.
  QuerySet copy() const;
  /// For `__in`: compares with the keys, or with the values of `values_list(path)`.
  query::Query as_operand() const;
};

/// Positional Q objects and keyword conditions as one filter.
query::Filter filter_of(const nb::args& queries, const nb::kwargs& conditions);
/// Of a Q, ours or Django's.
query::Filter filter_of_q(nb::handle q);

/// `Registry.filter(...)`.
QuerySet filtered(QuerySet from, const nb::args& queries, const nb::kwargs& conditions);
/// `Registry.get(...)`, `query_set.get(...)`.
nb::object get_from(QuerySet from, nb::handle idlike, const nb::args& queries, const nb::kwargs& conditions);

QuerySet search(const QuerySet& self, nb::handle text, nb::handle field, nb::handle limit,
                bool case_sensitive);
nb::object lookup(const QuerySet& self, nb::handle field, nb::handle return_field);

void bind_filters(nb::module_& module);
void bind_query_set(nb::module_& module);
void bind_search(nb::module_& module);
void bind_frames(nb::module_& module);

/// (columns, index): what lamindb._frames.data_frame takes; see frames.cpp.
nb::object data_frame(QuerySet& query_set, nb::handle include, nb::handle features);

}  // namespace lamin::python
