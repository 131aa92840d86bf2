// What query sets have from Django beside filters: order, values, annotations, sets of sets, creating and
// changing many.
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <set>

#include "errors.hpp"
#include "expressions.hpp"
#include "query/path.hpp"
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

// ---- values and annotations

std::vector<std::string> visible_annotations(const query::Query& query) {
  std::vector<std::string> names;
  for (const query::Annotation& one : query.annotations()) {
    if (!one.is_hidden) names.push_back(one.name);
  }
  return names;
}

std::vector<std::string> all_columns(const QuerySet& self) {
  std::vector<std::string> names;
  for (const schema::Field& field : self.registry().fields) names.push_back(field.column);
  for (std::string& name : visible_annotations(self.query)) names.push_back(std::move(name));
  return names;
}

/// What Django calls an expression that is asked for without a name.
std::string name_of_value(const Expression& expression, std::size_t position) {
  std::string name = expression.default_name();
  if (!name.empty()) return name;
  name = expression.name();
  if (!name.empty() && name.front() >= 'a' && name.front() <= 'z')
    name.front() = static_cast<char>(name.front() - 32);
  return name + std::to_string(position);
}

void expect_path(const QuerySet& self, const std::string& path) {
  if (self.query.find_annotation(path.substr(0, path.find("__"))) != nullptr) return;
  if (self.query.find_annotation(path) != nullptr) return;
  query::parse_value(self.registry(), path, self.database->catalog());
}

/// What annotations speak of; those with conditions, or of the query around this one, are checked when it is
/// asked.
void expect_paths(const QuerySet& self) {
  for (const query::Annotation& one : self.query.annotations()) {
    if (one.expression.mentions_outer() || one.expression.has_filters()) continue;
    std::vector<std::string> paths;
    one.expression.collect_paths(paths);
    for (const std::string& path : paths) expect_path(self, path);
  }
}

QuerySet with_values(const QuerySet& self, const nb::args& fields, const nb::kwargs& named,
                     QuerySet::Shape shape) {
  QuerySet result = self.copy();
  std::vector<std::string> paths;
  for (nb::handle field : fields) {
    const auto expression = find_expression(field);
    if (!expression) {
      paths.push_back(field_name_of(field));
      expect_path(self, paths.back());
      continue;
    }
    paths.push_back(name_of_value(*expression, paths.size() + 1));
    result.query.annotate(paths.back(), *expression);
  }
  for (auto [name, value] : named) {
    paths.emplace_back(text_of(name));
    result.query.annotate(paths.back(), argument_of(value));
  }
  result.paths = paths.empty() ? all_columns(self) : std::move(paths);
  result.query.select_paths(result.paths);
  result.shape = shape;
  return result;
}

QuerySet values_list(const QuerySet& self, const nb::args& fields, const nb::kwargs& options) {
  const auto is_on = [&](const char* name) {
    return options.contains(name) && nb::cast<bool>(options[name]);
  };
  if (is_on("flat") && fields.size() > 1) {
    throw Error(ErrorCode::invalid_type,
                "'flat' is not valid when values_list is called with more than one field.");
  }
  QuerySet result = with_values(self, fields, nb::kwargs(),
                                is_on("flat") ? QuerySet::Shape::flat : QuerySet::Shape::tuples);
  if (is_on("named")) {
    result.row_class = nb::module_::import_("collections").attr("namedtuple")("Row", nb::cast(result.paths));
  }
  return result;
}

void add_annotation(QuerySet& result, std::string name, Expression expression, bool is_hidden) {
  const bool groups = expression.is_aggregate() && result.shape != QuerySet::Shape::records;
  if (groups && result.query.grouping() == query::Grouping::records) result.query.group_by(result.paths);
  if (!is_hidden && result.shape != QuerySet::Shape::records) {
    result.paths.push_back(name);
    result.query.select_paths(result.paths);
  }
  result.query.annotate(std::move(name), std::move(expression), is_hidden);
}

QuerySet annotated(const QuerySet& self, const nb::args& expressions, const nb::kwargs& named,
                   bool is_hidden) {
  refuse_after_combination(self, is_hidden ? "alias" : "annotate");
  QuerySet result = self.copy();
  for (nb::handle object : expressions) {
    const auto expression = find_expression(object);
    if (!expression || expression->default_name().empty())
      throw Error(ErrorCode::invalid_type, "Complex annotations require an alias");
    add_annotation(result, expression->default_name(), *expression, is_hidden);
  }
  for (auto [name, value] : named) {
    const auto expression = find_expression(value);
    if (!expression) {
      throw Error(ErrorCode::invalid_type, "QuerySet.annotate() received non-expression(s): " +
                                               std::string(text_of(nb::str(value))) + ".");
    }
    add_annotation(result, std::string(text_of(name)), *expression, is_hidden);
  }
  expect_paths(result);
  return result;
}

nb::dict aggregated(const QuerySet& self, const nb::args& expressions, const nb::kwargs& named) {
  refuse_after_combination(self, "aggregate");
  query::Query whole = self.query;
  whole.hide_annotations().group_whole();
  if (!self.is_sliced) whole.order_by({});
  std::vector<std::string> names;
  const auto add = [&](std::string name, nb::handle object) {
    const auto expression = find_expression(object);
    if (!expression || !expression->is_aggregate()) {
      throw Error(ErrorCode::invalid_type, "QuerySet.aggregate() received non-expression(s): " +
                                               std::string(text_of(nb::str(object))) + ".");
    }
    if (name.empty()) name = expression->default_name();
    if (name.empty()) throw Error(ErrorCode::invalid_type, "Complex aggregates require an alias");
    whole.annotate(name, *expression);
    names.push_back(std::move(name));
  };
  for (nb::handle object : expressions) add("", object);
  for (auto [name, value] : named) add(std::string(text_of(name)), value);
  nb::dict result;
  if (names.empty()) return result;
  const auto rows = unlocked([&] { return self.database->store().values(whole, names); });
  for (std::size_t i = 0; i < names.size(); ++i) result[names[i].c_str()] = to_python(rows.front()[i]);
  return result;
}

/// Distinct years, months or days of the values of a field.
nb::list truncated(const QuerySet& self, const std::string& field, const std::string& kind,
                   const std::string& order, bool with_time) {
  QuerySet days = self.copy();
  days.query.order_by({}).distinct();
  days.query.filter(query::Filter::condition(field + "__isnull", Value(false)));
  const auto rows = unlocked([&] { return self.database->store().values(days.query, {field}); });
  nb::set found;
  for (const auto& row : rows) {
    nb::object moment = to_python(row.front());
    nb::dict rest;
    if (with_time) {
      for (const char* part : {"minute", "second", "microsecond"}) rest[part] = 0;
      if (kind != "hour") rest["hour"] = 0;
    }
    if (kind == "year" || kind == "month") rest["day"] = 1;
    if (kind == "year") rest["month"] = 1;
    moment = moment.attr("replace")(**nb::borrow<nb::kwargs>(rest));
    if (!with_time && nb::hasattr(moment, "hour")) moment = moment.attr("date")();
    found.add(moment);
  }
  nb::list result(found);
  result.sort();
  if (order == "DESC") result.attr("reverse")();
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

// ---- making and changing

nb::object made(const QuerySet& self, const nb::dict& fields) {
  nb::object record = Session::current().class_of(self.registry())(**nb::borrow<nb::kwargs>(fields));
  return record.attr("save")();
}

/// The record that meets the conditions, if there is one; more than one is an error.
nb::object the_one(const QuerySet& self, const nb::kwargs& conditions) {
  QuerySet known = self.copy();
  known.query.filter(filter_of(nb::borrow<nb::args>(nb::tuple()), conditions));
  known.query.limit(2);
  nb::list& found = known.evaluate();
  if (nb::len(found) > 1) {
    throw Error(ErrorCode::many_matches,
                "get() returned more than one " + self.registry().name + " -- it returned 2!")
        .with("registry", self.registry().qualified_name());
  }
  return nb::len(found) == 0 ? nb::none() : nb::object(found[0]);
}

nb::dict fields_to_make(const nb::kwargs& conditions, nb::handle defaults) {
  nb::dict fields;
  for (auto [name, value] : conditions) {
    if (text_of(name).find("__") == std::string_view::npos) fields[name] = value;
  }
  if (!defaults.is_none()) fields.attr("update")(defaults);
  return fields;
}

/// (record, whether it was made): the one that meets the conditions, or a new one with `defaults` beside
/// them.
nb::object get_or_create(const QuerySet& self, const nb::kwargs& given) {
  nb::kwargs conditions = nb::borrow<nb::kwargs>(given.attr("copy")());
  nb::object defaults = conditions.attr("pop")("defaults", nb::none());
  nb::object found = the_one(self, conditions);
  if (!found.is_none()) return nb::make_tuple(found, false);
  return nb::make_tuple(made(self, fields_to_make(conditions, defaults)), true);
}

nb::object update_or_create(const QuerySet& self, const nb::kwargs& given) {
  nb::kwargs conditions = nb::borrow<nb::kwargs>(given.attr("copy")());
  nb::object defaults = conditions.attr("pop")("defaults", nb::none());
  nb::object create_defaults = conditions.attr("pop")("create_defaults", nb::none());
  nb::object found = the_one(self, conditions);
  if (found.is_none()) {
    nb::object others = create_defaults.is_none() ? defaults : create_defaults;
    return nb::make_tuple(made(self, fields_to_make(conditions, others)), true);
  }
  if (!defaults.is_none()) {
    for (auto [name, value] : nb::borrow<nb::dict>(defaults)) nb::setattr(found, name, value);
    found.attr("save")();
  }
  return nb::make_tuple(found, false);
}

std::vector<records::Record*> records_in(nb::handle objects) {
  std::vector<records::Record*> records;
  for (nb::handle object : objects) records.push_back(&box_of(object).record);
  return records;
}

nb::object bulk_create(const QuerySet& self, nb::handle objects, nb::handle, bool ignore_conflicts,
                       const nb::kwargs&) {
  nb::list list(nb::borrow(objects));
  const std::vector<records::Record*> records = records_in(list);
  const auto conflict = ignore_conflicts ? records::OnConflict::ignore : records::OnConflict::fail;
  unlocked([&] { self.database->store().save_all(records, conflict); });
  return list;
}

std::int64_t bulk_update(const QuerySet& self, nb::handle objects, nb::handle fields, nb::handle) {
  if (nb::len(fields) == 0)
    throw Error(ErrorCode::invalid_value, "Field names must be given to bulk_update().");
  for (nb::handle field : fields) self.registry().field(field_name_of(field));
  nb::list list(nb::borrow(objects));
  const std::vector<records::Record*> records = records_in(list);
  if (!std::ranges::all_of(records, &records::Record::is_saved))
    throw Error(ErrorCode::invalid_value, "All bulk_update() objects must have a primary key set.");
  unlocked([&] { self.database->store().save_all(records); });
  return static_cast<std::int64_t>(records.size());
}

// ---- fetching

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
  using Shape = QuerySet::Shape;
  nb::class_<Question>(query_set, "Question", nb::dynamic_attr())
      .def_ro("query_set", &Question::query_set)
      .def("__str__", [](const Question& self) { return statement_text(self.query_set); })
      .def_prop_ro("is_sliced", [](const Question& self) { return self.query_set.is_sliced; })
      .def("exists", [](const Question& self) { return Question{self.query_set.copy()}; })
      .def("clone", [](const Question& self) { return Question{self.query_set.copy()}; });
  query_set.def("order_by", &ordered)
      .def("reverse", &reversed)
      .def("distinct", &distinct)
      .def("values", [](const QuerySet& self, const nb::args& fields,
                        const nb::kwargs& named) { return with_values(self, fields, named, Shape::dicts); })
      .def("values_list", &values_list)
      .def("annotate", [](const QuerySet& self, const nb::args& expressions,
                          const nb::kwargs& named) { return annotated(self, expressions, named, false); })
      .def("alias", [](const QuerySet& self, const nb::args& expressions,
                       const nb::kwargs& named) { return annotated(self, expressions, named, true); })
      .def("aggregate", &aggregated)
      .def(
          "dates",
          [](const QuerySet& self, const std::string& field, const std::string& kind,
             const std::string& order) { return truncated(self, field, kind, order, false); },
          nb::arg("field_name"), nb::arg("kind"), nb::arg("order") = "ASC")
      .def(
          "datetimes",
          [](const QuerySet& self, const std::string& field, const std::string& kind,
             const std::string& order) { return truncated(self, field, kind, order, true); },
          nb::arg("field_name"), nb::arg("kind"), nb::arg("order") = "ASC")
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
      .def("get_or_create", &get_or_create)
      .def("update_or_create", &update_or_create)
      .def("bulk_create", &bulk_create, nb::arg("objs"), nb::arg("batch_size") = nb::none(),
           nb::arg("ignore_conflicts") = false, nb::arg("kwargs"))
      .def("bulk_update", &bulk_update, nb::arg("objs"), nb::arg("fields"),
           nb::arg("batch_size") = nb::none())
      .def("select_related",
           [](const QuerySet& self, const nb::args& fields) { return fetching(self, fields, true); })
      .def("prefetch_related",
           [](const QuerySet& self, const nb::args& fields) { return fetching(self, fields, false); })
      .def("using", &of_instance, nb::arg("alias").none())
      .def_prop_ro("query", [](const QuerySet& self) { return Question{self.copy()}; });
}

}  // namespace lamin::python
