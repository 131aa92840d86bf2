// What a query set gives when somebody looks: records or values, the first, a slice, a repr.
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>

#include "errors.hpp"
#include "query_set.hpp"
#include "record.hpp"
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

}  // namespace

nb::list& QuerySet::evaluate() {
  if (answer) return *answer;
  // Whoever shares the set with this thread may have an answer first, and look at it.
  nb::list asked = ask(*this);
  if (!answer) answer = std::move(asked);
  return *answer;
}

nb::object at_most_one(QuerySet& self, bool required) {
  QuerySet head = self.copy();
  if (!head.is_sliced) head.query.limit(repr_limit + 1);
  nb::list& answer = head.evaluate();
  if (nb::len(answer) > 1) throw Error(ErrorCode::many_results, std::string(text_of(text_of_answer(head))));
  if (nb::len(answer) == 1) return answer[0];
  if (required) throw Error(ErrorCode::not_found, "");
  return nb::none();
}

void bind_query_answers(nb::class_<QuerySet>& query_set) {
  query_set.def("count", &count)
      .def("exists",
           [](QuerySet& self) {
             if (self.answer) return nb::len(*self.answer) > 0;
             return unlocked([&] { return self.database->store().exists(self.query); });
           })
      .def("first", &first)
      .def("last", &last)
      .def("one", [](QuerySet& self) { return at_most_one(self, true); })
      .def("one_or_none", [](QuerySet& self) { return at_most_one(self, false); })
      .def("list", &list_of, nb::arg("field") = nb::none())
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
      .def("__repr__", &text_of_answer);
}

}  // namespace lamin::python
