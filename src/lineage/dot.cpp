// Text forms of a lineage graph: Graphviz, tree, JSON, SVG.
#include <functional>
#include <set>

#include "base/error.hpp"
#include "base/process.hpp"
#include "base/text.hpp"
#include "lineage/graph.hpp"

namespace lamin::lineage {
namespace {

constexpr std::string_view focus_color = "\"#10b981\"";

std::string_view symbol_of_type(std::string_view type) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> symbols = {
      {{"notebook", "📔"},
       {"upload", "🖥️"},
       {"pipeline", "🧩"},
       {"script", "📝"},
       {"function", "🔧"},
       {"linker", "🧲"}}};
  for (const auto& [name, symbol] : symbols)
    if (name == type) return symbol;
  return "💫";
}

std::string symbol(const Node& node) {
  switch (node.kind) {
    case Node::Kind::artifact:
      return "📄 ";
    case Node::Kind::collection:
      return "🍱 ";
    case Node::Kind::run:
    case Node::Kind::transform:
      return std::string(symbol_of_type(node.type)) + " ";
    case Node::Kind::record:
      return "";
  }
  return "";
}

std::string escaped(std::string_view text) {
  return replace_all(replace_all(replace_all(text, "&", "&amp;"), "<", "&lt;"), ">", "&gt;");
}

// The grey lines under the name.
std::vector<std::string> details(const Node& node) {
  std::vector<std::string> lines = {"uid=" + node.uid};
  if (node.kind == Node::Kind::artifact) lines.push_back("suffix=" + node.type);
  if (node.kind == Node::Kind::run || node.kind == Node::Kind::transform) {
    lines.push_back("type=" + node.type + ", user=" + node.user);
    lines.push_back((node.kind == Node::Kind::run ? "run=" : "updated_at=") + node.time);
  }
  return lines;
}

// Names of the language stand bare, all else in quotes: uids may begin with a digit, terms hold blanks.
// https://graphviz.org/doc/info/lang.html
std::string dot_id(std::string_view id) {
  const auto is_letter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
  const bool is_name = !id.empty() && !std::isdigit(static_cast<unsigned char>(id.front())) &&
                       std::all_of(id.begin(), id.end(), is_letter);
  return is_name ? std::string(id) : "\"" + replace_all(id, "\"", "\\\"") + "\"";
}

std::string dot_node(const Node& node) {
  std::string label =
      symbol(node) + escaped(node.label) + "<BR/><FONT COLOR=\"GREY\" POINT-SIZE=\"10\" FACE=\"Monospace\">";
  const auto lines = details(node);
  for (std::size_t i = 0; i < lines.size(); ++i) label += (i > 0 ? "<BR/>" : "") + escaped(lines[i]);
  std::string_view fill = node.kind == Node::Kind::run ? "gainsboro" : "honeydew";
  if (node.is_focus) fill = focus_color;
  return "\t" + dot_id(node.id) + " [label=<" + label + "</FONT>> fillcolor=" + std::string(fill) +
         " shape=box style=\"rounded,filled\"]\n";
}

std::string run_dot(const std::string& dot_text) {
  auto drawn = run_process({"dot", "-Tsvg"}, dot_text);
  if (!drawn || drawn->status != 0)
    throw Error(ErrorCode::unsupported, "Drawing a graph needs the program `dot` of Graphviz")
        .hint("Install it: sudo apt-get install graphviz (Ubuntu, Debian), brew install graphviz (macOS).");
  return std::move(drawn->output);
}

}  // namespace

std::string to_dot(const Graph& graph) {
  std::string text = "digraph " + dot_id(graph.name) +
                     " {\n"
                     "\tnode [color=\"#065f46\" fillcolor=honeydew fontname=Helvetica fontsize=10]\n"
                     "\tedge [arrowsize=0.5]\n";
  for (const Node& node : graph.nodes) text += dot_node(node);
  for (const Edge& edge : graph.edges)
    text += "\t" + dot_id(graph.nodes[edge.from].id) + " -> " + dot_id(graph.nodes[edge.to].id) +
            " [color=dimgrey]\n";
  return text + "}\n";
}

std::string to_text(const Graph& graph) {
  std::vector<std::vector<std::size_t>> sources(graph.nodes.size()), targets(graph.nodes.size());
  for (const Edge& edge : graph.edges) {
    sources[edge.to].push_back(edge.from);
    targets[edge.from].push_back(edge.to);
  }
  const auto line = [&](std::size_t node) {
    const Node& shown = graph.nodes[node];
    return symbol(shown) + shown.label + " (" + shown.uid + ")";
  };
  std::string text;
  std::set<std::size_t> shown;
  // A node that was drawn before is named again but not followed again, so that the tree stays as small as
  // the graph.
  const std::function<void(std::size_t, const std::string&, const std::vector<std::vector<std::size_t>>&)>
      draw = [&](std::size_t node, const std::string& indent,
                 const std::vector<std::vector<std::size_t>>& next) {
        for (std::size_t i = 0; i < next[node].size(); ++i) {
          const bool is_last = i + 1 == next[node].size();
          const std::size_t child = next[node][i];
          const bool is_new = shown.insert(child).second;
          text += indent + (is_last ? "└── " : "├── ") + line(child) +
                  (is_new || next[child].empty() ? "" : " …") + "\n";
          if (is_new) draw(child, indent + (is_last ? "    " : "│   "), next);
        }
      };
  for (std::size_t node = 0; node < graph.nodes.size(); ++node) {
    if (!graph.nodes[node].is_focus) continue;
    text += line(node) + "\n";
    shown.insert(node);
    if (!sources[node].empty()) text += "made by\n";
    draw(node, "", sources);
    if (!targets[node].empty()) text += "used by\n";
    draw(node, "", targets);
  }
  return text;
}

Json to_json(const Graph& graph) {
  static constexpr std::array<std::string_view, 5> kinds = {"artifact", "collection", "run", "transform",
                                                            "record"};
  Json::Array nodes, edges;
  for (const Node& node : graph.nodes) {
    Json json;
    json["id"] = node.id;
    json["kind"] = kinds[static_cast<std::size_t>(node.kind)];
    json["uid"] = node.uid;
    json["label"] = node.label;
    json["type"] = node.type;
    json["user"] = node.user;
    json["time"] = node.time;
    json["is_focus"] = node.is_focus;
    nodes.push_back(std::move(json));
  }
  for (const Edge& edge : graph.edges) {
    Json json;
    json["from"] = graph.nodes[edge.from].id;
    json["to"] = graph.nodes[edge.to].id;
    edges.push_back(std::move(json));
  }
  Json json;
  json["name"] = graph.name;
  json["nodes"] = std::move(nodes);
  json["edges"] = std::move(edges);
  return json;
}

std::string to_svg(const Graph& graph) {
  return run_dot(to_dot(graph));
}

}  // namespace lamin::lineage
