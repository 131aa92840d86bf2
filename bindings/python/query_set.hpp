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
  /// Of `values_list(named=True)`: the class of the rows.
  nb::object row_class;
  /// Relations that records are to come with: `select_related`, `prefetch_related`.
  std::vector<std::string> fetched;
  /// Positions of the fields that records are to come with, if not all: `only`, `defer`.
  std::optional<std::vector<std::size_t>> wanted;
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

/// `one()` and `one_or_none()`: more than one is an error that shows them.
nb::object at_most_one(QuerySet& self, bool required);

QuerySet search(const QuerySet& self, nb::handle text, nb::handle field, nb::handle limit,
                bool case_sensitive);
nb::object lookup(const QuerySet& self, nb::handle field, nb::handle return_field);

/// One more to a query that is not sliced or joined from several.  Throws otherwise, with Django's sentences.
void refuse_after_slice(const QuerySet& self, const char* what);
void refuse_after_combination(const QuerySet& self, const char* method);
std::vector<std::string> names_of(const nb::args& fields);

/// Puts the records at the ends of `relations` into `records`, a statement or two a relation.
void fetch_relations(const DatabasePtr& database, const nb::list& records,
                     const std::vector<std::string>& relations);
/// What `fetch_relations` has put there; nothing if it has not.
std::optional<nb::list> fetched_records(nb::handle record, const std::string& relation);

void bind_filters(nb::module_& module);
void bind_query_set(nb::module_& module);
/// Looking: iteration, len, slices, first, one, ...
void bind_query_answers(nb::class_<QuerySet>& query_set);
/// Django's methods: order_by, union, in_bulk, ...
void bind_query_methods(nb::class_<QuerySet>& query_set);
/// values, annotate, aggregate, dates.
void bind_query_values(nb::class_<QuerySet>& query_set);
/// create, update, delete, bulk_create, ...
void bind_query_changes(nb::class_<QuerySet>& query_set);
/// How a query set asks: only, defer, explain, the text of its statement, what is not built.
void bind_query_forms(nb::class_<QuerySet>& query_set);
/// The statement that the query set stands for, with its parameters in their places: for people to read.
std::string statement_text(const QuerySet& query_set);
/// Django's FieldDoesNotExist.
[[noreturn]] void refuse_unknown_field(const schema::Registry& registry, std::string_view name);
/// Throws what asking would, for paths and operands.
void check(const QuerySet& query_set);
void bind_search(nb::module_& module);
void bind_frames(nb::module_& module);

/// (columns, index): what lamindb._frames.data_frame takes; see frames.cpp.
nb::object data_frame(QuerySet& query_set, nb::handle include, nb::handle features);

}  // namespace lamin::python
