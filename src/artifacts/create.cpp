#include "artifacts/create.hpp"

#include <algorithm>
#include <set>

#include "artifacts/content.hpp"
#include "artifacts/existing.hpp"
#include "artifacts/otype.hpp"
#include "artifacts/revision.hpp"
#include "artifacts/storage_key.hpp"
#include "artifacts/suffix.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/uid.hpp"
#include "records/record.hpp"
#include "records/rules.hpp"

namespace lamin::artifacts {
namespace {

namespace fs = std::filesystem;

void require_suffix(std::string_view suffix, std::string_view wanted) {
  if (suffix == wanted) return;
  throw Error(ErrorCode::invalid_argument, "The suffix '" + std::string(suffix) +
                                               "' of the provided path is inconsistent, it should be '" +
                                               std::string(wanted) + "'");
}

void require_utf8(const std::string& key) {
  if (is_valid_utf8(key)) return;
  throw Error(ErrorCode::invalid_value, "The key of an artifact has to be valid UTF-8")
      .with("key", replace_all(Json(key).compact_text(), "\"", ""))
      .hint("Rename the file, or pass another `key`.");
}

void require_identified(const CreateOptions& options, const std::optional<std::string>& key,
                        const std::optional<records::Record>& run) {
  if (key || options.description || run || options.revises) return;
  throw Error(ErrorCode::invalid_value, "Pass one of key, run or description as a parameter");
}

void hint_at_suffix(const Workspace& workspace, const fs::path& path, std::string_view suffix) {
  const std::string name = path.filename().string();
  const std::string_view last = last_suffix(name);
  const bool has_more = !last.empty() && !last_suffix(name.substr(0, name.size() - last.size())).empty();
  if (!has_more || (!suffix.empty() && suffix != last)) return;
  workspace.log.hint("file has more than one suffix (path.suffixes), using only last suffix: '" +
                     std::string(last) +
                     "' - if you want your composite suffix to be recognized add it to "
                     "lamindb.core.storage.VALID_SIMPLE_SUFFIXES.add()");
}

void hint_at_copy(const Workspace& workspace, const Artifact& artifact) {
  if (!artifact.pending || artifact.pending->transfer == Pending::Transfer::in_place) return;
  const records::Record& record = artifact.record;
  const Value& key = record.get("key");
  workspace.log.hint(
      "path content will be copied to default storage upon `save()` with key " +
      (key.is_null() ? "`None` ('" + storage_key(record) + "')" : "'" + std::string(key.text()) + "'"));
}

/// Everything that a new row takes from what is known before it is made.
struct Making {
  const CreateOptions& options;
  const Content& content;
  const std::optional<PlaceInStorage>& place;
  const std::optional<records::Record>& run;
  std::optional<std::string> key;
  std::optional<Revision> revision;
};

std::string uid_for(const Making& making) {
  if (making.revision) return next_version_uid(making.revision->latest.uid());
  return making.options.uid ? *making.options.uid : random_base62(16) + "0000";
}

void set_optional(records::Record& record, std::string_view field, const std::optional<std::string>& value) {
  if (value) record.set(field, *value);
}

records::Record new_row(Workspace& workspace, const Making& making) {
  records::Record record(workspace.records.registry("Artifact"));
  records::fill_defaults(workspace.records, record);
  record.set("uid", uid_for(making));
  set_optional(record, "key", making.place ? making.place->key : making.key);
  set_optional(record, "description", making.options.description);
  if (!making.options.description && making.revision) record.set("description", making.revision->description);
  set_optional(record, "kind", making.options.kind);
  set_optional(
      record, "otype",
      making.options.otype ? making.options.otype : infer_otype(making.content.path, making.content.suffix));
  set_optional(record, "version", making.options.version);
  record.set("is_latest", true);
  record.set("_key_is_virtual", !making.place && workspace.settings.artifact_use_virtual_keys);
  record.set("storage", making.place ? making.place->storage.id : workspace.storage.id);
  record.set("run", making.run ? Value(making.run->id()) : Value());
  if (making.options.n_observations) record.set("n_observations", *making.options.n_observations);
  record.set("_branch_code", making.options.branch_code);
  set_content(record, making.content);
  return record;
}

Pending pending_for(const Making& making) {
  Pending pending;
  pending.source = making.content.path;
  pending.is_folder = making.content.is_folder;
  pending.transfer = making.place               ? Pending::Transfer::in_place
                     : making.options.is_staged ? Pending::Transfer::move
                                                : Pending::Transfer::copy;
  pending.state = making.content.state;
  return pending;
}

Artifact make(Workspace& workspace, const Making& making) {
  Artifact artifact(new_row(workspace, making), pending_for(making));
  if (making.revision) artifact.revised_id = making.revision->latest.id();
  return artifact;
}

/// The artifact for content that has been looked at, given what the registry holds of it.
Artifact create_from(Workspace& workspace, const CreateOptions& options, const Content& content,
                     const std::optional<PlaceInStorage>& place, const std::optional<Revision>& revision,
                     const KnownArtifacts& known, const std::optional<records::Record>& run) {
  if (content.hash) {
    const auto same_key = revision ? std::nullopt : std::optional<std::string_view>(options.key);
    if (const auto* row = known.same_content(content.hash->hash, same_key)) {
      return adopt(workspace, *row, options.key, options.description, run);
    }
  }
  std::optional<std::string> key = options.key;
  if (place && key) require_same_key(*place, content.given, *key);
  Making making{options, content, place, run, key, revision};
  if (!revision && key) {
    if (const auto* row = known.same_key(*key))
      making.revision = revision_of_key(workspace, *row, *key, options.version);
  }
  if (revision && !making.key) making.key = revision->key;
  require_identified(options, place ? std::optional(place->key) : making.key, run);
  if (place) require_utf8(place->key);
  if (making.key) require_utf8(*making.key);
  return make(workspace, making);
}

KnownArtifacts look_up(const Workspace& workspace, const Content& content, const CreateOptions& options) {
  if (options.key) require_utf8(*options.key);
  std::vector<std::string> hashes, keys;
  if (content.hash) hashes.push_back(content.hash->hash);
  if (options.key && !options.revises) keys.push_back(*options.key);
  return KnownArtifacts::load(workspace, hashes, keys);
}

}  // namespace

std::optional<records::Record> RunChoice::resolve(const Workspace& workspace) const {
  if (kind_ == Kind::given) return run_;
  if (kind_ == Kind::none) return std::nullopt;
  auto run = current_run(workspace);
  if (!run && !workspace.settings.artifact_silence_missing_run_warning) {
    warn_of_missing_run(workspace, "no run & transform got linked, call `ln.track()` & re-run");
  }
  return run;
}

Artifact create(Workspace& workspace, const fs::path& source, const CreateOptions& options) {
  if (options.key) require_key_outside_managed_folder(*options.key);
  const fs::path path = absolute_path(source);
  if (!options.is_staged) require_path_outside_managed_folder(path);
  std::optional<Revision> revision;
  if (options.revises) revision = revision_of(workspace, *options.revises, options.key, options.version);
  const auto run = options.run.resolve(workspace);
  Content content = look_at(workspace, path);
  content.given = source;
  hint_at_suffix(workspace, path, content.suffix);
  if (options.key) require_suffix(content.suffix, suffix_of(*options.key, workspace.suffixes));
  const auto place = options.is_staged ? std::nullopt : place_in_storage(workspace, path);
  hash_content(workspace, content);
  Artifact artifact =
      create_from(workspace, options, content, place, revision, look_up(workspace, content, options), run);
  hint_at_copy(workspace, artifact);
  return artifact;
}

// --- folders of files
// ----------------------------------------------------------------------------------------------

namespace {

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Drops artifacts whose content another one of them has.
void drop_duplicates(Workspace& workspace, std::vector<Artifact>& artifacts) {
  std::vector<Artifact> kept;
  std::vector<std::string> dropped;
  std::set<std::string, std::less<>> hashes;
  const std::size_t total = artifacts.size();
  for (auto& artifact : artifacts) {
    const Value& hash = artifact.record.get("hash");
    if (hash.is_null() || hashes.insert(std::string(hash.text())).second) {
      kept.push_back(std::move(artifact));
    } else if (!artifact.is_saved()) {
      dropped.emplace_back(artifact.record.uid());
    }
  }
  artifacts = std::move(kept);
  if (dropped.empty()) return;
  workspace.log.warning("there are multiple artifact uids with the same hashes, dropping " +
                        std::to_string(dropped.size()) + " duplicates out of " + std::to_string(total) +
                        " artifacts:\n    " + join(dropped, "\n    "));
}

/// What stands before the path of a file below the folder.
std::string key_prefix(const Workspace& workspace, const fs::path& folder,
                       const std::optional<std::string>& key, const std::optional<PlaceInStorage>& place,
                       const fs::path& as_given) {
  if (place) return place->key;
  if (key) return key->substr(0, key->find_last_not_of('/') + 1);
  const std::string name = folder.filename().string();
  workspace.log.warning("folder is outside existing storage location, will copy files from " +
                        as_given.string() + " to " + workspace.storage.root + "/" + name);
  return name;
}

}  // namespace

std::vector<Artifact> create_from_folder(Workspace& workspace, const fs::path& folder,
                                         const std::optional<std::string>& key, const RunChoice& run) {
  if (!fs::is_directory(folder)) throw Error(ErrorCode::file_missing, folder.string());
  const fs::path root = absolute_path(folder);
  require_path_outside_managed_folder(root / "");
  const auto place = place_in_storage(workspace, root);
  const std::string prefix = key_prefix(workspace, root, key, place, folder);
  std::vector<Content> contents;
  for (const auto& file : files_below(root)) contents.push_back(look_at(workspace, file));
  hash_contents(workspace, contents);

  std::vector<std::string> hashes, keys;
  std::vector<CreateOptions> options(contents.size());
  for (std::size_t i = 0; i < contents.size(); ++i) {
    const std::string below = contents[i].path.lexically_relative(root).string();
    options[i].key = (key && place ? *key : prefix) + "/" + below;
    require_utf8(*options[i].key);
    if (contents[i].hash) hashes.push_back(contents[i].hash->hash);
    if (!place) keys.push_back(*options[i].key);
  }
  const KnownArtifacts known = KnownArtifacts::load(workspace, hashes, keys);
  std::vector<Artifact> artifacts;
  if (contents.empty()) return artifacts;
  const auto resolved = run.resolve(workspace);
  for (std::size_t i = 0; i < contents.size(); ++i) {
    std::optional<PlaceInStorage> file_place;
    if (place)
      file_place = PlaceInStorage{place->storage,
                                  place->key + "/" + contents[i].path.lexically_relative(root).string()};
    artifacts.push_back(
        create_from(workspace, options[i], contents[i], file_place, std::nullopt, known, resolved));
  }
  drop_duplicates(workspace, artifacts);
  workspace.log.success("created " + std::to_string(artifacts.size()) +
                        " artifacts from directory using storage " + workspace.storage.root +
                        " and key = " + prefix + "/");
  return artifacts;
}

}  // namespace lamin::artifacts
