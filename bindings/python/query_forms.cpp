// How a query set asks: with some of the fields, with related records, as a text, explained by the database;
// and what is not built.
#include <nanobind/stl/string.h>

#include <algorithm>

#include "errors.hpp"
#include "query/compile.hpp"
#include "query_set.hpp"
#include "record.hpp"
#include "relations.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

using Positions = std::vector<std::size_t>;

std::size_t position_of(const schema::Registry& registry, const std::string& name) {
  const schema::Field* field = name == "pk" ? &registry.key() : registry.find_field(name);
  if (field == nullptr) refuse_unknown_field(registry, name);
  return registry.index_of(*field);
}

// The fields of related records come with them.
Positions positions_of(const QuerySet& self, const nb::args& names) {
  Positions positions;
  for (nb::handle name : names) {
    const std::string path = field_name_of(name);
    positions.push_back(position_of(self.registry(), path.substr(0, path.find("__"))));
  }
  return positions;
}

Positions all_positions(const schema::Registry& registry) {
  Positions positions(registry.fields.size());
  for (std::size_t index = 0; index < positions.size(); ++index) positions[index] = index;
  return positions;
}

void expect_records(const QuerySet& self, const char* method) {
  if (self.shape == QuerySet::Shape::records) return;
  throw Error(ErrorCode::invalid_type,
              std::string("Cannot call ") + method + "() after .values() or .values_list()");
}

QuerySet only(const QuerySet& self, const nb::args& names) {
  expect_records(self, "only");
  refuse_after_combination(self, "only");
  QuerySet result = self.copy();
  if (names.size() == 1 && names[0].is_none())
    throw Error(ErrorCode::invalid_type, "Cannot pass None as an argument to only().");
  Positions wanted = positions_of(self, names);
  wanted.push_back(self.registry().index_of(self.registry().key()));
  std::ranges::sort(wanted);
  wanted.erase(std::ranges::unique(wanted).begin(), wanted.end());
  result.wanted = std::move(wanted);
  return result;
}

QuerySet deferring(const QuerySet& self, const nb::args& names) {
  expect_records(self, "defer");
  refuse_after_combination(self, "defer");
  QuerySet result = self.copy();
  if (names.size() == 1 && names[0].is_none()) {
    result.wanted.reset();
    return result;
  }
  Positions wanted = self.wanted.value_or(all_positions(self.registry()));
  for (const std::size_t position : positions_of(self, names)) {
    if (!self.registry().fields[position].is_key()) std::erase(wanted, position);
  }
  result.wanted = std::move(wanted);
  return result;
}

nb::object deferred_fields(nb::handle record) {
  nb::set names;
  const RecordBox* box = find_box_as_is(record);
  if (box == nullptr) return names;
  for (const std::size_t index : box->deferred)
    names.add(to_python(std::string_view(box->registry().fields[index].column)));
  return names;
}

query::Compiled compiled(const QuerySet& self) {
  const records::RecordStore& store = self.database->store();
  if (self.shape == QuerySet::Shape::records)
    return query::compile_select(self.query, store.catalog(), store.dialect());
  return query::compile_values(self.query, self.paths, store.catalog(), store.dialect());
}

std::string explained(const QuerySet& self, nb::handle format, const nb::kwargs&) {
  if (!format.is_none()) {
    throw Error(ErrorCode::invalid_value,
                std::string(text_of(nb::str(format))) + " is not a recognized format.");
  }
  records::RecordStore& store = self.database->store();
  const query::Compiled question = compiled(self);
  const auto rows =
      unlocked([&] { return store.recursive(store.dialect().explain(question.sql), question.parameters); });
  std::string text;
  for (const auto& row : rows) {
    if (!text.empty()) text += "\n";
    for (std::size_t i = 0; i < row.size(); ++i) text += (i > 0 ? " " : "") + python_str(row[i]);
  }
  return text;
}

nb::object iterated(QuerySet& self, nb::handle chunk_size) {
  if (!chunk_size.is_none() && nb::cast<std::int64_t>(chunk_size) <= 0)
    throw Error(ErrorCode::invalid_value, "Chunk size must be strictly positive.");
  return nb::steal(PyObject_GetIter(self.copy().evaluate().ptr()));
}

/// `select_related` names relations to one, `prefetch_related` any.
QuerySet fetching(const QuerySet& self, const nb::args& fields, bool single_only) {
  QuerySet result = self.copy();
  for (nb::handle field : fields) {
    if (field.is_none()) {
      result.fetched.clear();
      continue;
    }
    nb::object lookup = nb::getattr(field, "prefetch_through", nb::borrow(field));
    const std::string path = field_name_of(lookup);
    const std::string first = path.substr(0, path.find("__"));
    const schema::Relation* relation = self.database->catalog().find_relation(self.registry(), first);
    if (single_only && (relation == nullptr || relation->kind != schema::Relation::Kind::forward)) {
      std::string choices;
      for (const schema::Field& one : self.registry().fields) {
        if (one.is_relation()) choices += (choices.empty() ? "" : ", ") + one.name;
      }
      throw Error(ErrorCode::unknown_field,
                  "Invalid field name(s) given in select_related: '" + first + "'. Choices are: " + choices);
    }
    if (relation == nullptr) {
      throw Error(ErrorCode::no_attribute, "Cannot find '" + first + "' on " + self.registry().name +
                                               " object, '" + path +
                                               "' is an invalid parameter to prefetch_related()");
    }
    result.fetched.push_back(path);
  }
  return result;
}

template <class Class>
void refuse(Class& query_set, const char* name, const char* instead) {
  query_set.def(name, [name, instead](const QuerySet&, const nb::args&, const nb::kwargs&) -> nb::object {
    throw Error(ErrorCode::unsupported, std::string(name) + "() is not there").hint(instead);
  });
}

}  // namespace

void refuse_unknown_field(const schema::Registry& registry, std::string_view name) {
  nb::object type = nb::module_::import_("lamindb.errors").attr("FieldDoesNotExist");
  const std::string text = registry.name + " has no field named '" + std::string(name) + "'";
  PyErr_SetString(type.ptr(), text.c_str());
  nb::raise_python_error();
}

std::string statement_text(const QuerySet& query_set) {
  const query::Compiled question = compiled(query_set);
  const sql::Dialect& dialect = query_set.database->store().dialect();
  std::string text = question.sql;
  // From the last, so that ?1 is not found in ?12.
  for (std::size_t i = question.parameters.size(); i > 0; --i) {
    const std::string placeholder = dialect.placeholder(static_cast<int>(i));
    const std::string value = python_str(question.parameters[i - 1]);
    for (std::size_t at = text.find(placeholder); at != std::string::npos;
         at = text.find(placeholder, at + value.size()))
      text.replace(at, placeholder.size(), value);
  }
  return text;
}

void bind_query_forms(nb::class_<QuerySet>& query_set) {
  query_set.def("only", &only)
      .def("defer", &deferring)
      .def("explain", &explained, nb::arg("format") = nb::none(), nb::arg("options"))
      .def("select_related",
           [](const QuerySet& self, const nb::args& fields) { return fetching(self, fields, true); })
      .def("prefetch_related",
           [](const QuerySet& self, const nb::args& fields) { return fetching(self, fields, false); })
      .def("iterator", &iterated, nb::arg("chunk_size") = nb::none())
      .def_static("deferred_fields", &deferred_fields);
  constexpr const char* no_sql =
      "Say it with filter(), annotate() and order_by(), or run the statement with sqlite3 or psycopg.";
  refuse(query_set, "raw", no_sql);
  refuse(query_set, "extra", no_sql);
  constexpr const char* no_async =
      "Call the method of the same name without the `a`, in a thread if it must not wait.";
  for (const char* name :
       {"aiterator", "aget", "acreate", "aget_or_create", "aupdate_or_create", "abulk_create", "abulk_update",
        "acount", "aexists", "afirst", "alast", "alatest", "aearliest", "ain_bulk", "aupdate", "adelete",
        "aaggregate", "acontains", "aexplain"})
    refuse(query_set, name, no_async);
}

}  // namespace lamin::python
