// Q: conditions joined by &, | and ~, as Django has them; and how arguments become a query::Filter.
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "errors.hpp"
#include "expressions.hpp"
#include "query_set.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

/// As Django's Q: children are pairs of path and value, or further Qs.
struct Q {
  std::vector<nb::object> children;
  std::string connector = "AND";
  bool negated = false;
};

/// Something that holds or not, as a part of a Q: a Q, an expression, Django's of either.
bool is_conditional(nb::handle object) {
  return nb::isinstance<Q>(object) || nb::isinstance<query::Expression>(object) ||
         nb::cast<bool>(nb::bool_(nb::getattr(object, "conditional", nb::bool_(false))));
}

nb::object as_q(nb::handle object) {
  if (nb::isinstance<Q>(object)) return nb::borrow(object);
  Q q;
  q.children.push_back(nb::borrow(object));
  return nb::cast(std::move(q));
}

nb::object joined(nb::handle left, nb::handle right, const char* connector) {
  if (!is_conditional(right)) throw Error(ErrorCode::invalid_type, std::string(text_of(nb::str(right))));
  Q result;
  result.connector = connector;
  for (nb::handle side : {nb::handle(left), nb::handle(right)}) {
    nb::object object = as_q(side);
    const Q& q = nb::cast<const Q&>(object);
    if (q.children.empty()) return as_q(side.is(left) ? right : left);
    if (!q.negated && (q.connector == connector || q.children.size() == 1)) {
      result.children.insert(result.children.end(), q.children.begin(), q.children.end());
    } else {
      result.children.push_back(object);
    }
  }
  return nb::cast(std::move(result));
}

Q inverted(const Q& self) {
  Q result = self;
  result.negated = !self.negated;
  return result;
}

std::string text_of_q(const Q& q) {
  std::string parts;
  for (const nb::object& child : q.children) {
    if (!parts.empty()) parts += ", ";
    parts += text_of(nb::str(child));
  }
  std::string text = "(" + q.connector + ": " + parts + ")";
  return q.negated ? "(NOT " + text + ")" : text;
}

bool has_expressions(nb::handle list) {
  for (nb::handle element : list) {
    if (find_expression(element)) return true;
  }
  return false;
}

/// `size__in=[F("id"), 4]`: one of them.
query::Filter among(const std::string& path, nb::handle list) {
  std::vector<query::Filter> parts;
  for (nb::handle element : list)
    parts.push_back(query::Filter::condition(path.substr(0, path.size() - 4), to_operand(element, "")));
  return query::Filter::any_of(std::move(parts));
}

/// `size__range=(F("id"), 5)`: from one to the other.
query::Filter between(const std::string& path, nb::handle ends) {
  const std::string of = path.substr(0, path.size() - 5);
  if (nb::len(ends) != 2)
    throw Error(ErrorCode::invalid_value, "The lookup 'range' expects two values.").with("path", path);
  return query::Filter::all_of({query::Filter::condition(of + "gte", to_operand(ends[0], "")),
                                query::Filter::condition(of + "lte", to_operand(ends[1], ""))});
}

/// +1 or -1 for a number over or below what the database counts with, else 0.
int beyond_integers(nb::handle value) {
  if (!PyLong_Check(value.ptr())) return 0;
  int overflow = 0;
  PyLong_AsLongLongAndOverflow(value.ptr(), &overflow);
  return overflow;
}

/// What holds for numbers compared with one that is over (`side` is 1) or below all of them.
query::Filter beyond(std::string path, int side) {
  for (const std::string_view lookup : {"__gte", "__gt", "__lte", "__lt"}) {
    if (!path.ends_with(lookup)) continue;
    const bool holds = lookup.starts_with("__l") == (side > 0);
    path.resize(path.size() - lookup.size());
    if (holds) return query::Filter::condition(path + "__isnull", Value(false));
  }
  return query::Filter::condition(path + "__in", query::Operand(std::vector<Value>()));
}

query::Filter condition(nb::handle path, nb::handle value) {
  std::string name(text_of(path));
  if (const int side = beyond_integers(value); side != 0) return beyond(std::move(name), side);
  const bool is_list = PyList_Check(value.ptr()) || PyTuple_Check(value.ptr());
  if (is_list && name.ends_with("__in") && has_expressions(value)) return among(name, value);
  if (is_list && name.ends_with("__range") && has_expressions(value)) return between(name, value);
  query::Operand operand = to_operand(value, name);
  return query::Filter::condition(std::move(name), std::move(operand));
}

/// A lookup of Django, such as `GreaterThan(F("size"), 3)`: an expression on the left, a value on the right.
bool is_lookup(nb::handle child) {
  return nb::hasattr(child, "lookup_name") && nb::hasattr(child, "lhs") && nb::hasattr(child, "rhs");
}

query::Filter condition_of_lookup(nb::handle lookup) {
  nb::object left = lookup.attr("lhs");
  std::string name(text_of(lookup.attr("lookup_name")));
  nb::object right = lookup.attr("rhs");
  // Django puts a bare value into Value(...).
  if (nb::hasattr(right, "value") && nb::hasattr(right, "resolve_expression")) right = right.attr("value");
  if (nb::hasattr(left, "name")) {
    std::string path(text_of(left.attr("name")));
    return condition(to_python(std::string_view(path.append("__").append(name))), right);
  }
  query::Operand operand = to_operand(right, "__" + name);
  return query::Filter::holds(
      query::Expression::comparison(expression_of(left), std::move(name), std::move(operand)));
}

query::Filter filter_of_child(nb::handle child) {
  if (!PyTuple_Check(child.ptr())) return filter_of_q(child);
  auto pair = nb::borrow<nb::tuple>(child);
  if (pair.size() != 2) throw Error(ErrorCode::invalid_value, "A condition is a path and a value");
  return condition(pair[0], pair[1]);
}

query::Filter combined(std::vector<query::Filter> parts, std::string_view connector, bool negated) {
  query::Filter filter = connector == "OR"    ? query::Filter::any_of(std::move(parts))
                         : connector == "XOR" ? query::Filter::odd_of(std::move(parts))
                                              : query::Filter::all_of(std::move(parts));
  return negated ? query::Filter::negation(std::move(filter)) : filter;
}

}  // namespace

query::Filter filter_of_q(nb::handle q) {
  std::vector<query::Filter> parts;
  if (nb::isinstance<Q>(q)) {
    const Q& ours = nb::cast<const Q&>(q);
    for (const nb::object& child : ours.children) parts.push_back(filter_of_child(child));
    return combined(std::move(parts), ours.connector, ours.negated);
  }
  if (is_lookup(q)) return condition_of_lookup(q);
  if (nb::hasattr(q, "children") && nb::hasattr(q, "connector")) {
    for (nb::handle child : q.attr("children")) parts.push_back(filter_of_child(child));
    return combined(std::move(parts), text_of(nb::str(q.attr("connector"))),
                    nb::cast<bool>(q.attr("negated")));
  }
  if (auto expression = find_expression(q)) return query::Filter::holds(*std::move(expression));
  throw Error(ErrorCode::invalid_type,
              "Conditions are Q objects or keyword arguments, not " + std::string(text_of(nb::repr(q))));
}

query::Filter filter_of(const nb::args& queries, const nb::kwargs& conditions) {
  std::vector<query::Filter> parts;
  for (nb::handle q : queries) parts.push_back(filter_of_q(q));
  for (auto [path, value] : conditions) parts.push_back(condition(path, value));
  return query::Filter::all_of(std::move(parts));
}

void bind_filters(nb::module_& module) {
  nb::class_<Q>(module, "Q", "Conditions that can be joined with &, | and ~.")
      .def("__init__",
           [](Q* self, const nb::args& args, const nb::kwargs& kwargs) {
             Q q;
             for (nb::handle child : args) q.children.push_back(nb::borrow(child));
             nb::list names(kwargs.keys());
             names.sort();
             for (nb::handle name : names) {
               if (text_of(name) == "_connector") {
                 if (!kwargs[name].is_none()) q.connector = text_of(kwargs[name]);
               } else if (text_of(name) == "_negated") {
                 q.negated = nb::cast<bool>(kwargs[name]);
               } else {
                 q.children.push_back(nb::make_tuple(name, kwargs[name]));
               }
             }
             new (self) Q(std::move(q));
           })
      .def("__and__", [](nb::handle self, nb::handle other) { return joined(self, other, "AND"); })
      .def("__or__", [](nb::handle self, nb::handle other) { return joined(self, other, "OR"); })
      .def("__xor__", [](nb::handle self, nb::handle other) { return joined(self, other, "XOR"); })
      .def("__rand__", [](nb::handle self, nb::handle other) { return joined(other, self, "AND"); })
      .def("__ror__", [](nb::handle self, nb::handle other) { return joined(other, self, "OR"); })
      .def("__bool__", [](const Q& self) { return !self.children.empty(); })
      .def("__len__", [](const Q& self) { return self.children.size(); })
      .def("__eq__",
           [](const Q& self, nb::handle other) {
             if (!nb::isinstance<Q>(other)) return false;
             const Q& right = nb::cast<const Q&>(other);
             return self.connector == right.connector && self.negated == right.negated &&
                    nb::cast(self.children).equal(nb::cast(right.children));
           })
      .def("__hash__",
           [](const Q& self) { return static_cast<std::int64_t>(std::hash<std::string>{}(text_of_q(self))); })
      .def_prop_ro("conditional", [](const Q&) { return true; })
      .def("__invert__", &inverted)
      .def("__str__", &text_of_q)
      .def("__repr__", [](const Q& self) { return "<Q: " + text_of_q(self) + ">"; })
      .def_prop_ro("children", [](const Q& self) { return self.children; })
      .def_ro("connector", &Q::connector)
      .def_ro("negated", &Q::negated);
}

}  // namespace lamin::python
