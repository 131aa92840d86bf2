#include "cli/load_transform.hpp"

#include <filesystem>

#include "artifacts/read.hpp"
#include "base/error.hpp"
#include "base/text_file.hpp"
#include "instance/instance.hpp"
#include "lineage/load_source.hpp"

namespace lamin::cli {
namespace {

namespace fs = std::filesystem;

/// The environment of the latest run that has one, beside the source.
void load_environment(Context& context, Instance& instance, const records::Record& transform,
                      const fs::path& source) {
  query::Query runs(instance.records().registry("Run"));
  runs.where("transform", transform.id())
      .where("environment__isnull", false)
      .order_by({"-started_at", "-id"});
  const auto run = instance.records().first(runs);
  if (!run) return context.log().warning("latest transform run with environment doesn't exist");
  auto environment = instance.records().find_by_id(instance.records().registry("Artifact"),
                                                   run->get("environment").integer());
  const auto stored = artifacts::cache(instance.workspace(), artifacts::Artifact{*std::move(environment)},
                                       {.flag = false, .run = std::nullopt});
  const fs::path copy = source.parent_path() / (source.stem().string() + "__requirements.txt");
  fs::copy_file(stored, copy, fs::copy_options::overwrite_existing);
  context.terminal().result("environment is here: " + copy.native());
}

}  // namespace

bool load_transform(Context& context, Instance& instance, const records::Record& transform,
                    bool with_environment) {
  const std::string text = lineage::source_for_disk(transform, context.log());
  const fs::path path = std::string(transform.get("key").text());
  if (fs::exists(path) && !context.terminal().confirm("! " + path.native() + " exists: replace? (y/n)")) {
    throw Error{ErrorCode::exit_requested, "Aborted."};
  }
  if (path.has_parent_path()) {
    context.log().important("preserve the folder structure for versioning: " + path.parent_path().native() +
                            "/");
    make_folders(path.parent_path());
  }
  replace_text_file(path, text);
  context.terminal().result(
      (transform.get("type").text() == "notebook" ? "notebook is here: " : "script is here: ") +
      path.native());
  if (with_environment) load_environment(context, instance, transform, path);
  return true;
}

}  // namespace lamin::cli
