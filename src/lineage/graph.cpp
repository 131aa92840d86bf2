#include "lineage/graph.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <unordered_map>

#include "base/error.hpp"
#include "records/recursive.hpp"

namespace lamin::lineage {
namespace {

using records::Link;
using records::Record;
using records::RecordStore;
using records::RunEdge;

// The records with these ids, by id: one statement.
std::map<std::int64_t, Record> fetch(RecordStore& store, const schema::Registry& registry,
                                     const std::set<std::int64_t>& ids) {
  std::map<std::int64_t, Record> found;
  if (ids.empty()) return found;
  std::vector<Value> values(ids.begin(), ids.end());
  for (Record& record : store.all(query::Query(registry).where("id__in", std::move(values)))) {
    const std::int64_t id = record.id();
    found.emplace(id, std::move(record));
  }
  return found;
}

// Grows a graph node by node; a node that is asked for twice is the same one.
class Builder {
 public:
  std::size_t node(const std::string& id, const std::function<Node()>& make) {
    const auto [place, is_new] = index_.try_emplace(id, graph_.nodes.size());
    if (is_new) {
      graph_.nodes.push_back(make());
      graph_.nodes.back().id = id;
    }
    return place->second;
  }
  void edge(std::size_t from, std::size_t to) {
    if (seen_.emplace(from, to).second) graph_.edges.push_back({from, to});
  }
  Graph take(std::string name) {
    graph_.name = std::move(name);
    return std::move(graph_);
  }

 private:
  Graph graph_;
  std::unordered_map<std::string, std::size_t> index_;
  std::set<std::pair<std::size_t, std::size_t>> seen_;
};

std::string text_or(const Value& first, const Value& second) {
  return std::string(first.is_null() || first.text().empty() ? second.text() : first.text());
}

std::string time_text(const Value& time) {
  return time.is_null() ? "" : seconds_text(time.as<Timestamp>()) + " UTC";
}

std::string object_id(const Record& record) {
  return (record.registry().name == "Collection" ? "collection_" : "artifact_") + std::string(record.uid());
}

Node object_node(const Record& record, std::int64_t focus, const schema::Registry& focus_registry) {
  Node node{.kind = record.registry().name == "Collection" ? Node::Kind::collection : Node::Kind::artifact,
            .uid = std::string(record.uid()),
            .label = text_or(record.get("description"), record.get("key"))};
  if (node.kind == Node::Kind::artifact) node.type = std::string(record.get("suffix").text());
  node.is_focus = record.id() == focus && &record.registry() == &focus_registry;
  return node;
}

// What run nodes show of their transforms and users, fetched for all runs at once.
struct RunFacts {
  std::map<std::int64_t, Record> runs, transforms, users;

  RunFacts(RecordStore& store, const std::set<std::int64_t>& ids)
      : runs(fetch(store, store.registry("Run"), ids)) {
    std::set<std::int64_t> transform_ids, user_ids;
    for (const auto& [id, run] : runs) {
      transform_ids.insert(run.get("transform").integer());
      user_ids.insert(run.get("created_by").integer());
    }
    transforms = fetch(store, store.registry("Transform"), transform_ids);
    users = fetch(store, store.registry("User"), user_ids);
  }

  Node node(std::int64_t id) const {
    const Record& run = runs.at(id);
    const Record& transform = transforms.at(run.get("transform").integer());
    const auto user = users.find(run.get("created_by").integer());
    return {.kind = Node::Kind::run,
            .uid = std::string(transform.uid()),
            .label = text_or(transform.get("description"), transform.get("key")),
            .type = std::string(transform.get("type").text()),
            .user = user == users.end() ? "" : std::string(user->second.get("handle").text()),
            .time = time_text(run.get("started_at"))};
  }
};

// Inputs that their run has also made, other than the focal record.
std::vector<RunEdge> circular_inputs(const std::vector<RunEdge>& edges) {
  std::set<RunEdge> outputs;
  for (const RunEdge& edge : edges)
    if (edge.is_output) outputs.insert(edge);
  std::vector<RunEdge> circular;
  for (const RunEdge& edge : edges) {
    RunEdge twin = edge;
    twin.is_output = true;
    if (!edge.is_output && outputs.contains(twin)) circular.push_back(edge);
  }
  return circular;
}

void drop_circular_inputs(std::vector<RunEdge>& edges, const std::map<std::int64_t, Record>& artifacts,
                          const RunFacts& facts, Log& log) {
  std::map<std::int64_t, std::string> names;
  for (const RunEdge& edge : circular_inputs(edges)) {
    std::erase(edges, edge);
    if (edge.is_collection || !artifacts.contains(edge.object_id)) continue;
    std::string& list = names[edge.run_id];
    list += (list.empty() ? "" : ", ") + records::repr(artifacts.at(edge.object_id));
  }
  for (const auto& [run, list] : names)
    log.warning("The following artifacts are both inputs and outputs of Run(uid=" +
                std::string(facts.runs.at(run).uid()) + "): {" + list + "}\n   → Only showing as outputs.");
}

// Steps of breadth-first search along `links` from `start`, and the links that they used.
std::vector<Link> within_distance(const std::vector<Link>& links, std::int64_t start, int distance) {
  std::multimap<std::int64_t, std::int64_t> next;
  for (const Link& link : links) next.emplace(link.from, link.to);
  std::set<std::int64_t> seen = {start}, front = {start};
  std::vector<Link> used;
  for (int step = 0; step < distance && !front.empty(); ++step) {
    std::set<std::int64_t> reached;
    for (const std::int64_t id : front) {
      const auto [begin, end] = next.equal_range(id);
      for (auto link = begin; link != end; ++link) {
        used.push_back({link->first, link->second});
        if (seen.insert(link->second).second) reached.insert(link->second);
      }
    }
    front = std::move(reached);
  }
  return used;
}

// The graph of one registry along a relation and, if wanted, the opposite one; edges point from parent to
// child.
Graph hierarchy(RecordStore& store, const Record& focus, std::string_view up, std::string_view down,
                bool with_down, int distance, const std::function<Node(const Record&)>& node_of) {
  const schema::Registry& registry = focus.registry();
  const auto ups =
      within_distance(records::reachable_links(store, registry, up, focus.id()), focus.id(), distance);
  std::vector<Link> downs;
  if (with_down)
    downs =
        within_distance(records::reachable_links(store, registry, down, focus.id()), focus.id(), distance);
  std::set<std::int64_t> ids = {focus.id()};
  for (const Link& link : ups) ids.insert({link.from, link.to});
  for (const Link& link : downs) ids.insert({link.from, link.to});
  const auto found = fetch(store, registry, ids);

  Builder builder;
  const auto node = [&](std::int64_t id) {
    const Record& record = found.at(id);
    return builder.node(std::string(record.uid()), [&] {
      Node made = node_of(record);
      made.uid = std::string(record.uid());
      made.is_focus = id == focus.id();
      return made;
    });
  };
  node(focus.id());
  for (const Link& link : ups) builder.edge(node(link.to), node(link.from));
  for (const Link& link : downs) builder.edge(node(link.from), node(link.to));
  return builder.take(std::string(focus.uid()));
}

}  // namespace

Graph lineage_of(RecordStore& store, const Record& record, Descendants descendants, Log& log) {
  std::vector<RunEdge> edges = records::edges_of_ancestors(store, record);
  if (descendants == Descendants::include)
    for (const RunEdge& edge : records::edges_of_descendants(store, record)) edges.push_back(edge);
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());

  std::set<std::int64_t> artifact_ids, collection_ids, run_ids;
  for (const RunEdge& edge : edges) {
    (edge.is_collection ? collection_ids : artifact_ids).insert(edge.object_id);
    run_ids.insert(edge.run_id);
  }
  const auto artifacts = fetch(store, store.registry("Artifact"), artifact_ids);
  const auto collections = fetch(store, store.registry("Collection"), collection_ids);
  const RunFacts facts(store, run_ids);
  drop_circular_inputs(edges, artifacts, facts, log);

  Builder builder;
  builder.node(object_id(record), [&] { return object_node(record, record.id(), record.registry()); });
  for (const RunEdge& edge : edges) {
    const Record& object = (edge.is_collection ? collections : artifacts).at(edge.object_id);
    const auto object_index =
        builder.node(object_id(object), [&] { return object_node(object, record.id(), record.registry()); });
    const auto run_index = builder.node("run_" + std::string(facts.runs.at(edge.run_id).uid()),
                                        [&] { return facts.node(edge.run_id); });
    edge.is_output ? builder.edge(run_index, object_index) : builder.edge(object_index, run_index);
  }
  return builder.take(object_id(record));
}

Graph transforms_around(RecordStore& store, const Record& transform, bool with_successors, int distance) {
  return hierarchy(store, transform, "predecessors", "successors", with_successors, distance,
                   [](const Record& record) {
                     return Node{.kind = Node::Kind::transform,
                                 .label = text_or(record.get("description"), record.get("key")),
                                 .type = std::string(record.get("type").text()),
                                 .user = "None",
                                 .time = time_text(record.get("updated_at"))};
                   });
}

Graph parents_around(RecordStore& store, const Record& record, std::string_view field, bool with_children,
                     int distance) {
  const schema::Registry& registry = record.registry();
  if (!registry.traits.has_parents && store.catalog().find_relation(registry, "parents") == nullptr)
    throw Error(ErrorCode::unsupported, "Parents view is not supported for " + registry.name + "!");
  const std::string label(field.empty() ? std::string_view(registry.naming_field().name) : field);
  return hierarchy(store, record, "parents", "children", with_children, distance, [&](const Record& one) {
    return Node{.kind = Node::Kind::record, .label = python_str(one.get(label))};
  });
}

}  // namespace lamin::lineage
