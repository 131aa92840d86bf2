#include <algorithm>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/uid.hpp"
#include "lineage/transform.hpp"
#include "records/rules.hpp"

namespace lamin::lineage {
namespace {

using artifacts::Workspace;
using query::Query;
using records::Record;

const schema::Registry& transforms(Workspace& workspace) {
  return workspace.records.registry("Transform");
}

[[noreturn]] void throw_inconsistent_key(const Record& revises, const std::string& key) {
  const std::string old_key(revises.get("key").text());
  throw Error(ErrorCode::inconsistent_key,
              "`key` is '" + key + "', but `revises.key` is '" + old_key +
                  "'\n\nEither do *not* pass `key`.\n\nOr update key \"" + old_key + "\" to \"" + key +
                  "\" for all previous versions:\n\nln.Transform.filter(uid__startswith=\"" +
                  std::string(stem_of(revises.uid())) + "\").update(key=\"" + key + "\")");
}

void check_uid(const std::string& uid) {
  constexpr std::size_t length = 16;
  if (uid.size() == length) return;
  throw Error(ErrorCode::validation_failed, "`uid` must be exactly " + std::to_string(length) +
                                                " characters long, got " + std::to_string(uid.size()) + ".");
}

void check_type(const schema::Registry& registry, const std::string& type) {
  const auto& choices = registry.field("type").choices;
  if (choices.empty() || std::find(choices.begin(), choices.end(), type) != choices.end()) return;
  std::vector<std::string> sorted = choices;
  std::sort(sorted.begin(), sorted.end());
  throw Error(ErrorCode::field_invalid,
              "\n  type: \033[1;93m" + type +
                  "\033[0m is not a valid value\n    → Valid values are: \033[1;92m" + join(sorted, ", ") +
                  "\033[0m\n  ");
}

// A field of a transform that is there already.
void take_if_given(Workspace& workspace, Record& record, const char* field,
                   const std::optional<std::string>& value) {
  const Value& present = record.get(field);
  if (!value || (!present.is_null() && present.text() == *value)) return;
  workspace.log.warning(std::string("updated ") + field + " from " + python_str(present) + " to " + *value);
  record.set(field, *value);
}

// The version that is revised: the latest of its family, whichever was passed.
std::optional<Record> revised(Workspace& workspace, const TransformOptions& options) {
  if (!options.revises)
    return options.uid ? latest_of_family(workspace, stem_of(*options.uid)) : std::nullopt;
  const Record& revises = *options.revises;
  if (&revises.registry() != &transforms(workspace))
    throw Error(ErrorCode::invalid_type, "`revises` has to be of type `Transform`");
  if (options.key && revises.get("key").text() != *options.key) throw_inconsistent_key(revises, *options.key);
  if (!revises.is_saved()) return revises;
  auto latest = latest_of_family(workspace, stem_of(revises.uid()));
  if (!latest || latest->uid() == revises.uid()) return revises;
  workspace.log.warning("didn't pass the latest version in `revises`, retrieved it: " +
                        records::repr(*latest));
  return latest;
}

std::optional<Record> latest_with_key(Workspace& workspace, const std::string& key) {
  return workspace.records.first(Query(transforms(workspace))
                                     .where("key", key)
                                     .where("is_latest", true)
                                     .order_by({"-created_at", "-id"}));
}

std::optional<Record> with_same_source(Workspace& workspace, const TransformOptions& options) {
  auto same = workspace.records.first(Query(transforms(workspace))
                                          .where("hash", hash_string(*options.source_code))
                                          .order_by({"-created_at"}));
  if (!same) return std::nullopt;
  take_if_given(workspace, *same, "key", options.key);
  take_if_given(workspace, *same, "description", options.description);
  return same;
}

void set_given(Record& transform, const TransformOptions& options) {
  transform.set("type", options.type);
  for (const auto& [field, value] :
       {std::pair("key", &options.key), std::pair("description", &options.description),
        std::pair("version", &options.version), std::pair("reference", &options.reference),
        std::pair("reference_type", &options.reference_type), std::pair("source_code", &options.source_code)})
    if (*value) transform.set(field, **value);
  if (options.source_code) transform.set("hash", hash_string(*options.source_code));
}

}  // namespace

std::optional<Record> latest_of_family(Workspace& workspace, std::string_view stem) {
  return workspace.records.first(
      Query(transforms(workspace)).where("uid__startswith", stem).order_by({"-created_at", "-id"}));
}

Record make_transform(Workspace& workspace, const TransformOptions& options) {
  const schema::Registry& registry = transforms(workspace);
  if (options.uid) check_uid(*options.uid);
  std::optional<Record> revises = revised(workspace, options);
  if (!revises && !options.uid && options.key) {
    revises = latest_with_key(workspace, *options.key);
    if (revises && revises->get("source_code").is_null()) {
      workspace.log.important("no source code was yet saved, returning existing transform with same key");
      return std::move(*revises);
    }
  }
  if (revises && options.version && revises->get("version") == Value(*options.version)) {
    throw Error(ErrorCode::invalid_value,
                "Please increment the previous version: '" + *options.version + "'");
  }
  check_type(registry, options.type);
  if (options.source_code) {
    if (auto same = with_same_source(workspace, options)) return std::move(*same);
  }
  Record transform(registry);
  transform.set("uid", options.uid ? *options.uid
                       : revises   ? next_version_uid(revises->uid())
                                   : random_base62(12) + "0000");
  if (revises) {
    transform.set("key", revises->get("key"));
    transform.set("description", revises->get("description"));
  }
  set_given(transform, options);
  records::fill_defaults(workspace.records, transform);
  return transform;
}

void save_transform(Workspace& workspace, Record& transform) {
  if (!transform.is_saved()) records::fill_defaults(workspace.records, transform);
  auto work = workspace.records.begin();
  if (!transform.is_saved())
    workspace.records.update(Query(transforms(workspace))
                                 .where("uid__startswith", stem_of(transform.uid()))
                                 .where("is_latest", true),
                             {{"is_latest", false}});
  if (!transform.get("hash").is_null()) {
    auto same = workspace.records.first(Query(transforms(workspace)).where("hash", transform.get("hash")));
    if (same && (!transform.is_saved() || same->id() != transform.id())) {
      workspace.log.warning("returning transform with same hash: " + records::repr(*same));
      transform = std::move(*same);
      return;
    }
  }
  workspace.records.save(transform);
  work.commit();
}

}  // namespace lamin::lineage
