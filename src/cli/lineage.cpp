#include "lineage/graph.hpp"

#include "base/error.hpp"
#include "base/text_file.hpp"
#include "cli/builtins.hpp"
#include "cli/entity.hpp"
#include "instance/instance.hpp"

namespace lamin::cli {
namespace {

lineage::Graph graph_of(Instance& instance, const records::Record& record, bool upstream_only) {
  if (record.registry().qualified_name() == "lamindb.Transform")
    return lineage::transforms_around(instance.records(), record, !upstream_only, 5);
  const auto descendants = upstream_only ? lineage::Descendants::leave_out : lineage::Descendants::include;
  return lineage::lineage_of(instance.records(), record, descendants, instance.log());
}

int run_lineage(Context& context, const Arguments& arguments) {
  Entity entity = entity_of(arguments);
  if (!arguments.positional(1).empty()) entity.uid = arguments.positional(1);
  Instance& instance = instance_of(context, entity);
  const auto graph = graph_of(instance, find_entity(instance, entity), arguments.flag("--upstream"));
  if (const auto path = arguments.value("--svg")) {
    replace_text_file(*path, lineage::to_svg(graph));
    context.log().important("picture is here: " + *path);
  } else if (arguments.flag("--json")) {
    context.terminal().data_line(lineage::to_json(graph).pretty_text());
  } else {
    context.terminal().data(arguments.flag("--dot") ? lineage::to_dot(graph) : lineage::to_text(graph));
  }
  return 0;
}

constexpr Option options[] = {
    {"--uid", "TEXT", "The uid for the entity."},
    {"--key", "TEXT", "The key for the entity."},
    {"--upstream", "", "Only what it was made from."},
    {"--dot", "", "Print the graph for Graphviz."},
    {"--svg", "FILE", "Draw the graph into a file; needs Graphviz."},
    json_option,
};
constexpr Positional positionals[] = {{.name = "ENTITY", .completes = Completes::registry},
                                      {.name = "UID", .is_required = false}};

}  // namespace

constinit const Command lineage_command{
    "lineage",
    "Show what an artifact was made from.",
    "Works for artifact, collection and transform; also shows what was made from it.",
    options,
    positionals,
    run_lineage};

}  // namespace lamin::cli
