#include <algorithm>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/uid.hpp"
#include "lineage/context.hpp"
#include "records/rules.hpp"

namespace lamin::lineage {
namespace {

using artifacts::Workspace;
using query::Query;
using records::Record;

const schema::Registry& transforms(Workspace& workspace) {
  return workspace.records.registry("Transform");
}

std::string in_quotes(std::string_view text) {
  return "'" + std::string(text) + "'";
}

std::optional<Record> latest_of_family(Workspace& workspace, std::string_view stem) {
  return workspace.records.first(
      Query(transforms(workspace)).where("uid__startswith", stem).order_by({"-created_at", "-id"}));
}

std::size_t depth_of(const Record& transform) {
  const auto key = transform.get("key").text();
  return static_cast<std::size_t>(std::count(key.begin(), key.end(), '/'));
}

// The latest transform whose key is the end of the path, the deepest first.
std::optional<Record> find_by_path(Workspace& workspace, const std::filesystem::path& path) {
  const std::string file_name = path.filename().string();
  auto found = workspace.records.all(Query(transforms(workspace))
                                         .where("key__endswith", file_name)
                                         .where("is_latest", true)
                                         .where("_branch_code", 1)
                                         .order_by({"id"}));
  std::stable_sort(found.begin(), found.end(),
                   [](const Record& a, const Record& b) { return depth_of(a) > depth_of(b); });
  const std::string text = path.string();
  std::string ignored;
  for (Record& transform : found) {
    if (contains(text, transform.get("key").text())) return std::move(transform);
    const auto key = transform.get("key").text();
    if (key.substr(key.rfind('/') + 1) == file_name)
      ignored += "\n    " + std::string(transform.uid()) + " → " + std::string(key);
  }
  if (!ignored.empty()) workspace.log.important("ignoring transform(s) with same filename:" + ignored);
  return std::nullopt;
}

[[noreturn]] void throw_key_clash(const Record& transform, const std::string& file_name) {
  const std::string stem(stem_of(transform.uid()));
  const std::string key(transform.get("key").text());
  throw Error(ErrorCode::context_outdated,
              "Filepath \"" + file_name + "\" clashes with the existing key \"" + key + "\" for uid \"" +
                  stem + "....\"\n\nEither init a new transform with a new uid:\n\nln.track(\"" +
                  random_base62(12) + "0000\")\n\nOr update key \"" + key + "\" to \"" + file_name +
                  "\" for all previous versions:\n\nln.Transform.filter(uid__startswith=\"" + stem +
                  "\").update(key=\"" + file_name + "\")\n");
}

void check_key(const Record& transform, const Source& source) {
  const auto key = transform.get("key").text();
  if (key.substr(key.rfind('/') + 1) != source.path.filename().string())
    throw_key_clash(transform, source.path.filename().string());
}

bool is_mine(Workspace& workspace, const Record& transform) {
  return transform.get("created_by").integer() == workspace.records.authorship().user_id;
}

bool has_source(const Record& transform) {
  return !transform.get("hash").is_null();
}

// Whether a run of `source` is a run of this version.
bool is_same_version(Workspace& workspace, const Record& transform, const Source& source) {
  if (!is_mine(workspace, transform)) return false;
  return !has_source(transform) || (!source.is_notebook() && transform.get("hash").text() == source.hash);
}

[[noreturn]] void throw_source_changed(const Record& transform, const Source& source) {
  const std::string reason =
      source.is_notebook() ? "re-running notebook with already-saved source code" : "source code changed";
  throw Error(ErrorCode::context_outdated, "✗ " + reason +
                                               ", please update the `uid` argument in `track()` to \"" +
                                               next_version_uid(transform.uid()) + "\"");
}

void check_version_tag(const Record& transform, const std::optional<std::string>& version) {
  const auto tag = transform.get("version");
  if (version && !tag.is_null() && tag.text() != *version)
    throw Error(ErrorCode::exit_requested,
                "✗ please pass consistent version: ln.context.version = " + in_quotes(tag.text()));
}

Record new_transform(Workspace& workspace, const Source& source, const std::string& uid, std::string_view key,
                     const std::optional<std::string>& description, const std::optional<std::string>& version,
                     std::string& intro) {
  Record transform(transforms(workspace));
  transform.set("uid", uid);
  transform.set("key", key);
  transform.set("description", description.value_or(source.description));
  transform.set("type", source.type);
  if (version) transform.set("version", *version);
  save_transform(workspace, transform);
  intro = "created Transform(" + in_quotes(transform.uid()) + ")";
  return transform;
}

Record known_transform(Workspace& workspace, Record transform, const Source& source,
                       const std::optional<std::string>& description,
                       const std::optional<std::string>& version, std::string& intro) {
  check_version_tag(transform, version);
  intro = "";
  const auto wanted = description            ? description
                      : source.is_notebook() ? std::optional(source.description)
                                             : std::nullopt;
  if (wanted && transform.get("description").text() != *wanted) {
    transform.set("description", *wanted);
    intro = "updated transform description, ";
  }
  if (version) transform.set("version", *version);
  workspace.records.save(transform);
  intro += "loaded Transform(" + in_quotes(transform.uid()) + ")";
  return transform;
}

Record next_version(Workspace& workspace, const Record& latest, const Source& source,
                    const std::optional<std::string>& description, const std::optional<std::string>& version,
                    std::string& intro) {
  const std::string uid = next_version_uid(latest.uid());
  const auto tag = latest.get("version");
  if (version && !tag.is_null() && tag.text() == *version)
    throw Error(
        ErrorCode::exit_requested,
        "✗ version " + in_quotes(*version) + " is already taken by Transform(" + in_quotes(latest.uid()) +
            "); please set another version, e.g., ln.context.version = " + in_quotes(*version + ".1"));
  std::string note;
  if (!is_mine(workspace, latest)) {
    const auto user =
        workspace.records.find_by_id(workspace.records.registry("User"), latest.get("created_by").integer());
    note = " -- " + std::string(user ? user->get("handle").text() : "another user") +
           " already works on this draft";
  } else if (source.is_notebook() && has_source(latest)) {
    note = " -- anticipating changes";
  }
  workspace.log.important("there already is a " + source.type + " with `key` " +
                          in_quotes(latest.get("key").text()) + note + ", creating new version " +
                          in_quotes(uid));
  return new_transform(workspace, source, uid, latest.get("key").text(), description, version, intro);
}

Record transform_by_uid(Workspace& workspace, const Source& source, const std::string& uid,
                        const std::optional<std::string>& description,
                        const std::optional<std::string>& version, std::string& intro) {
  const bool is_full = uid.size() == 16;
  auto exact =
      workspace.records.first(Query(transforms(workspace)).where("uid", is_full ? uid : uid + "0000"));
  auto latest = latest_of_family(workspace, is_full ? stem_of(uid) : std::string_view(uid));
  if (latest) check_key(*latest, source);
  if (is_full && exact) {
    if (!is_same_version(workspace, *exact, source)) throw_source_changed(*exact, source);
    return known_transform(workspace, std::move(*exact), source, description, version, intro);
  }
  if (!is_full && latest) {
    if (is_same_version(workspace, *latest, source))
      return known_transform(workspace, std::move(*latest), source, description, version, intro);
    return next_version(workspace, *latest, source, description, version, intro);
  }
  const std::string key = latest ? std::string(latest->get("key").text()) : source.path.filename().string();
  return new_transform(workspace, source, is_full ? uid : uid + "0000", key, description, version, intro);
}

[[noreturn]] void throw_inconsistent_key(const Record& revises, const std::string& key) {
  const std::string old_key(revises.get("key").text());
  throw Error(ErrorCode::inconsistent_key,
              "`key` is '" + key + "', but `revises.key` is '" + old_key +
                  "'\n\nEither do *not* pass `key`.\n\nOr update key \"" + old_key + "\" to \"" + key +
                  "\" for all previous versions:\n\nln.Transform.filter(uid__startswith=\"" +
                  std::string(stem_of(revises.uid())) + "\").update(key=\"" + key + "\")");
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

void update_if_given(Record& record, std::string_view field, const std::optional<std::string>& value) {
  if (value) record.set(field, *value);
}

// A field of a transform that is there already.
void take_if_given(Workspace& workspace, Record& record, const char* field,
                   const std::optional<std::string>& value) {
  const Value& present = record.get(field);
  if (!value || (!present.is_null() && present.text() == *value)) return;
  workspace.log.warning(std::string("updated ") + field + " from " + python_str(present) + " to " + *value);
  record.set(field, *value);
}

}  // namespace

Record transform_of(Workspace& workspace, const Source& source, const std::optional<std::string>& uid,
                    const std::optional<std::string>& description, const std::optional<std::string>& version,
                    std::string& intro) {
  if (uid) {
    if (uid->size() != 12 && uid->size() != 16)
      throw Error(ErrorCode::invalid_value, "The uid of a transform has 12 or 16 characters")
          .with("uid", *uid);
    return transform_by_uid(workspace, source, *uid, description, version, intro);
  }
  auto found = find_by_path(workspace, source.path);
  if (!found)
    return new_transform(workspace, source, random_base62(12) + "0000", source.path.filename().string(),
                         description, version, intro);
  if (is_same_version(workspace, *found, source))
    return known_transform(workspace, std::move(*found), source, description, version, intro);
  return next_version(workspace, *found, source, description, version, intro);
}

Record make_transform(Workspace& workspace, const TransformOptions& options) {
  const schema::Registry& registry = transforms(workspace);
  std::optional<Record> revises = options.revises;
  if (revises && &revises->registry() != &registry)
    throw Error(ErrorCode::invalid_type, "`revises` has to be of type `Transform`");
  if (revises && options.key && revises->get("key").text() != *options.key)
    throw_inconsistent_key(*revises, *options.key);
  if (revises && revises->is_saved()) {
    const auto latest = latest_of_family(workspace, stem_of(revises->uid()));
    if (latest && latest->uid() != revises->uid()) {
      workspace.log.warning("didn't pass the latest version in `revises`, retrieved it: " +
                            records::repr(*latest));
      revises = latest;
    }
  }
  if (!revises && options.uid) revises = latest_of_family(workspace, stem_of(*options.uid));
  if (!revises && !options.uid && options.key) {
    revises = workspace.records.first(
        Query(registry).where("key", *options.key).where("is_latest", true).order_by({"-created_at", "-id"}));
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
    auto same = workspace.records.first(
        Query(registry).where("hash", hash_string(*options.source_code)).order_by({"-created_at"}));
    if (same) {
      take_if_given(workspace, *same, "key", options.key);
      take_if_given(workspace, *same, "description", options.description);
      return std::move(*same);
    }
  }
  Record transform(registry);
  transform.set("uid", options.uid ? *options.uid
                       : revises   ? next_version_uid(revises->uid())
                                   : random_base62(12) + "0000");
  if (revises) {
    transform.set("key", revises->get("key"));
    transform.set("description", revises->get("description"));
  }
  transform.set("type", options.type);
  for (const auto& [field, value] :
       {std::pair("key", &options.key), std::pair("description", &options.description),
        std::pair("version", &options.version), std::pair("reference", &options.reference),
        std::pair("reference_type", &options.reference_type), std::pair("source_code", &options.source_code)})
    update_if_given(transform, field, *value);
  if (options.source_code) transform.set("hash", hash_string(*options.source_code));
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
