#include "annotation/annotate.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "annotation/definitions.hpp"
#include "annotation/label_links.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "records/rules.hpp"

namespace lamin::annotation {
namespace {

using artifacts::Workspace;
using query::Query;
using records::Record;

using Values = std::vector<Value>;

void expect_kind(const Record& host, Subject subject) {
  if (host.registry().name != "Artifact") return;
  const bool is_model = host.get("kind") == Value("model");
  if (subject == Subject::features && is_model)
    throw Error(ErrorCode::validation_failed, "Can only set features for dataset-like artifacts.");
  if (subject == Subject::params && !is_model)
    throw Error(ErrorCode::validation_failed, "Can only set params for model-like artifacts.");
}

// Whose code is running: what is defined in it is gathered under a type named after it.
std::optional<Record> running_transform(Workspace& workspace, const Record& host) {
  if (!workspace.tracked.run) return std::nullopt;
  if (host.registry().name == "Run") return workspace.tracked.transform;
  const auto run = artifacts::current_run(workspace);
  if (!run) return std::nullopt;
  return workspace.records.find_by_id(workspace.records.registry("Transform"),
                                      run->get("transform").integer());
}

void expect_label(const Given& given, Subject subject, const std::string& dtype) {
  if (subject == Subject::params)
    throw Error(ErrorCode::unsupported, "Params whose values are records cannot be set: '" + given.name + "'")
        .hint("A param of dtype str can hold the record's name.");
  if (!given.is_text() && !given.is_records())
    throw Error(ErrorCode::invalid_type, "Value for feature '" + given.name + "' with type '" + dtype +
                                             "' must be a string or record.");
  for (const Record& record : given.records) {
    if (!record.is_saved())
      throw Error(ErrorCode::validation_failed,
                  "Please save " + records::repr(record) + " before annotation.");
  }
}

void expect_fit(const Given& given, Subject subject, const std::string& dtype) {
  if (is_categorical(dtype)) return expect_label(given, subject, dtype);
  if (fits(dtype, given)) return;
  if (dtype == "num")
    throw Error(ErrorCode::invalid_type,
                "Value for feature '" + given.name + "' with type num must be a number");
  throw Error(ErrorCode::validation_failed, "Expected dtype for '" + given.name + "' is '" + dtype +
                                                "', got '" + inferred_dtype(given) + "'");
}

std::vector<std::string> names_in(const std::vector<Given>& given) {
  std::vector<std::string> names;
  for (const Given& one : given) names.push_back(one.name);
  return names;
}

// ---- texts that name labels

// "bionty.CellType" -> "cell_types", "bt.CellType"
std::string lines_that_make(const schema::Catalog& catalog, const schema::Registry& registry,
                            const std::vector<std::string>& texts) {
  const auto* relation = label_relation(catalog, catalog.get("Artifact"), registry);
  const std::string list(relation == nullptr ? "labels" : relation->name);
  const std::string package = registry.module == "lamindb"  ? "ln"
                              : registry.module == "bionty" ? "bt"
                                                            : registry.module;
  return "Here is how to create " + replace_all(list, "_", " ") + " for them:\n\n  " + list + " = " +
         package + "." + registry.name + ".from_values(" + python_list(texts) + ", create=True)\n  ln.save(" +
         list + ")\n";
}

// A registry and the field by which texts name its records.
using Field = std::pair<const schema::Registry*, std::string>;

class NamedLabels {
 public:
  NamedLabels(Workspace& workspace, const std::vector<Given>& given, const Definitions& definitions)
      : workspace_(workspace), definitions_(definitions) {
    for (const Given& one : given) {
      if (!one.is_text() || !is_categorical(definitions.dtype_of(one.name))) continue;
      named_.push_back(&one);
      for (const Field& field : fields_for(one)) wanted_[field].insert(one.value.text());
    }
  }

  // A statement a registry.  Throws validation_failed for texts that name nothing.
  void find() {
    for (const auto& [field, texts] : wanted_) {
      const auto& [registry, name] = field;
      Query query(*registry);
      query.where(name + "__in", query::Operand(Values(texts.begin(), texts.end())));
      for (const auto& row : workspace_.records.values(query, {name, registry->key().name}))
        found_[field].emplace(row[0].text(), row[1].integer());
    }
    expect_all_found();
  }

  void link(const Given& given, LabelLinks& links) const {
    for (const Field& field : fields_for(given))
      if (const auto id = find(field, given.value.text()))
        return links.add(*field.first, *id, definitions_.id_of(given.name));
  }

 private:
  std::vector<Field> fields_for(const Given& given) const {
    auto fields = label_fields_of(workspace_.records.catalog(), definitions_.dtype_of(given.name));
    const auto& ulabel = workspace_.records.registry("ULabel");
    if (fields.empty()) fields.emplace_back(&ulabel, name_field(ulabel));
    return fields;
  }

  std::optional<std::int64_t> find(const Field& field, const std::string& text) const {
    const auto names = found_.find(field);
    if (names == found_.end()) return std::nullopt;
    const auto label = names->second.find(text);
    return label == names->second.end() ? std::nullopt : std::optional(label->second);
  }

  void expect_all_found() const {
    std::vector<std::string> unknown;
    std::vector<std::pair<const schema::Registry*, std::vector<std::string>>> by_registry;
    for (const Given* one : named_) {
      const auto fields = fields_for(*one);
      const std::string& text = one->value.text();
      if (std::ranges::any_of(fields, [&](const Field& field) { return find(field, text).has_value(); }))
        continue;
      unknown.push_back(text);
      const auto* registry = fields.front().first;
      auto group =
          std::ranges::find_if(by_registry, [&](const auto& item) { return item.first == registry; });
      if (group == by_registry.end()) group = by_registry.insert(group, {registry, {}});
      group->second.push_back(text);
    }
    if (unknown.empty()) return;
    std::string text = "These values could not be validated: " + python_list(unknown);
    for (const auto& [registry, texts] : by_registry)
      text += "\n" + lines_that_make(workspace_.records.catalog(), *registry, texts);
    text.pop_back();
    throw Error(ErrorCode::validation_failed, text);
  }

  Workspace& workspace_;
  const Definitions& definitions_;
  std::vector<const Given*> named_;
  std::map<Field, std::set<std::string>> wanted_;
  std::map<Field, std::map<std::string, std::int64_t, std::less<>>> found_;
};

// ---- writing

void save_labels(Workspace& workspace, const Record& host, const std::vector<Given>& given,
                 const Definitions& definitions, const NamedLabels& named) {
  LabelLinks links(workspace.records, host);
  Values without_registry;
  for (const Given& one : given) {
    const std::string dtype = definitions.dtype_of(one.name);
    if (!is_categorical(dtype)) continue;
    if (one.is_text()) named.link(one, links);
    if (one.is_text() && dtype == "cat") without_registry.emplace_back(definitions.id_of(one.name));
    for (const Record& record : one.records) links.add(record, definitions.id_of(one.name));
  }
  links.save();
  if (without_registry.empty()) return;
  Query features(workspace.records.registry("Feature"));
  workspace.records.update(features.where("id__in", query::Operand(std::move(without_registry))),
                           {{"dtype", "cat[ULabel]"}});
}

struct Wanted {
  std::int64_t definition;
  Json value;
};

bool is_row_of(const Record& row, const Wanted& wanted, std::string_view field) {
  if (row.get(field).integer() != wanted.definition) return false;
  const Value& value = row.get("value");
  return value.is<Json>() ? value.as<Json>() == wanted.value : to_json(value) == wanted.value;
}

// The ids of rows with these values: what is not there is made, in one statement each.
std::vector<std::int64_t> value_ids(Workspace& workspace, Subject subject,
                                    const std::vector<Wanted>& wanted) {
  const Names& names = names_of(subject);
  const auto& registry = workspace.records.registry(names.value);
  const std::string field(names.field);
  Values definitions, values;
  for (const Wanted& one : wanted) {
    definitions.emplace_back(one.definition);
    values.emplace_back(one.value);
  }
  Query present(registry);
  present.where(field + "__in", query::Operand(std::move(definitions)));
  present.where("value__in", query::Operand(std::move(values))).order_by({"id"});
  const std::vector<Record> rows = workspace.records.all(present);
  std::vector<Record> made;
  made.reserve(wanted.size());
  std::vector<const Record*> chosen;
  std::vector<Record*> added;
  for (const Wanted& one : wanted) {
    const auto fits_row = [&](const Record& row) { return is_row_of(row, one, field); };
    auto row = std::ranges::find_if(rows, fits_row);
    if (row != rows.end()) {
      chosen.push_back(&*row);
      continue;
    }
    Record& fresh = made.emplace_back(registry);
    fresh.set(field, one.definition);
    fresh.set("value", one.value);
    added.push_back(&fresh);
    chosen.push_back(&fresh);
  }
  workspace.records.save_all(added);
  std::vector<std::int64_t> ids;
  for (const Record* row : chosen) ids.push_back(row->id());
  return ids;
}

void save_values(Workspace& workspace, const Record& host, Subject subject, const std::vector<Given>& given,
                 const Definitions& definitions) {
  std::vector<Wanted> wanted;
  for (const Given& one : given) {
    const std::string dtype = definitions.dtype_of(one.name);
    if (!is_categorical(dtype))
      wanted.push_back({definitions.id_of(one.name), stored_form(one.value, dtype)});
  }
  if (wanted.empty()) return;
  const auto ids = value_ids(workspace, subject, wanted);
  workspace.records.add_links(host, names_of(subject).relation, ids);
}

}  // namespace

void add_values(Workspace& workspace, const Record& host, Subject subject, const std::vector<Given>& given,
                const AddOptions& options) {
  expect_kind(host, subject);
  if (given.empty()) return;
  const auto definitions = Definitions::find(workspace.records, subject, names_in(given), options.field);
  expect_defined(definitions, subject, given, running_transform(workspace, host), workspace.log);
  for (const Given& one : given) expect_fit(one, subject, definitions.dtype_of(one.name));
  NamedLabels named(workspace, given, definitions);
  named.find();
  expect_saved(host);
  auto work = workspace.records.begin();
  save_labels(workspace, host, given, definitions, named);
  save_values(workspace, host, subject, given, definitions);
  work.commit();
}

void add_params(Workspace& workspace, const Record& host, const Json& params) {
  std::vector<Given> given;
  for (const auto& [name, value] : params.members()) {
    Given one = Given::of(name, value);
    if (inferred_dtype(one) != "?") {
      given.push_back(std::move(one));
    } else {
      workspace.log.warning("cannot infer feature type of: " + one.text + ", returning '?");
    }
  }
  add_values(workspace, host, Subject::params, given);
}

void remove_values(Workspace& workspace, const Record& host, const Record& feature,
                   const std::optional<Given>& value) {
  const Subject subject = feature.registry().name == "Param" ? Subject::params : Subject::features;
  const Names& names = names_of(subject);
  auto work = workspace.records.begin();
  if (is_categorical(feature.get("dtype").text())) {
    if (value && !value->is_records())
      throw Error(ErrorCode::invalid_type, "Please pass a record as the value of the categorical feature '" +
                                               std::string(feature.get("name").text()) + "'");
    for (const auto* relation : label_relations(workspace.records.catalog(), host.registry())) {
      Query links(*relation->through);
      links.where(relation->through_source->name, host.id()).where("feature", feature.id());
      if (value) {
        Values ids;
        for (const Record& record : value->records)
          if (&record.registry() == relation->target) ids.push_back(record.get("id"));
        links.where(relation->through_target->name + "__in", query::Operand(std::move(ids)));
      }
      workspace.records.remove_all(links);
    }
  } else {
    const auto* relation = value_relation(workspace.records.catalog(), host.registry(), subject);
    Query values(workspace.records.registry(names.value));
    values.where(std::string(names.field), feature.id());
    if (value) values.where("value", stored_form(value->value, feature.get("dtype").text()));
    Query links(*relation->through);
    links.where(relation->through_source->name, host.id());
    workspace.records.remove_all(
        links.where(relation->through_target->name + "__in", query::Operand(std::move(values))));
  }
  work.commit();
}

Record get_or_create_value(Workspace& workspace, const Record& definition, const Json& value) {
  const Subject subject = definition.registry().name == "Param" ? Subject::params : Subject::features;
  const Names& names = names_of(subject);
  const auto& registry = workspace.records.registry(names.value);
  const bool is_scalar = !value.is_object() && !value.is_array() && !value.is_null();
  Query query(registry);
  query.where(std::string(names.field), definition.id());
  is_scalar ? query.where("value", value) : query.where("hash", hash_json(value));
  if (auto present = workspace.records.first(query)) return *std::move(present);
  Record made(registry);
  made.set(names.field, definition.id());
  made.set("value", value);
  if (!is_scalar) made.set("hash", hash_json(value));
  records::fill_defaults(workspace.records, made);
  workspace.records.save(made);
  return made;
}

}  // namespace lamin::annotation
