#include "annotation/labels.hpp"

#include <algorithm>

#include "annotation/definitions.hpp"
#include "annotation/label_links.hpp"
#include "annotation/read.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace lamin::annotation {
namespace {

using artifacts::Workspace;
using query::Query;
using records::Record;

std::string joined_names(const std::vector<Record>& labels) {
  std::vector<std::string> names;
  for (const Record& label : labels) {
    std::string name = label.registry().display_name();
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  return join(names, "|");
}

void expect_saved_labels(const std::vector<Record>& labels) {
  for (const Record& label : labels) {
    if (!label.is_saved())
      throw Error(ErrorCode::validation_failed,
                  records::repr(label) + " not validated. If it looks correct: record.save()");
  }
}

// The records that texts stand for, by the registries of the feature.
std::vector<Record> labels_named(Workspace& workspace, const std::vector<std::string>& texts,
                                 const std::optional<Record>& feature) {
  if (!feature)
    throw Error(ErrorCode::invalid_value,
                "Please pass a feature, e.g., via: label = ln.ULabel(name='my_label', "
                "feature=ln.Feature(name='my_feature'))");
  std::vector<Record> labels;
  for (const auto* registry : registries_of(workspace.records.catalog(), feature->get("dtype").text())) {
    Query known(*registry);
    known.where(name_field(*registry) + "__in",
                query::Operand(std::vector<Value>(texts.begin(), texts.end())));
    for (Record& label : workspace.records.all(known)) labels.push_back(std::move(label));
  }
  if (labels.empty())
    throw Error(
        ErrorCode::invalid_value,
        "Please pass a record (a `Record` object), not a string, e.g., via: label = ln.ULabel(name='" +
            texts.front() + "')");
  return labels;
}

void expect_takes(Workspace& workspace, const Record& feature, const std::vector<Record>& labels) {
  const std::string dtype(feature.get("dtype").text()), name(feature.get("name").text());
  if (!is_categorical(dtype))
    throw Error(
        ErrorCode::validation_failed,
        "Feature " + name + " needs dtype='cat' for label annotation, currently has dtype='" + dtype + "'");
  if (dtype == "cat") return;
  const auto registries = registries_of(workspace.records.catalog(), dtype);
  for (const Record& label : labels) {
    if (std::ranges::find(registries, &label.registry()) != registries.end()) continue;
    const std::string type = label.registry().display_name();
    throw Error(ErrorCode::validation_failed, "Label type " + type + " is not valid for Feature(name='" +
                                                  name + "', dtype='" + dtype +
                                                  "'), consider updating to dtype='" +
                                                  dtype.substr(0, dtype.size() - 1) + "|" + type + "]'");
  }
}

void expect_external(Workspace& workspace, const Record& host, const Record& feature) {
  const auto internal = internal_features(workspace.records, host);
  if (std::ranges::find(internal, feature.id()) == internal.end()) return;
  throw Error(ErrorCode::validation_failed,
              "Cannot manually annotate internal feature with label. Please use ln.Curator");
}

}  // namespace

void add_labels(Workspace& workspace, const Record& host, std::vector<Record> labels,
                const std::vector<std::string>& texts, std::optional<Record> feature) {
  if (!host.is_saved())
    throw Error(ErrorCode::invalid_value, "Please save the artifact/collection before adding a label!");
  if (!texts.empty())
    for (Record& label : labels_named(workspace, texts, feature)) labels.push_back(std::move(label));
  expect_saved_labels(labels);
  if (labels.empty()) return;
  auto work = workspace.records.begin();
  if (feature) {
    if (!feature->is_saved())
      throw Error(ErrorCode::validation_failed,
                  "Feature not validated. If it looks correct: ln.Feature(name='" +
                      std::string(feature->get("name").text()) + "', type='cat[" + joined_names(labels) +
                      "]').save()");
    expect_takes(workspace, *feature, labels);
    expect_external(workspace, host, *feature);
    if (feature->get("dtype") == Value("cat")) {
      feature->set("dtype", "cat[" + joined_names(labels) + "]");
      workspace.records.save(*feature);
    }
  }
  LabelLinks links(workspace.records, host);
  for (const Record& label : labels) links.add(label, feature ? std::optional(feature->id()) : std::nullopt);
  links.save();
  work.commit();
}

std::vector<Query> labels_under(records::RecordStore& store, const Record& host, const Record& feature) {
  const std::string dtype(feature.get("dtype").text());
  if (!is_categorical(dtype)) throw Error(ErrorCode::invalid_value, "feature does not have linked labels");
  const auto registries = registries_of(store.catalog(), dtype);
  std::vector<Query> queries;
  for (const auto* relation : label_relations(store.catalog(), host.registry())) {
    const bool is_taken = std::ranges::find(registries, relation->target) != registries.end();
    if (!registries.empty() && !is_taken) continue;
    Query links(*relation->through);
    links.where(relation->through_source->name, host.id()).where("feature", feature.id());
    if (registries.empty() && !store.exists(links)) continue;
    Query labels(*relation->target);
    labels.where(relation->target->key().name + "__in",
                 query::Operand(std::move(links.select(relation->through_target->name))));
    queries.push_back(std::move(labels));
  }
  // In the order in which the dtype names them.
  std::ranges::stable_sort(queries, {}, [&](const Query& query) {
    return std::ranges::find(registries, &query.registry()) - registries.begin();
  });
  return queries;
}

void add_labels_of(Workspace& workspace, const Record& host, const Record& other) {
  expect_saved(host);
  auto work = workspace.records.begin();
  LabelLinks links(workspace.records, host);
  for (const auto* relation : label_relations(workspace.records.catalog(), other.registry())) {
    Query present(*relation->through);
    present.where(relation->through_source->name, other.id()).order_by({"id"});
    for (const auto& row : workspace.records.values(present, {relation->through_target->name, "feature"}))
      links.add(*relation->target, row[0].integer(),
                row[1].is_null() ? std::nullopt : std::optional(row[1].integer()));
  }
  links.save();
  work.commit();
}

void make_label_external(Workspace& workspace, const Record& host, const Record& label) {
  const auto* relation = label_relation(workspace.records.catalog(), host.registry(), label.registry());
  if (relation == nullptr)
    throw Error(ErrorCode::invalid_value,
                "Can't add labels to " + label.registry().display_name() + " record!");
  Query links(*relation->through);
  links.where(relation->through_source->name, host.id())
      .where(relation->through_target->name, label.id())
      .order_by({"id"});
  auto work = workspace.records.begin();
  std::string features;
  const auto rows = workspace.records.values(links, {"feature__name"});
  for (const auto& row : rows) features += (features.empty() ? "" : ", ") + python_repr(row[0]);
  if (!rows.empty()) {
    workspace.records.remove_all(links);
    LabelLinks bare(workspace.records, host);
    bare.add(label, std::nullopt);
    bare.save();
  }
  work.commit();
  workspace.log.warning(label.registry().name + " \"" + python_str(label.get(name_field(label.registry()))) +
                        "\" is no longer associated with the following feature" +
                        (rows.size() > 1 ? "s" : "") + ":\n[" + features + "]");
}

}  // namespace lamin::annotation
