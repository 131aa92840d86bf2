#include "collections/collection.hpp"

#include <algorithm>
#include <set>

#include "artifacts/read.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/uid.hpp"
#include "collections/reading.hpp"
#include "records/rules.hpp"

namespace lamin::collections {
namespace {

using artifacts::Workspace;
using query::Query;
using records::Record;

constexpr std::string_view question_for_good =
    "Collection record is already in trash! Are you sure to delete it from your database? (y/n) You can't "
    "undo "
    "this action.";

constexpr std::size_t stem_length = 16;

std::string set_hash(const std::vector<Record>& artifacts) {
  std::vector<std::string> hashes;
  std::set<std::string> seen;
  std::string repeated;
  for (const Record& artifact : artifacts) {
    if (!artifact.is_saved())
      throw Error(ErrorCode::invalid_value, "Not all artifacts are yet saved, please save them");
    if (artifact.get("hash").is_null()) continue;
    std::string hash(artifact.get("hash").text());
    if (!seen.insert(hash).second) repeated += (repeated.empty() ? "'" : ", '") + hash + "'";
    hashes.push_back(std::move(hash));
  }
  if (!repeated.empty())
    throw Error(ErrorCode::invalid_value,
                "Please pass artifacts with distinct hashes: these ones are non-unique [" + repeated + "]");
  return hash_set(std::move(hashes));
}

void expect_meta_artifact(const std::optional<Record>& meta) {
  if (!meta) return;
  if (meta->registry().name != "Artifact")
    throw Error(ErrorCode::invalid_value, "meta_artifact has to be an Artifact");
  if (!meta->is_saved())
    throw Error(ErrorCode::invalid_value, "Save meta_artifact artifact before creating collection!");
}

std::optional<Record> latest_of_family(records::RecordStore& store, const Record& version) {
  const std::string stem(stem_of(version.uid()));
  return store.first(Query(version.registry()).where("uid__startswith", stem).where("is_latest", true));
}

// The version that the new collection follows: told, or the latest of the key.
std::optional<Record> former_version(Workspace& workspace, const CreateOptions& options) {
  auto& store = workspace.records;
  const auto& registry = store.registry("Collection");
  if (!options.revises) {
    if (!options.key) return std::nullopt;
    return store.first(
        Query(registry).where("key", *options.key).where("is_latest", true).order_by({"-created_at", "-id"}));
  }
  if (&options.revises->registry() != &registry)
    throw Error(ErrorCode::invalid_type, "`revises` has to be of type `Collection`");
  auto latest = latest_of_family(store, *options.revises);
  if (!latest || latest->uid() == options.revises->uid()) return options.revises;
  workspace.log.warning("didn't pass the latest version in `revises`, retrieved it: " +
                        records::repr(*latest));
  return latest;
}

void set_text(Record& record, std::string_view field, const std::optional<std::string>& text) {
  if (text) record.set(field, *text);
}

void expect_new_version(const Record& former, const std::optional<std::string>& version) {
  if (!version || former.get("version").is_null() || former.get("version").text() != *version) return;
  throw Error(ErrorCode::invalid_value, "Please increment the previous version: '" + *version + "'");
}

Record new_record(Workspace& workspace, const CreateOptions& options, const std::optional<Record>& former,
                  const std::optional<Record>& run, const std::string& hash) {
  Record record(workspace.records.registry("Collection"));
  record.set("uid", random_base62(stem_length) + "0000");
  if (former) {
    expect_new_version(*former, options.version);
    record.set("uid", next_version_uid(former->uid()));
    record.set("key", former->get("key"));
    record.set("description", former->get("description"));
  }
  set_text(record, "key", options.key);
  set_text(record, "description", options.description);
  set_text(record, "version", options.version);
  set_text(record, "reference", options.reference);
  set_text(record, "reference_type", options.reference_type);
  if (record.get("key").is_null()) throw Error(ErrorCode::field_invalid, "['key'] are required.");
  record.set("hash", hash);
  if (options.meta_artifact) record.set("meta_artifact", options.meta_artifact->id());
  record.set("run", run ? Value(run->id()) : Value());
  records::fill_defaults(workspace.records, record);
  return record;
}

void adopt(Workspace& workspace, Record& existing, const CreateOptions& options,
           const std::optional<Record>& run) {
  workspace.log.warning("returning existing collection with same hash: " + records::repr(existing) +
                        "; if you intended to query to track this collection as an input, use: "
                        "ln.Collection.get()");
  if (run) existing.set("run", run->id());
  if (options.key && existing.get("key") != Value(*options.key)) {
    workspace.log.warning("updated key from " + std::string(existing.get("key").text()) + " to " +
                          *options.key);
    existing.set("key", *options.key);
  }
  set_text(existing, "description", options.description);
  if (options.meta_artifact) existing.set("meta_artifact", options.meta_artifact->id());
}

void track(Workspace& workspace, const std::optional<Record>& former, const std::vector<Record>& artifacts) {
  if (former) collections::track_input(workspace, *former);
  std::vector<const Record*> inputs;
  for (const Record& artifact : artifacts) inputs.push_back(&artifact);
  artifacts::track_inputs(workspace, inputs);
}

}  // namespace

Collection create(Workspace& workspace, const std::vector<Record>& artifacts, const CreateOptions& options) {
  const auto former = former_version(workspace, options);
  const auto run = options.run.resolve(workspace);
  if (artifacts.empty())
    throw Error(ErrorCode::invalid_value, "Artifact or list[Artifact] is allowed.")
        .hint("Pass at least one artifact.");
  expect_meta_artifact(options.meta_artifact);
  const std::string hash = set_hash(artifacts);
  auto existing = workspace.records.first(
      Query(workspace.records.registry("Collection")).where("hash", hash).where("_branch_code", 1));
  Collection made{existing ? *existing : new_record(workspace, options, former, run, hash), {}};
  if (existing) {
    adopt(workspace, made.record, options, run);
  } else {
    for (const Record& artifact : artifacts) made.pending.push_back(artifact.id());
  }
  track(workspace, former, artifacts);
  return made;
}

Collection append(Workspace& workspace, const Record& collection, const Record& artifact,
                  const artifacts::RunChoice& run) {
  auto artifacts = artifacts_of(workspace.records, {collection, {}});
  artifacts.push_back(artifact);
  CreateOptions options;
  options.revises = collection;
  options.run = run;
  return create(workspace, artifacts, options);
}

void save(Workspace& workspace, Collection& collection) {
  auto work = workspace.records.begin();
  const bool is_new = !collection.record.is_saved();
  workspace.records.save(collection.record);
  if (is_new) workspace.records.add_links(collection.record, "artifacts", collection.pending);
  work.commit();
  collection.pending.clear();
}

Query ordered_artifacts(records::RecordStore& store, const Record& collection) {
  return Query(store.registry("Artifact"))
      .where("links_collection__collection", collection.id())
      .order_by({"links_collection__id"});
}

std::vector<Record> artifacts_of(records::RecordStore& store, const Collection& collection) {
  if (collection.record.is_saved()) return store.all(ordered_artifacts(store, collection.record));
  std::vector<Value> ids(collection.pending.begin(), collection.pending.end());
  auto rows = store.all(Query(store.registry("Artifact")).where("id__in", query::Operand(std::move(ids))));
  std::ranges::sort(rows, {}, [&](const Record& row) {
    return std::ranges::find(collection.pending, row.id()) - collection.pending.begin();
  });
  return rows;
}

artifacts::Node describe(Workspace& workspace, const Record& collection) {
  if (!collection.get("is_latest").truth())
    workspace.log.warning("This is not the latest version of the Collection.");
  if (collection.get("_branch_code") == Value(-1)) workspace.log.warning("This artifact is in the trash.");
  artifacts::Node tree{.label = {{"Collection", artifacts::Style::title}, {" ", artifacts::Style::subtitle}},
                       .rows = {},
                       .children = {},
                       .header = {}};
  tree.children.push_back(artifacts::general_of(workspace, collection, {"uid", "key", "hash", "version"}));
  return tree;
}

Deleted remove(Workspace& workspace, Record& collection, std::optional<bool> permanent) {
  const bool in_trash = collection.get("_branch_code") == Value(-1);
  if (!in_trash && !permanent.value_or(false)) {
    collection.set("_branch_code", -1);
    workspace.records.save(collection);
    workspace.log.warning("moved collection to trash (_branch_code = -1)");
    return Deleted::moved_to_trash;
  }
  if (!permanent && !workspace.confirm(question_for_good)) return Deleted::refused;
  if (permanent == false) return Deleted::refused;
  records::remove(workspace.records, collection, workspace.log);
  return Deleted::removed;
}

void restore(Workspace& workspace, Record& collection) {
  collection.set("_branch_code", 1);
  workspace.records.save(collection);
}

}  // namespace lamin::collections
