#include "given.hpp"

#include "base/error.hpp"
#include "query_set.hpp"
#include "record.hpp"
#include "records/rules.hpp"
#include "transfer.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

using annotation::Given;

bool is_plain(const Value& value) {
  return !value.is<Duration>();
}

/// Dates and times as ISO text.
Json as_json(const Value& value) {
  if (const auto* date = value.get_if<Date>()) return iso_text(*date);
  if (const auto* time = value.get_if<Timestamp>()) {
    const std::string text = iso_text(*time);
    return text.substr(0, text.rfind('+'));
  }
  return to_json(value);
}

bool is_collection(nb::handle value) {
  return PyList_Check(value.ptr()) || PyTuple_Check(value.ptr()) || PyAnySet_Check(value.ptr()) ||
         nb::isinstance<QuerySet>(value);
}

/// The records of a list, or nothing if an element is none.
std::vector<records::Record> only_records(nb::handle list) {
  std::vector<records::Record> records;
  for (nb::handle element : list) {
    const RecordBox* box = find_box(element);
    if (box == nullptr) return {};
    records.push_back(box->record);
  }
  return records;
}

void expect_comparable(const QuerySet& from, std::string_view path, const RecordBox& box) {
  if (!is_same_instance(box.database, from.database)) {
    throw Error(ErrorCode::invalid_value, "Cannot query \"" + records::repr(box.record) +
                                              "\": it is a record of " + box.database->instance->slug() +
                                              ", the query is of " + from.database->instance->slug())
        .hint("Compare with its uid.");
  }
  records::expect_comparable(from.database->catalog(), from.query, path, box.record);
}

/// Records that a condition compares with must be of the registry that its path leads to.
void expect_comparable(const QuerySet& from, std::string_view path, nb::handle value) {
  if (const RecordBox* box = find_box(value)) {
    expect_comparable(from, path, *box);
  } else if (PyList_Check(value.ptr()) || PyTuple_Check(value.ptr()) || PyAnySet_Check(value.ptr())) {
    for (nb::handle element : value)
      if (const RecordBox* one = find_box(element)) expect_comparable(from, path, *one);
  } else if (nb::isinstance<QuerySet>(value) &&
             !is_same_instance(nb::cast<const QuerySet&>(value).database, from.database)) {
    throw Error(ErrorCode::invalid_value,
                "Subqueries aren't allowed across different databases. Force the inner query to be evaluated "
                "using `list(inner_query)`.");
  }
}

/// `q`, ours or Django's, with the records of other instances as they are in `database`; itself if there are
/// none.
nb::object q_as_in(const DatabasePtr& database, nb::handle q) {
  nb::object children = nb::getattr(q, "children", nb::none());
  if (children.is_none()) return nb::borrow(q);
  nb::list here;
  bool is_any = false;
  for (nb::handle child : children) {
    const bool is_pair = PyTuple_Check(child.ptr()) && nb::len(child) == 2;
    nb::object value = is_pair ? as_in(database, child[1]) : q_as_in(database, child);
    is_any |= !value.is(is_pair ? nb::object(child[1]) : nb::borrow(child));
    here.append(is_pair ? nb::object(nb::make_tuple(child[0], value)) : value);
  }
  if (!is_any) return nb::borrow(q);
  nb::dict options;
  options["_connector"] = nb::str(q.attr("connector"));
  options["_negated"] = q.attr("negated");
  return nb::module_::import_("lamindb._core").attr("Q")(*here, **options);
}

nb::args all_as_in(const DatabasePtr& database, const nb::args& queries) {
  nb::list here;
  for (nb::handle q : queries) here.append(q_as_in(database, q));
  return nb::borrow<nb::args>(nb::tuple(here));
}

void expect_comparable(const QuerySet& from, nb::handle q) {
  nb::object children = nb::getattr(q, "children", nb::none());
  if (children.is_none()) return;
  for (nb::handle child : children) {
    const bool is_pair = PyTuple_Check(child.ptr()) && nb::len(child) == 2;
    if (is_pair && PyUnicode_Check(child[0].ptr()))
      expect_comparable(from, text_of(child[0]), child[1]);
    else if (!is_pair)
      expect_comparable(from, child);
  }
}

}  // namespace

Given given_of(std::string name, nb::handle value) {
  if (const RecordBox* box = find_box(value)) return Given::of(std::move(name), {box->record}, false);
  std::string text(text_of(nb::str(value)));
  if (is_collection(value)) {
    auto records = only_records(value);
    if (!records.empty()) return Given::of(std::move(name), std::move(records), true);
  }
  try {
    nb::object plain = nb::borrow(value);
    if (PyAnySet_Check(value.ptr())) plain = nb::list(value);
    if (nb::hasattr(value, "tolist")) plain = value.attr("tolist")();
    const Value one = to_value(plain);
    if (is_plain(one)) {
      Given given = Given::of(std::move(name), as_json(one));
      given.text = std::move(text);
      return given;
    }
  } catch (const Error&) {
  } catch (const nb::python_error&) {
  }
  return Given::unknown(std::move(name), std::move(text));
}

std::vector<Given> given_in(nb::handle dictionary) {
  std::vector<Given> given;
  for (auto [key, value] : nb::borrow<nb::dict>(dictionary)) {
    if (!PyUnicode_Check(key.ptr()))
      throw Error(ErrorCode::invalid_type,
                  "The keys of values are names of features, not " + std::string(text_of(nb::repr(key))));
    given.push_back(given_of(std::string(text_of(key)), value));
  }
  return given;
}

std::vector<records::Record> records_in(nb::handle value) {
  if (const RecordBox* box = find_box(value)) return {box->record};
  std::vector<records::Record> records;
  if (!nb::hasattr(value, "__iter__") || PyUnicode_Check(value.ptr()))
    throw Error(ErrorCode::invalid_type,
                "Please pass a record or a list of records, not " + std::string(text_of(nb::repr(value))));
  for (nb::handle element : value) records.push_back(box_of(element).record);
  return records;
}

annotation::Condition condition_of(std::string key, nb::handle value) {
  if (const RecordBox* box = find_box(value))
    return {std::move(key), query::Operand(box->record.get("id")), &box->registry()};
  if (is_collection(value)) {
    const auto records = only_records(value);
    if (!records.empty()) {
      std::vector<Value> ids;
      for (const auto& record : records) ids.push_back(record.get("id"));
      const schema::Registry* registry = &records.front().registry();
      return {std::move(key), query::Operand(std::move(ids)), registry};
    }
  }
  query::Operand operand = to_operand(value, key);
  return {std::move(key), std::move(operand)};
}

query::Filter filter_for(const QuerySet& from, const nb::args& given_queries, const nb::kwargs& given) {
  const nb::args queries = all_as_in(from.database, given_queries);
  const nb::kwargs conditions = all_as_in(from.database, given);
  const schema::Registry& registry = from.registry();
  const schema::Catalog& catalog = from.database->catalog();
  records::RecordStore& store = from.database->store();
  for (nb::handle q : queries) expect_comparable(from, q);
  for (auto [key, value] : conditions) expect_comparable(from, text_of(key), value);
  if (annotation::value_relation(catalog, registry, annotation::Subject::features) == nullptr)
    return filter_of(queries, conditions);
  std::vector<annotation::Condition> meant;
  for (auto [key, value] : conditions)
    if (annotation::may_be_feature(catalog, registry, text_of(key)))
      meant.push_back(condition_of(std::string(text_of(key)), value));
  query::Filter plain = filter_of(queries, nb::kwargs());
  if (queries.size() > 0)
    plain = unlocked([&] { return annotation::with_features(store, registry, std::move(plain)); });
  // Flat, since what stands at the top decides which records show (records/rules.hpp).
  std::vector<query::Filter> parts = plain.parts();
  const auto add_fields = [&](const nb::kwargs& fields) {
    const query::Filter filter = filter_of(nb::borrow<nb::args>(nb::tuple()), fields);
    parts.insert(parts.end(), filter.parts().begin(), filter.parts().end());
    return query::Filter::all_of(std::move(parts));
  };
  if (meant.empty()) return add_fields(conditions);
  const auto filters = unlocked(
      [&] { return annotation::filters_of_features(store, registry, annotation::Subject::features, meant); });
  nb::kwargs fields = nb::borrow<nb::kwargs>(conditions.attr("copy")());
  for (std::size_t i = 0; i < meant.size(); ++i) {
    if (!filters[i]) continue;
    fields.attr("pop")(meant[i].key);
    parts.push_back(*filters[i]);
  }
  return add_fields(fields);
}

}  // namespace lamin::python
