// Q: conditions joined by &, | and ~, as Django has them; and how arguments become a query::Filter.
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "errors.hpp"
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

Q joined(nb::handle left, nb::handle right, const char* connector) {
  Q result;
  result.connector = connector;
  for (nb::handle side : {left, right}) {
    const Q& q = nb::cast<const Q&>(side);
    if (q.children.empty()) continue;
    if (!q.negated && (q.connector == connector || q.children.size() == 1)) {
      result.children.insert(result.children.end(), q.children.begin(), q.children.end());
    } else {
      result.children.push_back(nb::borrow(side));
    }
  }
  return result;
}

Q inverted(nb::handle self) {
  Q result;
  const Q& q = nb::cast<const Q&>(self);
  if (!q.negated) {
    result = q;
  } else {
    result.children.push_back(nb::borrow(self));
  }
  result.negated = true;
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

query::Filter condition(nb::handle path, nb::handle value) {
  std::string name(text_of(path));
  query::Operand operand = to_operand(value, name);
  return query::Filter::condition(std::move(name), std::move(operand));
}

/// A lookup of Django, such as `GreaterThan(F("size"), 3)`: an expression on the left, a value on the right.
bool is_lookup(nb::handle child) {
  return nb::hasattr(child, "lookup_name") && nb::hasattr(child, "lhs") && nb::hasattr(child, "rhs");
}

query::Filter condition_of_lookup(nb::handle lookup) {
  nb::object left = lookup.attr("lhs");
  if (!nb::hasattr(left, "name")) {
    throw Error(ErrorCode::unsupported, "Only F(...) can stand on the left of a lookup, not " +
                                            std::string(text_of(nb::repr(left))));
  }
  std::string path(text_of(left.attr("name")));
  path.append("__").append(text_of(lookup.attr("lookup_name")));
  nb::object right = lookup.attr("rhs");
  // Django puts a bare value into Value(...).
  if (nb::hasattr(right, "value") && nb::hasattr(right, "resolve_expression")) right = right.attr("value");
  return condition(to_python(std::string_view(path)), right);
}

query::Filter filter_of_child(nb::handle child) {
  if (PyTuple_Check(child.ptr())) {
    auto pair = nb::borrow<nb::tuple>(child);
    return condition(pair[0], pair[1]);
  }
  return filter_of_q(child);
}

query::Filter combined(std::vector<query::Filter> parts, bool any, bool negated) {
  query::Filter filter =
      any ? query::Filter::any_of(std::move(parts)) : query::Filter::all_of(std::move(parts));
  return negated ? query::Filter::negation(std::move(filter)) : filter;
}

}  // namespace

query::Filter filter_of_q(nb::handle q) {
  std::vector<query::Filter> parts;
  if (nb::isinstance<Q>(q)) {
    const Q& ours = nb::cast<const Q&>(q);
    for (const nb::object& child : ours.children) parts.push_back(filter_of_child(child));
    return combined(std::move(parts), ours.connector == "OR", ours.negated);
  }
  if (is_lookup(q)) return condition_of_lookup(q);
  if (!nb::hasattr(q, "children") || !nb::hasattr(q, "connector")) {
    throw Error(ErrorCode::invalid_type,
                "Conditions are Q objects or keyword arguments, not " + std::string(text_of(nb::repr(q))));
  }
  for (nb::handle child : q.attr("children")) parts.push_back(filter_of_child(child));
  bool any = text_of(nb::str(q.attr("connector"))) == "OR";
  return combined(std::move(parts), any, nb::cast<bool>(q.attr("negated")));
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
             for (nb::handle name : names) q.children.push_back(nb::make_tuple(name, kwargs[name]));
             new (self) Q(std::move(q));
           })
      .def("__and__", [](nb::handle self, nb::handle other) { return joined(self, other, "AND"); })
      .def("__or__", [](nb::handle self, nb::handle other) { return joined(self, other, "OR"); })
      .def("__invert__", &inverted)
      .def("__str__", &text_of_q)
      .def("__repr__", [](const Q& self) { return "<Q: " + text_of_q(self) + ">"; })
      .def_prop_ro("children", [](const Q& self) { return self.children; })
      .def_ro("connector", &Q::connector)
      .def_ro("negated", &Q::negated);
}

}  // namespace lamin::python
