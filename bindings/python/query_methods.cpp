// What query sets have from Django beside filters: order, sets of sets, looking for one.
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <set>

#include "errors.hpp"
#include "expressions.hpp"
#include "query_set.hpp"
#include "record.hpp"
#include "relations.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

using query::Combination;
using query::Expression;

QuerySet ordered(const QuerySet& self, const nb::args& fields) {
  refuse_after_slice(self, "reorder a query");
  QuerySet result = self.copy();
  std::vector<std::string> paths;
  for (nb::handle field : fields) {
    const auto term = find_order_term(field);
    if (!term) {
      if (PyLong_Check(field.ptr()) || PyFloat_Check(field.ptr())) {
        throw Error(ErrorCode::unknown_field,
                    "Invalid order_by arguments: [" + std::string(text_of(nb::repr(field))) + "]");
      }
      paths.push_back(field_name_of(field));
      continue;
    }
    std::string name = "_order" + std::to_string(paths.size());
    if (const std::string* path = term->expression.as_path()) {
      name = *path;
    } else {
      result.query.annotate(name, term->expression, true);
    }
    if (term->nulls_first) result.query.nulls_of(name, *term->nulls_first);
    paths.push_back((term->is_descending ? "-" : "") + name);
  }
  result.query.order_by(std::move(paths));
  check(result);
  return result;
}

QuerySet reversed(const QuerySet& self) {
  refuse_after_slice(self, "reverse a query");
  QuerySet result = self.copy();
  result.query.reverse();
  return result;
}

QuerySet distinct(const QuerySet& self, const nb::args& fields) {
  refuse_after_slice(self, "create distinct fields");
  refuse_after_combination(self, "distinct");
  if (fields.size() > 0)
    throw Error(ErrorCode::unsupported, "DISTINCT ON fields is not supported by this database backend");
  QuerySet result = self.copy();
  result.query.distinct();
  return result;
}

// ---- sets of sets

QuerySet combined(const QuerySet& self, const nb::args& others, Combination combination) {
  std::vector<query::Query> queries;
  const auto selected = [](const QuerySet& one) {
    query::Query query = one.query;
    return one.shape == QuerySet::Shape::records ? query.select_paths({}) : query.select_paths(one.paths);
  };
  for (nb::handle other : others) {
    const QuerySet& one = nb::cast<const QuerySet&>(other);
    if (!one.query.is_none() || combination == Combination::intersect) queries.push_back(selected(one));
  }
  QuerySet result = self.copy();
  result.is_sliced = false;
  result.query = selected(self);
  if (!queries.empty()) result.query.combine(combination, std::move(queries));
  return result;
}

/// `|` and `&`.
QuerySet joined(const QuerySet& self, nb::handle other, bool any) {
  if (!nb::isinstance<QuerySet>(other))
    throw Error(ErrorCode::invalid_type, "Cannot combine a query set with something else");
  const QuerySet& right = nb::cast<const QuerySet&>(other);
  if (&right.registry() != &self.registry())
    throw Error(ErrorCode::invalid_type, "Cannot combine queries on two different base models.");
  if (self.is_sliced || right.is_sliced)
    throw Error(ErrorCode::invalid_type, "Cannot combine queries once a slice has been taken.");
  const auto whole = [](const query::Query& query) { return query::Filter::all_of(query.filters()); };
  if (self.query.is_none() || right.query.is_none()) {
    const bool first = self.query.is_none() == any;
    return first ? right.copy() : self.copy();
  }
  QuerySet result = self.copy();
  if (any) {
    const bool is_everything = self.query.filters().empty() || right.query.filters().empty();
    result.query = query::Query(self.registry());
    result.query.order_by(self.query.order());
    if (!is_everything) result.query.filter(query::Filter::any_of({whole(self.query), whole(right.query)}));
  } else {
    for (const query::Filter& filter : right.query.filters()) result.query.filter(filter);
  }
  return result;
}

// ---- looking for one

/// The first or last record by a field, which must be there.
nb::object at_end(const QuerySet& self, const nb::args& fields, bool is_latest) {
  if (fields.size() == 0) {
    throw Error(ErrorCode::invalid_value,
                "earliest() and latest() require either fields as positional arguments or 'get_latest_by' in "
                "the model's Meta.");
  }
  refuse_after_slice(self, "change a query");
  QuerySet order = ordered(self, fields);
  if (is_latest) order.query.reverse();
  order.query.limit(1);
  nb::list& found = order.evaluate();
  if (nb::len(found) > 0) return found[0];
  throw Error(ErrorCode::no_match, self.registry().name + " matching query does not exist.")
      .with("registry", self.registry().qualified_name());
}

nb::object in_bulk(const QuerySet& self, nb::handle keys, const std::string& field_name) {
  refuse_after_slice(self, "use 'limit' or 'offset' with in_bulk().");
  const std::string name = field_name == "pk" ? self.registry().key().name : field_name;
  const schema::Field* field = self.registry().find_field(name);
  if (field == nullptr) refuse_unknown_field(self.registry(), field_name);
  if (!field->unique && !field->is_key()) {
    throw Error(ErrorCode::invalid_value,
                "in_bulk()'s field_name must be a unique field but '" + field_name + "' isn't.");
  }
  QuerySet chosen = self.copy();
  if (!keys.is_none()) {
    nb::list wanted(nb::borrow(keys));
    chosen.query.filter(query::Filter::condition(name + "__in", to_operand(wanted, name + "__in")));
  }
  nb::dict dict;
  for (nb::handle record : chosen.evaluate()) dict[record.attr(name.c_str())] = record;
  return dict;
}

bool contains(QuerySet& self, nb::handle object) {
  const RecordBox* box = find_box(object);
  if (box == nullptr) throw Error(ErrorCode::invalid_type, "'obj' must be a model instance.");
  if (self.shape != QuerySet::Shape::records)
    throw Error(ErrorCode::invalid_type,
                "Cannot call QuerySet.contains() after .values() or .values_list().");
  if (box->registry().table != self.registry().table) return false;
  if (!box->record.is_saved())
    throw Error(ErrorCode::invalid_value, "QuerySet.contains() cannot be used on unsaved objects.");
  if (self.answer || self.is_sliced || self.query.combination())
    return PySequence_Contains(self.evaluate().ptr(), object.ptr()) == 1;
  query::Query one = self.query;
  one.where(self.registry().key().name, box->record.id());
  return unlocked([&] { return self.database->store().exists(one); });
}

/// What Django's Exists and Subquery take from a query set.
struct Question {
  QuerySet query_set;
};

QuerySet of_instance(const QuerySet& self, nb::handle alias) {
  if (alias.is_none() || text_of(alias) == "default") return self.copy();
  QuerySet result = self.copy();
  result.database = Session::current().using_database(text_of(alias));
  return result;
}

}  // namespace

void bind_query_methods(nb::class_<QuerySet>& query_set) {
  nb::class_<Question>(query_set, "Question", nb::dynamic_attr())
      .def_ro("query_set", &Question::query_set)
      .def("__str__", [](const Question& self) { return statement_text(self.query_set); })
      .def_prop_ro("is_sliced", [](const Question& self) { return self.query_set.is_sliced; })
      .def("exists", [](const Question& self) { return Question{self.query_set.copy()}; })
      .def("clone", [](const Question& self) { return Question{self.query_set.copy()}; });
  query_set.def("order_by", &ordered)
      .def("reverse", &reversed)
      .def("distinct", &distinct)
      .def("union",
           [](const QuerySet& self, const nb::args& others, const nb::kwargs& options) {
             const bool all = options.contains("all") && nb::cast<bool>(options["all"]);
             return combined(self, others, all ? Combination::unite_all : Combination::unite);
           })
      .def("intersection",
           [](const QuerySet& self, const nb::args& others) {
             return combined(self, others, Combination::intersect);
           })
      .def("difference", [](const QuerySet& self,
                            const nb::args& others) { return combined(self, others, Combination::subtract); })
      .def("__or__", [](const QuerySet& self, nb::handle other) { return joined(self, other, true); })
      .def("__and__", [](const QuerySet& self, nb::handle other) { return joined(self, other, false); })
      .def("earliest",
           [](const QuerySet& self, const nb::args& fields) { return at_end(self, fields, false); })
      .def("latest", [](const QuerySet& self, const nb::args& fields) { return at_end(self, fields, true); })
      .def("in_bulk", &in_bulk, nb::arg("id_list") = nb::none(), nb::arg("field_name") = "pk")
      .def("contains", &contains, nb::arg("obj"))
      .def("using", &of_instance, nb::arg("alias").none())
      .def_prop_ro("query", [](const QuerySet& self) { return Question{self.copy()}; });
}

}  // namespace lamin::python
