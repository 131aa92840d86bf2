#include "artifacts/describe.hpp"
#include "annotation/show.hpp"

#include "artifacts/read.hpp"
#include "base/error.hpp"
#include "cli/builtins.hpp"
#include "cli/entity.hpp"
#include "cli/record_text.hpp"
#include "instance/instance.hpp"

namespace lamin::cli {
namespace {

std::string text_of(const std::vector<artifacts::Span>& spans) {
  std::string text;
  for (const auto& span : spans) text += span.text;
  return text;
}

Json tree_json(const artifacts::Node& node) {
  Json rows = Json::array();
  for (const auto& row : node.rows) {
    Json cells = Json::array();
    for (const auto& cell : row) cells.push_back(cell.text);
    rows.push_back(std::move(cells));
  }
  Json children = Json::array();
  for (const auto& child : node.children) children.push_back(tree_json(child));
  Json json = Json::object();
  json["label"] = text_of(node.label);
  json["rows"] = std::move(rows);
  json["children"] = std::move(children);
  return json;
}

artifacts::RenderOptions look_of(const Terminal& terminal) {
  artifacts::RenderOptions look;
  look.colour = terminal.data_has_colour();
  // A program that reads the text wants lines whole.
  look.width = terminal.data_width() > 0 ? terminal.data_width() : 1000;
  return look;
}

void describe_artifact(Context& context, Instance& instance, const records::Record& record, bool json) {
  const artifacts::Artifact artifact{record};
  const auto description = annotation::describe(instance.workspace(), artifact);
  if (!json) return context.terminal().data(artifacts::render(description, look_of(context.terminal())));
  Json all = Json::object();
  all["registry"] = record.registry().display_name();
  all["record"] = json_of(record);
  all["path"] = artifacts::path_text(instance.workspace(), artifact);
  all["description"] = tree_json(description);
  context.terminal().data_line(all.pretty_text());
}

void describe_record(Context& context, const records::Record& record, bool json) {
  if (!json) return context.terminal().data_line(records::repr(record));
  Json all = Json::object();
  all["registry"] = record.registry().display_name();
  all["record"] = json_of(record);
  context.terminal().data_line(all.pretty_text());
}

void describe(Context& context, const Entity& entity, bool json) {
  Instance& instance = instance_of(context, entity);
  const records::Record record = find_entity(instance, entity);
  if (record.registry().qualified_name() == "lamindb.Artifact") {
    describe_artifact(context, instance, record, json);
  } else {
    describe_record(context, record, json);
  }
}

int run_get(Context& context, const Arguments& arguments) {
  const Entity entity = entity_of(arguments);
  if (entity.word != "artifact") {
    throw Error{ErrorCode::exit_requested, "Entity has to be a laminhub URL or 'artifact'"};
  }
  describe(context, entity, arguments.flag("--json"));
  return 0;
}

int run_describe(Context& context, const Arguments& arguments) {
  Entity entity = entity_of(arguments);
  if (!arguments.positional(1).empty()) entity.uid = arguments.positional(1);
  describe(context, entity, arguments.flag("--json"));
  return 0;
}

constexpr Option options[] = {
    {"--uid", "TEXT", "The uid for the entity."},
    {"--key", "TEXT", "The key for the entity."},
    json_option,
};
constexpr Positional get_positionals[] = {{.name = "ENTITY", .completes = Completes::registry}};
constexpr Positional describe_positionals[] = {{.name = "REGISTRY", .completes = Completes::registry},
                                               {.name = "UID", .is_required = false}};

}  // namespace

constinit const Command get_command{
    "get",  "Query metadata about an entity.", "Currently only works for artifact.", options, get_positionals,
    run_get};
constinit const Command describe_command{
    "describe",
    "Describe a record.",
    "A uid may be abbreviated; without its last four characters it means the latest version.",
    options,
    describe_positionals,
    run_describe};

}  // namespace lamin::cli
