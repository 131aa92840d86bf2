#include <algorithm>
#include <filesystem>

#include "artifacts/create.hpp"
#include "artifacts/read.hpp"
#include "artifacts/save.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/builtins.hpp"
#include "cli/context.hpp"
#include "cli/record_text.hpp"
#include "cli/save_transform.hpp"
#include "cli/usage.hpp"
#include "instance/instance.hpp"

namespace lamin::cli {
namespace {

namespace fs = std::filesystem;

constexpr Option options[] = {
    {"--key", "TEXT", "The key: a path-like name, such as mydatasets/mytable.parquet."},
    {"--description", "TEXT", "What it is, in words."},
    {"--registry", "TEXT", "artifact or transform, where the suffix would tell otherwise."},
    json_option,
};
constexpr Positional positionals[] = {{.name = "FILEPATH", .completes = Completes::file}};

constexpr std::string_view source_suffixes[] = {".py", ".ipynb", ".R", ".qmd", ".Rmd"};

std::string registry_of(const fs::path& path, const Arguments& arguments) {
  if (const auto given = arguments.value("--registry")) return *given;
  const bool is_source =
      std::ranges::find(source_suffixes, path.extension().native()) != std::end(source_suffixes);
  return is_source && !fs::is_directory(path) ? "transform" : "artifact";
}

void print(Context& context, const Instance& instance, const records::Record& record, std::string_view path) {
  Json json = Json::object();
  json["registry"] = record.registry().display_name();
  json["record"] = json_of(record);
  json["path"] = path;
  json["instance"] = instance.slug();
  context.terminal().data_line(json.pretty_text());
}

int save_artifact(Context& context, const fs::path& path, const Arguments& arguments) {
  artifacts::CreateOptions create;
  create.key = arguments.value("--key");
  create.description = arguments.value("--description");
  if (!create.key && !create.description) {
    throw Error{ErrorCode::exit_requested, "Please pass a key or description via --key or --description"};
  }
  // Whoever saves by hand tracks no run: that is no reason for a warning.
  create.run = artifacts::RunChoice::none();
  Instance& instance = context.instance();
  auto artifact = artifacts::create(instance.workspace(), path, create);
  artifacts::save(instance.workspace(), artifact);
  const std::string stored = artifacts::path_text(instance.workspace(), artifact);
  if (arguments.flag("--json")) {
    print(context, instance, artifact.record, stored);
  } else {
    context.terminal().result("saved: " + records::repr(artifact.record));
    context.terminal().result("storage path: " + stored);
  }
  return 0;
}

int save_source(Context& context, const fs::path& path, const Arguments& arguments) {
  Instance& instance = context.instance();
  const auto transform =
      save_transform(context, path, arguments.value("--key"), arguments.value("--description"));
  if (!transform) return 1;
  if (arguments.flag("--json")) {
    print(context, instance, *transform, path.native());
  } else {
    context.terminal().result("saved: " + records::repr(*transform));
  }
  return 0;
}

int run(Context& context, const Arguments& arguments) {
  const fs::path path = arguments.positional(0);
  if (!fs::exists(path))
    throw UsageError("Invalid value for 'FILEPATH': Path '" + path.native() + "' does not exist.");
  const std::string registry = registry_of(path, arguments);
  if (registry != "artifact" && registry != "transform") {
    throw Error{ErrorCode::exit_requested, "Allowed values for '--registry' are: 'artifact', 'transform'"};
  }
  return registry == "artifact" ? save_artifact(context, path, arguments)
                                : save_source(context, path, arguments);
}

}  // namespace

constinit const Command save_command{
    "save",
    "Save a file or folder.",
    "Defaults to saving `.py` and `.ipynb` as Transform and other file types and folders\n"
    "as Artifact. You can save a `.py` or `.ipynb` file as an Artifact by passing\n"
    "`--registry artifact`.",
    options,
    positionals,
    run};

}  // namespace lamin::cli
