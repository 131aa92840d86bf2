#include "annotation/show.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include "annotation/read.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

namespace lamin::annotation {
namespace {

using artifacts::Node;
using artifacts::Style;
using records::Record;

constexpr std::size_t most_values = 10;

std::string shown(const Json& value, const std::string& dtype) {
  if (value.is_text()) {
    const auto time = dtype == "datetime" ? parse_timestamp(value.text()) : std::nullopt;
    return time ? seconds_text(*time) : value.text();
  }
  if (!value.is_array()) return python_repr(Value(value));
  std::string list;
  for (const Json& element : value.elements()) list += (list.empty() ? "" : ", ") + shown(element, "");
  return list;
}

std::string shown(const Annotation& annotation) {
  std::string text;
  const std::size_t count = std::min(annotation.values.size(), most_values);
  for (std::size_t i = 0; i < count; ++i)
    text += (i > 0 ? ", " : "") + shown(annotation.values[i], annotation.dtype);
  return annotation.values.size() > most_values ? text + ", ..." : text;
}

void add_row(Node& table, const std::string& name, const std::string& dtype, const std::string& values) {
  table.rows.push_back({{name}, {dtype, Style::dim}, {values}});
}

Node section(std::string title, Style style) {
  return {.label = {{std::move(title), style}}, .rows = {}, .children = {}, .header = {}};
}

class Sections {
 public:
  Sections(artifacts::Workspace& workspace, const Record& host, Subject subject)
      : store_(workspace.records), host_(host), annotations_(annotations_of(store_, host, subject)) {}

  std::vector<Node> features() {
    std::vector<Node> found;
    Node sets = feature_sets();
    if (!sets.children.empty()) found.push_back(std::move(sets));
    add_linked(found, "Linked features");
    return found;
  }

  std::vector<Node> params() {
    std::vector<Node> found;
    add_linked(found, "Params");
    return found;
  }

 private:
  void add_linked(std::vector<Node>& found, std::string_view title) {
    Node table;
    for (const Annotation& one : annotations_)
      if (!is_internal_[one.id]) add_row(table, one.name, one.dtype, shown(one));
    if (table.rows.empty()) return;
    found.push_back(section(std::string(title), Style::params));
    found.back().children.push_back(std::move(table));
  }

  Node feature_sets() {
    Node node{.label = {{"Dataset features", Style::features},
                        {"/", Style::dim},
                        {".feature_sets", Style::subtitle}},
              .rows = {},
              .children = {},
              .header = {}};
    const auto slots = slots_of(store_, host_);
    if (slots.empty()) return node;
    for (const std::int64_t id : internal_features(store_, host_)) is_internal_[id] = true;
    const auto members = members_of(store_, slots);
    for (std::size_t i = 0; i < slots.size(); ++i) node.children.push_back(table_of(slots[i], members[i]));
    return node;
  }

  // Features with values first, then the other members as far as they are shown.
  Node table_of(const Slot& slot, const Members& members) {
    Node table;
    const std::string registry = members.registry == nullptr ? std::string(slot.schema.get("itype").text())
                                                             : members.registry->display_name();
    table.header = {.name = slot.name, .count = std::to_string(members.count), .kind = "[" + registry + "]"};
    const bool holds_features = members.registry != nullptr && members.registry->name == "Feature";
    std::map<std::int64_t, bool> has_row;
    if (holds_features) {
      for (const Annotation& one : annotations_) {
        const bool is_member =
            std::ranges::any_of(members.members, [&](const auto& m) { return m.id == one.id; });
        if (!is_member) continue;
        add_row(table, one.name, one.dtype, shown(one));
        has_row[one.id] = true;
      }
    }
    for (const auto& member : members.members)
      if (!has_row[member.id]) add_row(table, member.name, member.dtype, "");
    return table;
  }

  records::RecordStore& store_;
  const Record& host_;
  std::vector<Annotation> annotations_;
  std::map<std::int64_t, bool> is_internal_;
};

Node title_of(const Record& host) {
  std::string kind = " ";
  if (host.registry().find_field("suffix") != nullptr) kind += host.get("suffix").text();
  if (host.registry().find_field("otype") != nullptr && !host.get("otype").is_null())
    kind += "/" + std::string(host.get("otype").text());
  return {.label = {{host.registry().name, Style::title}, {kind, Style::subtitle}},
          .rows = {},
          .children = {},
          .header = {}};
}

}  // namespace

Node describe(artifacts::Workspace& workspace, const artifacts::Artifact& artifact) {
  Node tree = artifacts::describe(workspace, artifact);
  const Record& record = artifact.record;
  if (!record.is_saved()) return tree;
  std::vector<Node> found = Sections(workspace, record, Subject::features).features();
  if (record.get("kind") == Value("model"))
    std::ranges::move(Sections(workspace, record, Subject::params).params(), std::back_inserter(found));
  tree.children.insert(tree.children.begin() + 1, std::make_move_iterator(found.begin()),
                       std::make_move_iterator(found.end()));
  return tree;
}

Node features_tree(artifacts::Workspace& workspace, const Record& host, Subject subject) {
  Node tree = title_of(host);
  Sections sections(workspace, host, subject);
  tree.children = subject == Subject::features ? sections.features() : sections.params();
  return tree;
}

Node labels_tree(artifacts::Workspace& workspace, const Record& host) {
  Node tree = title_of(host);
  if (!host.is_saved()) return tree;
  Node labels = artifacts::labels_of(workspace, host);
  if (!labels.children.empty()) tree.children.push_back(std::move(labels));
  return tree;
}

std::string text_of(const Node& tree, std::string_view nothing, const artifacts::RenderOptions& options) {
  return tree.children.empty() ? std::string(nothing) : artifacts::render(tree, options);
}

}  // namespace lamin::annotation
