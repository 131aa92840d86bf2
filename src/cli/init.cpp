#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/builtins.hpp"
#include "cli/context.hpp"
#include "cli/python_modules.hpp"
#include "instance/instance.hpp"

namespace lamin::cli {
namespace {

constexpr Option options[] = {
    {"--storage", "TEXT", "Local directory, s3://bucket_name, gs://bucket_name."},
    {"--db", "TEXT", "Postgres database connection URL, do not pass for SQLite."},
    {"--modules", "TEXT", "Comma-separated string of schema modules."},
    {"--name", "TEXT", "The instance name."},
    {"--schema", "TEXT", "[DEPRECATED] Use --modules instead."},
};

std::vector<std::string> modules_of(std::string_view text) {
  std::vector<std::string> modules;
  for (const auto part : split(text, ",")) {
    if (!trim(part).empty()) modules.emplace_back(trim(part));
  }
  return modules;
}

int run(Context& context, const Arguments& arguments) {
  const auto storage = arguments.value("--storage");
  if (!storage)
    throw Error{ErrorCode::exit_requested, "`storage` argument can't be `None`"}.hint(
        "Pass a folder: `lamin init --storage ./mydata`.");
  const auto modules =
      arguments.value("--modules") ? arguments.value("--modules") : arguments.value("--schema");
  InitOptions init;
  init.storage = *storage;
  init.name = arguments.value_or("--name", "");
  init.database = arguments.value_or("--db", "");
  init.modules = modules_of(modules.value_or(""));
  refresh_declarations(init.modules, context.settings());
  Instance::init(init, context.settings(), context.log());
  return 0;
}

}  // namespace

constinit const Command init_command{"init", "Init an instance.", "", options, {}, run};

}  // namespace lamin::cli
