#include "values.hpp"

#include "base/error.hpp"
#include "expressions.hpp"
#include "query_set.hpp"
#include "record.hpp"

namespace lamin::python {

namespace {

constexpr std::int64_t microseconds_per_second = 1'000'000;
constexpr std::int64_t seconds_per_day = 86'400;

/// The module if Python has loaded it: an object of a module that nobody has imported cannot exist.
nb::object loaded_module(const char* name) {
  PyObject* modules = PyImport_GetModuleDict();
  PyObject* module = PyDict_GetItemString(modules, name);
  return nb::borrow(module == nullptr ? Py_None : module);
}

/// What times are made from, looked up once; never given back.
struct Times {
  nb::object module = nb::module_::import_("datetime");
  nb::object utc = module.attr("timezone").attr("utc");
  nb::object timedelta = module.attr("timedelta");
  nb::object epoch = module.attr("datetime")(1970, 1, 1, 0, 0, 0, 0, utc);

  static const Times& get() {
    static const Times* times = new Times();
    return *times;
  }
};

nb::object duration_object(std::int64_t microseconds) {
  return Times::get().timedelta(0, 0, microseconds);
}

nb::object date_object(std::int32_t days) {
  return Times::get().epoch.attr("date")() + Times::get().timedelta(days);
}

std::int64_t microseconds_of(nb::handle timedelta) {
  return (nb::cast<std::int64_t>(timedelta.attr("days")) * seconds_per_day +
          nb::cast<std::int64_t>(timedelta.attr("seconds"))) *
             microseconds_per_second +
         nb::cast<std::int64_t>(timedelta.attr("microseconds"));
}

/// Times without a zone are taken as UTC, as the reference does.
Timestamp timestamp_of(nb::handle object) {
  nb::object aware = nb::borrow(object);
  if (object.attr("tzinfo").is_none()) {
    nb::dict zone;
    zone["tzinfo"] = Times::get().utc;
    aware = object.attr("replace")(**zone);
  }
  return Timestamp{microseconds_of(aware - Times::get().epoch)};
}

std::optional<Value> time_value(nb::handle object) {
  nb::object datetime = loaded_module("datetime");
  if (datetime.is_none()) return std::nullopt;
  if (nb::isinstance(object, datetime.attr("datetime"))) return Value(timestamp_of(object));
  if (nb::isinstance(object, datetime.attr("date"))) {
    constexpr int unix_epoch_ordinal = 719163;
    return Value(Date{nb::cast<std::int32_t>(object.attr("toordinal")()) - unix_epoch_ordinal});
  }
  if (nb::isinstance(object, datetime.attr("time"))) return Value(text_of(nb::str(object)));
  if (nb::isinstance(object, datetime.attr("timedelta"))) return Value(Duration{microseconds_of(object)});
  return std::nullopt;
}

std::optional<Value> simple_value(nb::handle object) {
  PyObject* raw = object.ptr();
  if (raw == Py_None) return Value();
  if (PyBool_Check(raw)) return Value(raw == Py_True);
  if (PyUnicode_Check(raw)) return Value(text_of(object));
  if (PyLong_Check(raw)) {
    std::int64_t number = PyLong_AsLongLong(raw);
    if (number == -1 && PyErr_Occurred() != nullptr) {
      PyErr_Clear();
      PyErr_SetString(PyExc_OverflowError, "Python int too large to convert to SQLite INTEGER");
      nb::raise_python_error();
    }
    return Value(number);
  }
  if (PyFloat_Check(raw)) return Value(PyFloat_AsDouble(raw));
  return std::nullopt;
}

bool is_sequence(nb::handle object) {
  return PyList_Check(object.ptr()) || PyTuple_Check(object.ptr());
}

Json object_of(nb::handle mapping) {
  Json result = Json::object();
  for (auto [key, value] : nb::borrow<nb::dict>(mapping)) {
    result[text_of(nb::str(key))] = to_json_value(value);
  }
  return result;
}

bool ends_with_list_lookup(std::string_view path) {
  return path.ends_with("__in") || path.ends_with("__range") || path.ends_with("__has_keys") ||
         path.ends_with("__has_any_keys");
}

}  // namespace

std::string_view text_of(nb::handle object) {
  Py_ssize_t size = 0;
  const char* bytes = PyUnicode_AsUTF8AndSize(object.ptr(), &size);
  if (bytes == nullptr) nb::raise_python_error();
  return {bytes, static_cast<std::size_t>(size)};
}

std::optional<std::string> optional_text(nb::handle object) {
  if (object.is_none()) return std::nullopt;
  if (PyUnicode_Check(object.ptr())) return std::string(text_of(object));
  return std::string(text_of(nb::str(object)));
}

nb::object to_python(std::string_view text) {
  PyObject* result =
      PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "surrogateescape");
  if (result == nullptr) nb::raise_python_error();
  return nb::steal(result);
}

nb::object to_python(const std::optional<std::string>& text) {
  return text ? to_python(std::string_view(*text)) : nb::none();
}

nb::object to_python(const Json& value) {
  if (value.is_null()) return nb::none();
  if (value.is_boolean()) return nb::bool_(value.boolean());
  if (value.is_integer()) return nb::int_(value.integer());
  if (value.is_real()) return nb::float_(value.real());
  if (value.is_text()) return to_python(std::string_view(value.text()));
  if (value.is_array()) {
    nb::list list;
    for (const Json& element : value.elements()) list.append(to_python(element));
    return list;
  }
  nb::dict dict;
  for (const auto& [key, member] : value.members())
    dict[to_python(std::string_view(key))] = to_python(member);
  return dict;
}

nb::object to_python(const Value& value) {
  if (value.is_null()) return nb::none();
  if (const auto* text = value.get_if<std::string>()) return to_python(std::string_view(*text));
  if (const auto* number = value.get_if<std::int64_t>()) return nb::int_(*number);
  if (const auto* truth = value.get_if<bool>()) return nb::bool_(*truth);
  if (const auto* number = value.get_if<double>()) return nb::float_(*number);
  if (const auto* json = value.get_if<Json>()) return to_python(*json);
  if (const auto* time = value.get_if<Timestamp>())
    return Times::get().epoch + duration_object(time->microseconds);
  if (const auto* date = value.get_if<Date>()) return date_object(date->days);
  return duration_object(value.as<Duration>().microseconds);
}

Json to_json_value(nb::handle object) {
  if (auto simple = simple_value(object)) return to_json(*simple);
  if (PyDict_Check(object.ptr())) return object_of(object);
  if (is_sequence(object)) {
    Json array = Json::array();
    for (nb::handle element : object) array.push_back(to_json_value(element));
    return array;
  }
  if (nb::hasattr(object, "item")) return to_json_value(object.attr("item")());
  return to_json(to_value(object));
}

Value to_value(nb::handle object) {
  if (auto simple = simple_value(object)) return *std::move(simple);
  if (const RecordBox* box = find_box(object)) return box->record.get("id");
  if (auto time = time_value(object)) return *std::move(time);
  if (PyDict_Check(object.ptr()) || is_sequence(object)) return Value(to_json_value(object));
  if (nb::hasattr(object, "__fspath__")) return Value(text_of(nb::str(object.attr("__fspath__")())));
  if (nb::hasattr(object, "item")) return to_value(object.attr("item")());
  std::string type(
      text_of(nb::str(nb::handle(reinterpret_cast<PyObject*>(Py_TYPE(object.ptr()))).attr("__name__"))));
  throw Error(ErrorCode::invalid_type, "The catalogue cannot hold an object of type " + type);
}

Value to_value(nb::handle object, const schema::Field& field) {
  if (field.type == schema::FieldType::json && !object.is_none()) return Value(to_json_value(object));
  return to_value(object);
}

Value to_compared(nb::handle object) {
  if (PyLong_CheckExact(object.ptr())) {
    int overflow = 0;
    PyLong_AsLongLongAndOverflow(object.ptr(), &overflow);
    if (overflow != 0) return Value(text_of(nb::str(object)));
  }
  return to_value(object);
}

query::Operand to_operand(nb::handle object, std::string_view path) {
  if (nb::isinstance<QuerySet>(object)) return query::Operand(nb::cast<QuerySet&>(object).as_operand());
  if (auto expression = find_expression(object)) {
    const query::Query* rows = path.ends_with("__in") ? expression->as_subquery() : nullptr;
    return rows != nullptr ? query::Operand(*rows) : query::Operand(*std::move(expression));
  }
  const bool is_tree = path == "in_tree" || path.ends_with("__in_tree");
  const bool is_list_in_tree = is_tree && (PyList_Check(object.ptr()) || PyTuple_Check(object.ptr()) ||
                                           PyAnySet_Check(object.ptr()) || nb::hasattr(object, "tolist"));
  if ((!ends_with_list_lookup(path) && !is_list_in_tree) || PyUnicode_Check(object.ptr()) ||
      object.is_none()) {
    return query::Operand(to_compared(object));
  }
  nb::object elements = nb::borrow(object);
  if (nb::hasattr(object, "tolist")) elements = object.attr("tolist")();
  std::vector<Value> values;
  for (nb::handle element : elements) values.push_back(to_compared(element));
  return query::Operand(std::move(values));
}

}  // namespace lamin::python
