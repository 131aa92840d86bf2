#include "annotation/definitions.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "records/dtype.hpp"

namespace lamin::annotation {

Definitions Definitions::find(records::RecordStore& store, Subject subject,
                              const std::vector<std::string>& names, const std::string& field) {
  Definitions found;
  if (names.empty()) return found;
  query::Query query(store.registry(names_of(subject).definition));
  query.where(field + "__in", query::Operand(std::vector<Value>(names.begin(), names.end())));
  for (records::Record& record : store.all(query)) {
    std::string name(record.get(field).text());
    found.by_name_.emplace(std::move(name), std::move(record));
  }
  return found;
}

std::string Definitions::dtype_of(const std::string& name) const {
  return std::string(at(name).get("dtype").text());
}

void expect_defined(const Definitions& definitions, Subject subject, const std::vector<Given>& given,
                    const std::optional<records::Record>& transform, Log& log) {
  const Names& words = names_of(subject);
  const std::string field(words.field), registry(words.definition);
  const std::string type = transform && !transform->get("key").is_null() ? field + "_type" : "";
  std::vector<std::string> unknown;
  std::string lines;
  for (const Given& one : given) {
    if (definitions.has(one.name)) continue;
    const std::string dtype = inferred_dtype(one);
    if (dtype == "?") log.warning("cannot infer feature type of: " + one.text + ", returning '?");
    unknown.push_back(one.name);
    lines += "\n  ln." + registry + "(name='" + one.name + "', dtype='" + dtype + "'" +
             (type.empty() ? "" : ", type=" + type) + ").save()";
  }
  if (unknown.empty()) return;
  if (!type.empty())
    lines = "\n  " + type + " = ln." + registry + "(name='" + std::string(transform->get("type").text()) +
            "[" + std::string(transform->get("key").text()) + "]', is_type=True).save()" + lines;
  throw Error(ErrorCode::validation_failed, "These keys could not be validated: " + python_list(unknown) +
                                                "\nHere is how to create a " + field + ":\n" + lines);
}

std::vector<std::pair<const schema::Registry*, std::string>> label_fields_of(const schema::Catalog& catalog,
                                                                             std::string_view dtype) {
  std::vector<std::pair<const schema::Registry*, std::string>> fields;
  if (!is_categorical(dtype) || dtype == "cat") return fields;
  try {
    for (const auto& part : records::parse_dtype(catalog, dtype, records::DtypeOwner::feature))
      fields.emplace_back(part.registry, part.field);
  } catch (const Error&) {
    fields.clear();  // lamindb 1.3.2 writes dtypes that do not parse: cat[bionty.CellType][ULabel]
  }
  return fields;
}

std::vector<const schema::Registry*> registries_of(const schema::Catalog& catalog, std::string_view dtype) {
  std::vector<const schema::Registry*> registries;
  for (const auto& [registry, field] : label_fields_of(catalog, dtype))
    if (std::ranges::find(registries, registry) == registries.end()) registries.push_back(registry);
  return registries;
}

bool is_categorical(std::string_view dtype) {
  return dtype.starts_with("cat");
}

std::string python_list(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + python_repr(Value(text));
  return "[" + list + "]";
}

}  // namespace lamin::annotation
