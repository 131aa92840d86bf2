#include "lineage/source_transform.hpp"

#include <algorithm>

#include "base/error.hpp"
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

std::string in_quotes(std::string_view text) {
  return "'" + std::string(text) + "'";
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

SourceTransform new_transform(Workspace& workspace, const Source& source, const std::string& uid,
                              std::string_view key, const TransformWish& wish) {
  Record transform(transforms(workspace));
  transform.set("uid", uid);
  transform.set("key", key);
  transform.set("description", wish.description.value_or(source.description));
  transform.set("type", source.type);
  if (wish.version) transform.set("version", *wish.version);
  save_transform(workspace, transform);
  const std::string name = in_quotes(transform.uid());
  return {std::move(transform), "created Transform(" + name + ")"};
}

SourceTransform known_transform(Workspace& workspace, Record transform, const Source& source,
                                const TransformWish& wish) {
  check_version_tag(transform, wish.version);
  std::string intro;
  const auto wanted = wish.description       ? wish.description
                      : source.is_notebook() ? std::optional(source.description)
                                             : std::nullopt;
  if (wanted && transform.get("description").text() != *wanted) {
    transform.set("description", *wanted);
    intro = "updated transform description, ";
  }
  if (wish.version) transform.set("version", *wish.version);
  workspace.records.save(transform);
  intro += "loaded Transform(" + in_quotes(transform.uid()) + ")";
  return {std::move(transform), std::move(intro)};
}

void check_version_is_free(const Record& latest, const std::optional<std::string>& version) {
  const auto tag = latest.get("version");
  if (version && !tag.is_null() && tag.text() == *version)
    throw Error(
        ErrorCode::exit_requested,
        "✗ version " + in_quotes(*version) + " is already taken by Transform(" + in_quotes(latest.uid()) +
            "); please set another version, e.g., ln.context.version = " + in_quotes(*version + ".1"));
}

// Why the latest version is left alone.
std::string note_on(Workspace& workspace, const Record& latest, const Source& source) {
  if (!is_mine(workspace, latest)) {
    const auto user =
        workspace.records.find_by_id(workspace.records.registry("User"), latest.get("created_by").integer());
    return " -- " + std::string(user ? user->get("handle").text() : "another user") +
           " already works on this draft";
  }
  return source.is_notebook() && has_source(latest) ? " -- anticipating changes" : "";
}

SourceTransform next_version(Workspace& workspace, const Record& latest, const Source& source,
                             const TransformWish& wish) {
  const std::string uid = next_version_uid(latest.uid());
  check_version_is_free(latest, wish.version);
  workspace.log.important("there already is a " + source.type + " with `key` " +
                          in_quotes(latest.get("key").text()) + note_on(workspace, latest, source) +
                          ", creating new version " + in_quotes(uid));
  return new_transform(workspace, source, uid, latest.get("key").text(), wish);
}

SourceTransform transform_by_uid(Workspace& workspace, const Source& source, const std::string& uid,
                                 const TransformWish& wish) {
  const bool is_full = uid.size() == 16;
  auto exact =
      workspace.records.first(Query(transforms(workspace)).where("uid", is_full ? uid : uid + "0000"));
  auto latest = latest_of_family(workspace, is_full ? stem_of(uid) : std::string_view(uid));
  if (latest) check_key(*latest, source);
  if (is_full && exact) {
    if (!is_same_version(workspace, *exact, source)) throw_source_changed(*exact, source);
    return known_transform(workspace, std::move(*exact), source, wish);
  }
  if (!is_full && latest) {
    if (is_same_version(workspace, *latest, source))
      return known_transform(workspace, std::move(*latest), source, wish);
    return next_version(workspace, *latest, source, wish);
  }
  const std::string key = latest ? std::string(latest->get("key").text()) : source.path.filename().string();
  return new_transform(workspace, source, is_full ? uid : uid + "0000", key, wish);
}

}  // namespace

SourceTransform transform_of(Workspace& workspace, const Source& source, const TransformWish& wish) {
  if (wish.uid) {
    if (wish.uid->size() != 12 && wish.uid->size() != 16)
      throw Error(ErrorCode::invalid_value, "The uid of a transform has 12 or 16 characters")
          .with("uid", *wish.uid);
    return transform_by_uid(workspace, source, *wish.uid, wish);
  }
  auto found = find_by_path(workspace, source.path);
  if (!found)
    return new_transform(workspace, source, random_base62(12) + "0000", source.path.filename().string(),
                         wish);
  if (is_same_version(workspace, *found, source))
    return known_transform(workspace, std::move(*found), source, wish);
  return next_version(workspace, *found, source, wish);
}

}  // namespace lamin::lineage
