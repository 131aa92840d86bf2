#include "artifacts/read.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/builtins.hpp"
#include "cli/entity.hpp"
#include "cli/load_transform.hpp"
#include "cli/record_text.hpp"
#include "collections/collection.hpp"
#include "instance/instance.hpp"

namespace lamin::cli {
namespace {

constexpr Option options[] = {
    {"--uid", "TEXT", "The uid for the entity."},
    {"--key", "TEXT", "The key for the entity."},
    {"--with-env", "", "Also return the environment for a transform."},
    json_option,
};
constexpr Positional positionals[] = {{.name = "ENTITY", .completes = Completes::registry}};

void load_artifact(Context& context, Instance& instance, const records::Record& record, bool json) {
  const auto path = artifacts::cache(instance.workspace(), artifacts::Artifact{record},
                                     {.flag = false, .run = std::nullopt});
  if (!json) return context.terminal().result("artifact is here: " + path.native());
  Json all = Json::object();
  all["registry"] = record.registry().display_name();
  all["record"] = json_of(record);
  all["path"] = path.native();
  context.terminal().data_line(all.pretty_text());
}

constexpr std::size_t shown_at_both_ends = 5;

/// "  [1/12] path" for each; of many only the first and the last.
void print_paths(Terminal& terminal, const std::vector<std::string>& paths) {
  const std::size_t count = paths.size();
  terminal.result("collection paths (" + std::to_string(count) + " files):");
  const bool is_long = count > 2 * shown_at_both_ends;
  for (std::size_t i = 0; i < count; ++i) {
    if (is_long && i == shown_at_both_ends) {
      terminal.result("  ... " + std::to_string(count - 2 * shown_at_both_ends) + " more files ...");
      i = count - shown_at_both_ends;
    }
    terminal.result("  [" + std::to_string(i + 1) + "/" + std::to_string(count) + "] " + paths[i]);
  }
}

void load_collection(Context& context, Instance& instance, const records::Record& record, bool json) {
  std::vector<std::string> paths;
  for (const records::Record& member : collections::artifacts_of(instance.records(), {.record = record})) {
    const auto path = artifacts::cache(instance.workspace(), artifacts::Artifact{member},
                                       {.flag = false, .run = std::nullopt});
    paths.push_back(path.native());
  }
  if (!json) return print_paths(context.terminal(), paths);
  Json all = Json::object();
  all["registry"] = record.registry().display_name();
  all["record"] = json_of(record);
  all["paths"] = Json::array();
  for (const std::string& path : paths) all["paths"].push_back(path);
  context.terminal().data_line(all.pretty_text());
}

// A slug or the address of an instance: `lamin connect` by its old name.
bool names_an_instance(const Entity& entity) {
  const auto parts = split(entity.word, "/");
  return entity.slug.empty() &&
         (parts.size() == 2 || (parts.size() == 5 && entity.word.starts_with("https://")));
}

int run(Context& context, const Arguments& arguments) {
  const Entity entity = entity_of(arguments);
  if (names_an_instance(entity)) {
    Instance::connect(entity.word, context.settings(), context.log());
    return 0;
  }
  if (entity.word != "artifact" && entity.word != "transform" && entity.word != "collection") {
    throw Error{ErrorCode::exit_requested,
                "Entity has to be a laminhub URL or 'artifact', 'collection', or 'transform'"};
  }
  Instance& instance = instance_of(context, entity);
  const records::Record record = find_entity(instance, entity);
  if (entity.word == "artifact") {
    load_artifact(context, instance, record, arguments.flag("--json"));
  } else if (entity.word == "collection") {
    load_collection(context, instance, record, arguments.flag("--json"));
  } else {
    load_transform(context, instance, record, arguments.flag("--with-env"));
  }
  return 0;
}

}  // namespace

constinit const Command load_command{
    "load",
    "Load a file or folder.",
    "Pass a URL, `artifact`, `collection`, or `transform`. For example:\n\n"
    "lamin load https://lamin.ai/account/instance/artifact/e2G7k9EVul4JbfsEYAy5\n"
    "lamin load artifact --key mydatasets/mytable.parquet\n"
    "lamin load artifact --uid e2G7k9EVul4JbfsEYAy5\n"
    "lamin load transform --key analysis.py\n"
    "lamin load collection --key mycollection",
    options,
    positionals,
    run};

}  // namespace lamin::cli
