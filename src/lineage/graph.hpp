// The lineage of an artifact, collection or transform as a graph: artifacts and runs, and which went into
// which.
//
// The nodes come from recursive queries that visit each run once, so that the cost grows with the number of
// edges and not with the number of paths (a ladder of artifacts made from two parents each has 2^depth of
// them).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/log.hpp"
#include "records/store.hpp"

namespace lamin::lineage {

struct Node {
  enum class Kind { artifact, collection, run, transform, record };
  Kind kind = Kind::artifact;
  std::string id;     // unique in the graph: "artifact_<uid>"
  std::string uid;    // of a run node: that of its transform
  std::string label;  // description or key
  std::string type;   // of a transform; suffix of an artifact
  std::string user;
  std::string time;  // started_at, "2025-04-01 17:42:41 UTC"
  bool is_focus = false;
};

struct Edge {
  std::size_t from, to;  // indexes into nodes
};

struct Graph {
  std::string name;  // id of the focal node
  std::vector<Node> nodes;
  std::vector<Edge> edges;
};

enum class Descendants { include, leave_out };

/// What an artifact or collection was made from, and what was made from it.  Trash is left out.  A record
/// that is both input and output of a run is shown as output, with a warning to `log`.
Graph lineage_of(records::RecordStore& store, const records::Record& record, Descendants descendants,
                 Log& log);

/// The transforms before (and after) a transform, up to `distance` steps.
Graph transforms_around(records::RecordStore& store, const records::Record& transform, bool with_successors,
                        int distance);

/// Parents (and children) of a label or ontology term, up to `distance` steps.  Throws unsupported for
/// registries without parents.
Graph parents_around(records::RecordStore& store, const records::Record& record, std::string_view field,
                     bool with_children, int distance);

/// Graphviz text with the looks that lamindb users know.
std::string to_dot(const Graph& graph);
/// A tree for the terminal, the focal node first.
std::string to_text(const Graph& graph);
Json to_json(const Graph& graph);
/// Laid out by Graphviz's `dot`.  Throws unsupported with how to install it if it is missing.
std::string to_svg(const Graph& graph);

}  // namespace lamin::lineage
