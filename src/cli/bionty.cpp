// `lamin bionty`: public sources from the shell.
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "cli/builtins.hpp"
#include "cli/context.hpp"
#include "cli/usage.hpp"
#include "http/progress.hpp"
#include "instance/instance.hpp"
#include "ontologies/build.hpp"
#include "ontologies/library.hpp"

namespace lamin::cli {
namespace {

using ontologies::Library;
using ontologies::Source;

Library library_of(Context& context) {
  auto places = ontologies::places_from_environment(context.settings().cache_directory());
  places.progress = [](const std::string& name) { return http::terminal_progress(name, STDERR_FILENO); };
  return Library(std::move(places));
}

Source source_of(const Arguments& arguments) {
  return ontologies::choose_source(arguments.positional(0), arguments.value_or("--organism", ""),
                                   arguments.value_or("--source", ""), arguments.value_or("--version", ""));
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text + "  ";
}

Json json_of(const Source& source, const std::optional<std::filesystem::path>& file) {
  Json json = Json::object();
  json["entity"] = source.entity;
  json["organism"] = source.organism;
  json["source"] = source.name;
  json["version"] = source.version;
  json["currently_used"] = source.currently_used;
  json["url"] = source.url;
  json["file"] = file ? Json(file->native()) : Json();
  return json;
}

std::string line_of(const Source& source, const std::optional<std::filesystem::path>& file) {
  return padded(source.entity, 18) + padded(source.organism, 24) + padded(source.name, 10) +
         padded(source.version, 12) + padded(source.currently_used ? "default" : "", 7) +
         (file ? file->native() : "-");
}

int list(Context& context, const Arguments& arguments) {
  Library library = library_of(context);
  const std::string& entity = arguments.positional(0);
  Json rows = Json::array();
  std::size_t shown = 0;
  for (const Source& source : ontologies::public_sources()) {
    if (!entity.empty() && source.entity != ontologies::entity_of(entity)) continue;
    const auto file = library.shelf().find_file(source);
    if (arguments.flag("--here") && !file) continue;
    ++shown;
    if (arguments.flag("--json"))
      rows.push_back(json_of(source, file));
    else
      context.terminal().data_line(line_of(source, file));
  }
  if (arguments.flag("--json")) context.terminal().data_line(rows.pretty_text());
  if (shown == 0 && !entity.empty() && !ontologies::is_public(entity)) ontologies::choose_source(entity);
  return 0;
}

int fetch(Context& context, const Arguments& arguments) {
  Library library = library_of(context);
  const Source source = source_of(arguments);
  const auto path =
      library.shelf().fetch(source, arguments.value_or("--from", ""), arguments.value_or("--md5", ""));
  context.terminal().result(source.entity + " " + source.title() + " is here: " + path.native());
  return 0;
}

int compile(Context& context, const Arguments& arguments) {
  Library library = library_of(context);
  const Source source = source_of(arguments);
  const auto begun = std::chrono::steady_clock::now();
  const auto table = library.table(source);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begun;
  Columns hierarchy;
  for (const char* name : {"ontology_id", "parents"})
    if (const auto column = table->release().find_column(name))
      hierarchy.columns.push_back(table->release().column(*column));
  context.terminal().result(source.entity + " " + source.title() + ": " +
                            std::to_string(table->release().rows()) + " terms in " +
                            std::to_string(static_cast<int>(took.count())) + " ms, " +
                            library.shelf().compiled_file(source).native());
  if (!table->release().is_intact())
    throw Error(ErrorCode::validation_failed, "The compiled release is damaged: remove it");
  if (const auto circle = hierarchy.columns.size() == 2 ? ontologies::find_circle(hierarchy) : std::nullopt)
    context.log().warning("the hierarchy goes round in a circle: " + *circle);
  return 0;
}

Json json_of(const ontologies::Difference& found) {
  Json json = Json::object();
  json["added"] = Json::array();
  json["gone"] = Json::array();
  json["changed"] = Json::array();
  for (const std::string& id : found.added) json["added"].push_back(id);
  for (const std::string& id : found.gone) json["gone"].push_back(id);
  for (const auto& change : found.changes) {
    Json row = Json::object();
    row["id"] = change.id;
    row["column"] = change.column;
    row["before"] = change.before;
    row["after"] = change.after;
    json["changed"].push_back(row);
  }
  return json;
}

int compare(Context& context, const Arguments& arguments) {
  Library library = library_of(context);
  const std::string organism = arguments.value_or("--organism", ""),
                    name = arguments.value_or("--source", "");
  const auto table = [&](std::size_t position) {
    return library.table(
        ontologies::choose_source(arguments.positional(0), organism, name, arguments.positional(position)));
  };
  const auto found = ontologies::difference(*table(1), *table(2));
  if (arguments.flag("--json")) {
    context.terminal().data_line(json_of(found).pretty_text());
    return 0;
  }
  for (const std::string& id : found.added) context.terminal().data_line("+ " + id);
  for (const std::string& id : found.gone) context.terminal().data_line("- " + id);
  for (const auto& change : found.changes)
    if (change.column != "definition")
      context.terminal().data_line("~ " + change.id + " " + change.column + ": " + change.before + " -> " +
                                   change.after);
  context.terminal().result(std::to_string(found.added.size()) + " added, " +
                            std::to_string(found.gone.size()) + " gone, " +
                            std::to_string(found.changes.size()) + " cells changed");
  return 0;
}

/// The record of the registry Source that the arguments name; the one in use if they name none.
records::Record source_record(Instance& instance, Library& library, const schema::Registry& registry,
                              const Arguments& arguments) {
  const std::string version = arguments.value_or("--version", ""), name = arguments.value_or("--source", "");
  const std::string organism = arguments.value_or("--organism", "");
  if (version.empty() && name.empty()) return library.source_of(instance.records(), registry, organism);
  query::Query query(instance.records().registry("bionty.Source"));
  query.where("entity", registry.qualified_name());
  if (!version.empty()) query.where("version", version);
  if (!name.empty()) query.where("name", name);
  if (!organism.empty()) query.where("organism", organism);
  if (auto found = instance.records().first(query.order_by({"id"}))) return *std::move(found);
  throw Error(ErrorCode::not_found, "This instance has no such source")
      .with("version", version)
      .with("source", name);
}

const schema::Registry& registry_of(Instance& instance, const Arguments& arguments) {
  const std::string& name = arguments.positional(0);
  return instance.records().registry(name.find('.') == std::string::npos ? "bionty." + name : name);
}

int import(Context& context, const Arguments& arguments) {
  context.speak_up();
  Library library = library_of(context);
  Instance& instance = context.instance();
  const schema::Registry& registry = registry_of(instance, arguments);
  library.import_source(instance.records(), registry, source_record(instance, library, registry, arguments),
                        context.log());
  return 0;
}

int update(Context& context, const Arguments& arguments) {
  context.speak_up();
  Library library = library_of(context);
  Instance& instance = context.instance();
  const schema::Registry& registry = registry_of(instance, arguments);
  const records::Record newer = source_record(instance, library, registry, arguments);
  const auto changes = library.changes(instance.records(), registry, newer);
  for (const auto& change : changes) {
    if (change.kind == ontologies::TermChange::Kind::described) continue;
    context.terminal().data_line(padded(change.ontology_id, 14) +
                                 padded(std::string(name_of(change.kind)), 10) +
                                 (change.in_use ? "* " : "  ") + change.before + " -> " + change.after);
  }
  context.terminal().data_line(std::to_string(changes.size()) + " changes; * = artifacts have the term");
  if (!arguments.flag("--yes") && !context.terminal().confirm("Bring the records to the newer release?"))
    return 1;
  library.update(instance.records(), registry, newer, context.log());
  return 0;
}

constexpr Option organism_option{"--organism", "TEXT", "The organism, such as human."};
constexpr Option source_option{"--source", "TEXT", "The short name of the source, such as cl."};
constexpr Option version_option{"--version", "TEXT", "The version; the default one if left out."};
constexpr Option list_options[] = {{"--here", "", "Only those whose file is here."}, json_option};
constexpr Option choosing[] = {organism_option, source_option, version_option};
constexpr Option fetch_options[] = {
    organism_option,
    source_option,
    version_option,
    {"--from", "ADDRESS", "A file, a folder of files, or an address: file, http, https, s3."},
    {"--md5", "TEXT", "What the MD5 of the file must be."}};
constexpr Option compare_options[] = {organism_option, source_option, json_option};
constexpr Option update_options[] = {
    organism_option, source_option, version_option, {"--yes", "", "Do not ask."}};
constexpr Positional any_entity[] = {{.name = "ENTITY", .is_required = false}};
constexpr Positional entity[] = {{.name = "ENTITY"}};
constexpr Positional versions[] = {{.name = "ENTITY"}, {.name = "OLDER"}, {.name = "NEWER"}};

constexpr Command list_command_{
    "list", "List public sources and where their files are.", "", list_options, any_entity, list};
constexpr Command fetch_command{"fetch",
                                "Bring the file of a source to where it is looked for.",
                                "Checks that it can be read, and its checksum.",
                                fetch_options,
                                entity,
                                fetch};
constexpr Command compile_command{
    "compile", "Make the release of a source that opens at once.", "", choosing, entity, compile};
constexpr Command compare_command{
    "compare", "Show what differs between two versions of a source.", "", compare_options, versions, compare};
constexpr Command import_command{
    "import", "Import all terms of a source into the current instance.", "", choosing, entity, import};
constexpr Command update_command{"update",
                                 "Show what a newer release changes for the records there are, and apply it.",
                                 "Asks before anything is changed.",
                                 update_options,
                                 entity,
                                 update};
constexpr const Command* subcommands[] = {&list_command_,   &fetch_command,  &compile_command,
                                          &compare_command, &import_command, &update_command};

}  // namespace

constinit const Command bionty_command{
    "bionty", "Public ontologies: list, fetch, compile, compare, import.", "", {}, {}, nullptr, subcommands};

}  // namespace lamin::cli
