// Values and annotations of query sets: values, annotate, aggregate, dates.
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>

#include "errors.hpp"
#include "expressions.hpp"
#include "query/path.hpp"
#include "query_set.hpp"
#include "relations.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

using query::Expression;

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
  for (const std::string& name : {path.substr(0, path.find("__")), path}) {
    const query::Annotation* known = self.query.find_annotation(name);
    if (known != nullptr && known->is_hidden) {
      throw Error(ErrorCode::unknown_field,
                  "Cannot select the '" + path + "' alias. Use annotate() to promote it.");
    }
    if (known != nullptr) return;
  }
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
  for (auto [name, value] : named) add(std::string(text_of(name)), value);
  for (nb::handle object : expressions) add("", object);
  nb::dict result;
  if (names.empty()) return result;
  const auto rows = unlocked([&] { return self.database->store().values(whole, names); });
  for (std::size_t i = 0; i < names.size(); ++i) result[names[i].c_str()] = to_python(rows.front()[i]);
  return result;
}

/// Distinct years, months, ... of the times of a field: `dates` and `datetimes`.
nb::list truncated(const QuerySet& self, const std::string& field, const std::string& kind,
                   const std::string& order, schema::ValueKind as) {
  if (order != "ASC" && order != "DESC")
    throw Error(ErrorCode::invalid_value, "'order' must be either 'ASC' or 'DESC'.");
  const std::string name = "_moment";
  query::Query moments = self.query;
  moments.filter(query::Filter::condition(field + "__isnull", Value(false)));
  moments.annotate(
      name, Expression::cast(
                Expression::function("Trunc", {Expression::path(field), Expression::value(kind)}), as));
  moments.order_by({(order == "DESC" ? "-" : "") + name}).distinct();
  nb::list result;
  for (const auto& row : unlocked([&] { return self.database->store().values(moments, {name}); }))
    result.append(to_python(row.front()));
  return result;
}

}  // namespace

void bind_query_values(nb::class_<QuerySet>& query_set) {
  using Shape = QuerySet::Shape;
  query_set
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
             const std::string& order) {
            return truncated(self, field, kind, order, schema::ValueKind::date);
          },
          nb::arg("field_name"), nb::arg("kind"), nb::arg("order") = "ASC")
      .def(
          "datetimes",
          [](const QuerySet& self, const std::string& field, const std::string& kind,
             const std::string& order) {
            return truncated(self, field, kind, order, schema::ValueKind::timestamp);
          },
          nb::arg("field_name"), nb::arg("kind"), nb::arg("order") = "ASC");
}

}  // namespace lamin::python
