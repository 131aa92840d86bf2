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
#include "records/rules.hpp"
#include "records/versions.hpp"
#include "relations.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

constexpr std::int64_t repr_limit = 20;

nb::object tuple_of(const std::vector<Value>& row) {
  nb::list list;
  for (const Value& value : row) list.append(to_python(value));
  return nb::tuple(list);
}

nb::object dict_of(const std::vector<std::string>& paths, const std::vector<Value>& row) {
  nb::dict dict;
  for (std::size_t i = 0; i < paths.size(); ++i)
    dict[to_python(std::string_view(paths[i]))] = to_python(row[i]);
  return dict;
}

/// Records with what was annotated as attributes.
nb::list ask_annotated(QuerySet& self, const std::vector<std::string>& names) {
  nb::list result;
  std::vector<std::string> paths;
  const schema::Registry& registry = self.registry();
  for (const schema::Field& field : registry.fields) paths.push_back(field.name);
  paths.insert(paths.end(), names.begin(), names.end());
  auto rows = unlocked([&] { return self.database->store().values(self.query, paths); });
  for (std::vector<Value>& row : rows) {
    const auto extra = row.begin() + static_cast<std::ptrdiff_t>(registry.fields.size());
    nb::list values;
    for (auto value = extra; value != row.end(); ++value) values.append(to_python(*value));
    row.erase(extra, row.end());
    nb::object record = wrap(records::Record(registry, std::move(row)), self.database);
    for (std::size_t i = 0; i < names.size(); ++i) record.attr(names[i].c_str()) = values[i];
    result.append(record);
  }
  return result;
}

/// Records with some of their fields; the others are read when one is asked for.
nb::list ask_partly(QuerySet& self) {
  const schema::Registry& registry = self.registry();
  const std::vector<std::size_t>& wanted = *self.wanted;
  std::vector<std::string> paths;
  for (const std::size_t index : wanted) paths.push_back(registry.fields[index].name);
  std::vector<std::size_t> deferred;
  for (std::size_t index = 0; index < registry.fields.size(); ++index)
    if (std::ranges::find(wanted, index) == wanted.end()) deferred.push_back(index);
  auto rows = unlocked([&] { return self.database->store().values(self.query, paths); });
  nb::list result;
  for (std::vector<Value>& row : rows) {
    std::vector<Value> values(registry.fields.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) values[wanted[i]] = std::move(row[i]);
    nb::object record = wrap(records::Record(registry, std::move(values)), self.database);
    find_box_as_is(record)->deferred = deferred;
    result.append(record);
  }
  return result;
}

nb::list ask_records(QuerySet& self) {
  std::vector<std::string> annotated;
  for (const query::Annotation& one : self.query.annotations()) {
    if (!one.is_hidden) annotated.push_back(one.name);
  }
  if (!annotated.empty()) return ask_annotated(self, annotated);
  if (self.wanted) return ask_partly(self);
  nb::list result;
  auto rows = unlocked([&] { return self.database->store().all(self.query); });
  for (records::Record& row : rows) result.append(wrap(std::move(row), self.database));
  return result;
}

nb::list ask(QuerySet& self) {
  if (self.shape == QuerySet::Shape::records) {
    nb::list records = ask_records(self);
    fetch_relations(self.database, records, self.fetched);
    return records;
  }
  nb::list result;
  records::RecordStore& store = self.database->store();
  auto rows = unlocked([&] { return store.values(self.query, self.paths); });
  for (const auto& row : rows) {
    switch (self.shape) {
      case QuerySet::Shape::dicts:
        result.append(dict_of(self.paths, row));
        break;
      case QuerySet::Shape::flat:
        result.append(to_python(row.front()));
        break;
      default:
        result.append(self.row_class.is_valid() ? self.row_class.attr("_make")(tuple_of(row))
                                                : tuple_of(row));
        break;
    }
  }
  return result;
}

nb::object text_of_answer(QuerySet& self) {
  nb::list shown;
  if (self.answer) {
    for (std::size_t i = 0; i < nb::len(*self.answer) && i <= repr_limit; ++i)
      shown.append((*self.answer)[i]);
  } else {
    QuerySet head = self.copy();
    std::int64_t limit = head.query.limit_count().value_or(repr_limit + 1);
    head.query.limit(std::min(limit, repr_limit + 1));
    shown = head.evaluate();
  }
  if (nb::len(shown) > repr_limit) shown[repr_limit] = nb::str("...(remaining elements truncated)...");
  return nb::str("<QuerySet {}>").format(shown);
}

std::int64_t count(QuerySet& self) {
  if (self.answer) return static_cast<std::int64_t>(nb::len(*self.answer));
  return unlocked([&] { return self.database->store().count(self.query); });
}

nb::object first(QuerySet& self) {
  QuerySet head = self.copy();
  if (head.query.order().empty() && !head.query.ranked_keys() && !head.is_sliced) head.query.order_by({"id"});
  if (!head.is_sliced) head.query.limit(1);
  nb::list& answer = head.evaluate();
  return nb::len(answer) == 0 ? nb::none() : nb::object(answer[0]);
}

nb::object last(QuerySet& self) {
  refuse_after_slice(self, "reorder a query");
  QuerySet tail = self.copy();
  tail.query.reverse();
  tail.query.limit(1);
  nb::list& answer = tail.evaluate();
  return nb::len(answer) == 0 ? nb::none() : nb::object(answer[0]);
}

/// `one()` and `one_or_none()`: more than one is an error that shows them.
nb::object at_most_one(QuerySet& self, bool required) {
  QuerySet head = self.copy();
  if (!head.is_sliced) head.query.limit(repr_limit + 1);
  nb::list& answer = head.evaluate();
  if (nb::len(answer) > 1) throw Error(ErrorCode::many_results, std::string(text_of(text_of_answer(head))));
  if (nb::len(answer) == 1) return answer[0];
  if (required) throw Error(ErrorCode::not_found, "");
  return nb::none();
}

nb::object item(QuerySet& self, std::int64_t index) {
  if (index < 0) throw Error(ErrorCode::invalid_value, "Negative indexing is not supported.");
  if (!self.answer) {
    QuerySet one = self.copy();
    auto limit = one.query.limit_count();
    one.query.offset(one.query.offset_count() + index);
    one.query.limit(limit ? std::max<std::int64_t>(0, std::min<std::int64_t>(1, *limit - index)) : 1);
    nb::list& answer = one.evaluate();
    if (nb::len(answer) == 0) throw nb::index_error("list index out of range");
    return answer[0];
  }
  if (index >= static_cast<std::int64_t>(nb::len(*self.answer)))
    throw nb::index_error("list index out of range");
  return (*self.answer)[static_cast<std::size_t>(index)];
}

std::optional<std::int64_t> slice_bound(nb::handle bound) {
  if (bound.is_none()) return std::nullopt;
  auto value = nb::cast<std::int64_t>(bound);
  if (value < 0) throw Error(ErrorCode::invalid_value, "Negative indexing is not supported.");
  return value;
}

nb::object slice(QuerySet& self, nb::handle bounds) {
  if (self.answer) return nb::steal(PyObject_GetItem(self.answer->ptr(), bounds.ptr()));
  for (const char* end : {"start", "stop"}) {
    nb::object bound = bounds.attr(end);
    if (!bound.is_none() && !PyLong_Check(bound.ptr()))
      throw Error(ErrorCode::invalid_type,
                  "slice indices must be integers or None or have an __index__ method");
  }
  std::int64_t start = slice_bound(bounds.attr("start")).value_or(0);
  auto stop = slice_bound(bounds.attr("stop"));
  QuerySet part = self.copy();
  if (auto limit = part.query.limit_count()) stop = stop ? std::min(*stop, *limit) : *limit;
  part.query.offset(part.query.offset_count() + start);
  if (stop) part.query.limit(std::max<std::int64_t>(0, *stop - start));
  part.is_sliced = true;
  nb::object step = bounds.attr("step");
  if (step.is_none()) return nb::cast(std::move(part));
  nb::object every = nb::steal(PySlice_New(Py_None, Py_None, step.ptr()));
  return nb::steal(PyObject_GetItem(part.evaluate().ptr(), every.ptr()));
}

nb::object list_of(QuerySet& self, nb::handle field) {
  if (field.is_none()) return nb::list(self.evaluate());
  QuerySet values = self.copy();
  values.paths = {field_name_of(field)};
  values.shape = QuerySet::Shape::flat;
  return values.evaluate();
}

std::int64_t update(QuerySet& self, const nb::kwargs& changes) {
  refuse_after_slice(self, "update a query");
  refuse_after_combination(self, "update");
  self.answer.reset();
  std::vector<std::pair<std::string, query::Expression>> computed;
  nb::kwargs constants;
  for (auto [name, value] : changes) {
    const schema::Field* field = self.registry().find_field(text_of(name));
    if (field == nullptr) refuse_unknown_field(self.registry(), text_of(name));
    if (field->is_relation() && PyLong_Check(value.ptr())) {
      constants[field->column.c_str()] = value;
    } else if (auto expression = find_expression(value)) {
      computed.emplace_back(std::string(text_of(name)), *std::move(expression));
    } else {
      constants[name] = value;
    }
  }
  records::RecordStore& store = self.database->store();
  records::Assignments assignments = assignments_of(constants, self.registry());
  if (computed.empty()) return unlocked([&] { return store.update(self.query, assignments); });
  for (auto& [name, value] : assignments) computed.emplace_back(name, query::Expression::value(value));
  return unlocked([&] { return store.update(self.query, computed); });
}

/// Registries whose records own files or runs are removed one by one, with a word to the person.
void remove(QuerySet& self, const nb::kwargs& options) {
  refuse_after_combination(self, "delete");
  if (self.is_sliced) throw Error(ErrorCode::invalid_type, "Cannot use 'limit' or 'offset' with delete().");
  static constexpr std::string_view careful[] = {"Artifact", "Collection", "Transform", "Run"};
  const schema::Registry& registry = self.registry();
  bool one_by_one =
      registry.module == "lamindb" && std::ranges::find(careful, registry.name) != std::end(careful);
  if (!one_by_one) {
    unlocked([&] { self.database->store().remove_all(self.query); });
    self.answer.reset();
    return;
  }
  for (nb::handle record : self.evaluate()) {
    Session::current().log().important("deleting " + records::repr(box_of(record).record));
    record.attr("delete")(**options);
  }
}

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

/// The first `limit` visible records, or all of them, the latest change first where changes are known:
/// `Registry.df()`.
QuerySet recent(nb::handle type, std::optional<std::int64_t> limit) {
  Session& session = Session::current();
  QuerySet result(session.database(), query::Query(session.registry_of(type)));
  result = filtered(result, nb::args(), nb::kwargs());
  if (result.registry().find_field("updated_at") != nullptr) result.query.order_by({"-updated_at"});
  if (limit) result.query.limit(*limit);
  return result;
}

}  // namespace

nb::list& QuerySet::evaluate() {
  if (answer) return *answer;
  // Whoever shares the set with this thread may have an answer first, and look at it.
  nb::list asked = ask(*this);
  if (!answer) answer = std::move(asked);
  return *answer;
}

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
  bind_query_methods(query_set);
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
      .def("count", &count)
      .def("exists",
           [](QuerySet& self) {
             if (self.answer) return nb::len(*self.answer) > 0;
             return unlocked([&] { return self.database->store().exists(self.query); });
           })
      .def("first", &first)
      .def("last", &last)
      .def("one", [](QuerySet& self) { return at_most_one(self, true); })
      .def("one_or_none", [](QuerySet& self) { return at_most_one(self, false); })
      .def("get", &get)
      .def("search", &search, nb::arg("string").none(), nb::arg("field") = nb::none(),
           nb::arg("limit").none() = 20, nb::arg("case_sensitive") = false)
      .def("lookup", &lookup, nb::arg("field") = nb::none(), nb::arg("return_field") = nb::none())
      .def("create",
           [](const QuerySet& self, const nb::kwargs& fields) {
             nb::object made = Session::current().class_of(self.registry())(**fields);
             return made.attr("save")();
           })
      .def("list", &list_of, nb::arg("field") = nb::none())
      .def("update", &update)
      .def("delete", &remove)
      .def(
          "df",
          [](QuerySet& self, nb::handle include, nb::handle features) {
            return data_frame(self, include, features);
          },
          nb::arg("include") = nb::none(), nb::arg("features") = false)
      .def("__iter__", [](QuerySet& self) { return nb::iter(self.evaluate()); })
      .def("__len__", [](QuerySet& self) { return nb::len(self.evaluate()); })
      .def("__bool__", [](QuerySet& self) { return nb::len(self.evaluate()) > 0; })
      .def("__getitem__",
           [](QuerySet& self, nb::handle key) {
             if (PySlice_Check(key.ptr())) return slice(self, key);
             if (PyIndex_Check(key.ptr())) return item(self, nb::cast<std::int64_t>(key));
             throw Error(
                 ErrorCode::invalid_type,
                 "QuerySet indices must be integers or slices, not " +
                     std::string(text_of(
                         nb::handle(reinterpret_cast<PyObject*>(Py_TYPE(key.ptr()))).attr("__name__"))) +
                     ".");
           })
      .def("__contains__",
           [](QuerySet& self, nb::handle value) {
             return PySequence_Contains(self.evaluate().ptr(), value.ptr()) == 1;
           })
      .def("__repr__", &text_of_answer)
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
