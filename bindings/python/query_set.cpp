#include "query_set.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>

#include "artifacts/remove.hpp"
#include "errors.hpp"
#include "expressions.hpp"
#include "given.hpp"
#include "record.hpp"
#include "record_construct.hpp"
#include "records/data_frame.hpp"
#include "records/rules.hpp"
#include "records/versions.hpp"
#include "relations.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

QuerySet excluding(const QuerySet& self, const nb::args& queries, const nb::kwargs& conditions) {
  refuse_after_slice(self, "filter a query");
  refuse_after_combination(self, "exclude");
  QuerySet result = self.copy();
  result.query.exclude(filter_for(self, queries, conditions));
  check(result);
  return result;
}

QuerySet latest_version(const QuerySet& self) {
  if (!self.registry().traits.is_versioned) {
    throw Error(ErrorCode::invalid_value, "Record isn't subclass of `lamindb.core.IsVersioned`");
  }
  QuerySet result = self.copy();
  result.query.where("is_latest", Value(true));
  return result;
}

/// `get("uid")`, `get(1)`, `get(name="x")`, `get(Q(...))`.
nb::object get(const QuerySet& self, const nb::args& args, const nb::kwargs& kwargs) {
  nb::kwargs conditions = kwargs;
  nb::object idlike = nb::none();
  nb::list queries;
  if (conditions.contains("idlike")) idlike = conditions.attr("pop")("idlike");
  for (nb::handle given : args) {
    bool is_key = PyUnicode_Check(given.ptr()) || PyLong_Check(given.ptr());
    if (is_key && idlike.is_none())
      idlike = nb::borrow(given);
    else if (!given.is_none())
      queries.append(given);
  }
  return get_from(self, idlike, nb::borrow<nb::args>(nb::tuple(queries)), conditions);
}

/// The visible records that changed last, as a data frame shows them: `Registry.df()`.
QuerySet recent(nb::handle type, std::optional<std::int64_t> limit) {
  Session& session = Session::current();
  QuerySet result(session.database(), query::Query(session.registry_of(type)));
  result = filtered(result, nb::args(), nb::kwargs());
  result.query = records::latest_changes(session.database()->store(), std::move(result.query), limit);
  return result;
}

}  // namespace

QuerySet QuerySet::copy() const {
  QuerySet result(database, query);
  result.shape = shape;
  result.paths = paths;
  result.is_sliced = is_sliced;
  result.is_plain = is_plain;
  result.row_class = row_class;
  result.fetched = fetched;
  result.wanted = wanted;
  return result;
}

query::Query QuerySet::as_operand() const {
  query::Query result = query;
  if (shape == Shape::records) {
    result.select_paths({});
  } else if (!paths.empty()) {
    result.select(paths.front());
  }
  return result;
}

void refuse_after_slice(const QuerySet& self, const char* what) {
  if (self.is_sliced)
    throw Error(ErrorCode::invalid_type, std::string("Cannot ") + what + " once a slice has been taken.");
}

void refuse_after_combination(const QuerySet& self, const char* method) {
  if (!self.query.combination()) return;
  static constexpr const char* names[] = {"union", "union", "intersection", "difference"};
  throw Error(ErrorCode::unsupported, std::string("Calling QuerySet.") + method + "() after " +
                                          names[static_cast<int>(*self.query.combination())] +
                                          "() is not supported.");
}

void check(const QuerySet& query_set) {
  if (query_set.query.filters().empty() && query_set.query.order().empty()) return;
  records::check(query_set.database->store(), query_set.query);
}

std::vector<std::string> names_of(const nb::args& fields) {
  std::vector<std::string> names;
  for (nb::handle field : fields) names.push_back(field_name_of(field));
  return names;
}

QuerySet filtered(QuerySet from, const nb::args& queries, const nb::kwargs& conditions) {
  refuse_after_slice(from, "filter a query");
  refuse_after_combination(from, "filter");
  QuerySet result = from.copy();
  query::Filter filter = filter_for(from, queries, conditions);
  if (result.is_plain) {
    result.query.filter(std::move(filter));
  } else {
    records::expect_known_fields(from.database->catalog(), result.query, filter);
    result.query = records::visible(result.query, std::move(filter), Session::current().log());
  }
  check(result);
  return result;
}

namespace {

/// Says of which registry a record is missing, so that `<Registry>.DoesNotExist` is raised; without a text
/// for conditions that nothing meets.
template <class Work>
auto asked_of(const schema::Registry& registry, bool by_conditions, Work&& work) {
  try {
    return unlocked(work);
  } catch (Error& error) {
    if (by_conditions && error.code() == ErrorCode::no_match) {
      throw Error(ErrorCode::no_match, "").with("registry", registry.qualified_name());
    }
    bool speaks_of_registry = error.code() == ErrorCode::no_match || error.code() == ErrorCode::many_matches;
    if (speaks_of_registry) error.with("registry", registry.qualified_name());
    throw;
  }
}

}  // namespace

nb::object get_from(QuerySet from, nb::handle idlike, const nb::args& queries, const nb::kwargs& conditions) {
  records::RecordStore& store = from.database->store();
  const schema::Registry& registry = from.registry();
  bool whole = from.query.filters().empty() && !from.is_sliced;
  if (!idlike.is_none() && PyUnicode_Check(idlike.ptr()) && whole) {
    std::string uid(text_of(idlike));
    return wrap(unlocked([&] { return records::get_by_uid(store, registry, uid); }), from.database);
  }
  query::Filter filter = filter_for(from, queries, conditions);
  if (!from.is_plain) records::expect_known_fields(from.database->catalog(), from.query, filter);
  if (!idlike.is_none()) {
    bool is_text = PyUnicode_Check(idlike.ptr());
    nb::dict wanted;
    wanted[is_text ? "uid__startswith" : "id"] = idlike;
    filter = filter_of(nb::borrow<nb::args>(nb::tuple()), nb::borrow<nb::kwargs>(wanted)).parts().front();
    if (is_text) {
      QuerySet narrowed = from.copy();
      narrowed.query.filter(std::move(filter));
      return at_most_one(narrowed, true);
    }
  } else if (whole) {
    Log& log = Session::current().log();
    return wrap(
        asked_of(registry, true, [&] { return records::get_by_conditions(store, registry, filter, log); }),
        from.database);
  }
  query::Query question = from.query;
  question.filter(std::move(filter));
  const bool asks_again = idlike.is_none() && (queries.size() != 0 || conditions.size() != 0);
  return wrap(
      asked_of(registry, idlike.is_none(),
               [&] { return asks_again ? records::one_of_versions(store, question) : store.one(question); }),
      from.database);
}

void bind_query_set(nb::module_& module) {
  nb::class_<QuerySet> query_set(module, "QuerySet",
                                 "Records that meet conditions, asked for when they are looked at.",
                                 nb::dynamic_attr());
  bind_query_answers(query_set);
  bind_query_methods(query_set);
  bind_query_values(query_set);
  bind_query_changes(query_set);
  bind_query_forms(query_set);
  query_set
      .def("filter",
           [](const QuerySet& self, const nb::args& q, const nb::kwargs& c) { return filtered(self, q, c); })
      .def("exclude", &excluding)
      .def("none",
           [](const QuerySet& self) {
             QuerySet r = self.copy();
             r.query.none();
             return r;
           })
      .def("all", [](const QuerySet& self) { return self.copy(); })
      .def("latest_version", &latest_version)
      .def("get", &get)
      .def("search", &search, nb::arg("string").none(), nb::arg("field") = nb::none(),
           nb::arg("limit").none() = 20, nb::arg("case_sensitive") = false)
      .def("lookup", &lookup, nb::arg("field") = nb::none(), nb::arg("return_field") = nb::none())
      .def(
          "df",
          [](QuerySet& self, nb::handle include, nb::handle features) {
            return data_frame(self, include, features);
          },
          nb::arg("include") = nb::none(), nb::arg("features") = false)
      .def_prop_ro("model", [](const QuerySet& self) { return Session::current().class_of(self.registry()); })
      .def_prop_ro("db", [](const QuerySet& self) { return self.database->alias; })
      .def_prop_ro("ordered", [](const QuerySet& self) { return !self.query.order().empty(); });

  module.def(
      "query_set",
      [](nb::handle type, std::string_view instance, bool plain) {
        Session& session = Session::current();
        const schema::Registry& registry = session.registry_of(type);
        DatabasePtr database = session.using_database(instance);
        QuerySet result(database, query::Query(database->catalog().get(registry.qualified_name())));
        result.is_plain = plain;
        return result;
      },
      nb::arg("registry"), nb::arg("instance") = "", nb::arg("plain") = false);
  module.def("recent", &recent, nb::arg("registry"), nb::arg("limit").none());
}

}  // namespace lamin::python
