// What `artifact.describe()` shows, as a tree that any front end can render: text, terminal, notebook.
//
// Labels, features and projects are read through the links that the catalog declares; no registry of labels
// is named here, and the number of statements does not grow with the number of labels.
#pragma once

#include <string>
#include <vector>

#include "artifacts/artifact.hpp"

namespace lamin::artifacts {

enum class Style { plain, dim, title, subtitle, section, features, labels, params, link };

struct Span {
  std::string text;
  Style style = Style::plain;
};

struct TableHeader {
  std::string name;
  std::string count;
  std::string kind;
};

/// A node shows its label or, in its place, a table; then its children.
struct Node {
  std::vector<Span> label;
  /// Rows of three cells: where to find it, what it is, which values.
  std::vector<std::vector<Span>> rows;
  std::vector<Node> children;
  /// What stands above the rows: "obs • 2", "[Feature]"; nothing if the name is empty.
  TableHeader header;

  bool is_table() const { return !rows.empty() || !header.name.empty(); }
};

/// Says to the log what is special about the artifact ("This artifact is in the trash.").  A constant number
/// of statements.
Node describe(Workspace& workspace, const Artifact& artifact);
/// The section of labels; without children if there are none.  A statement a registry of labels.
Node labels_of(const Workspace& workspace, const records::Record& artifact);
/// What is known of any record with a run: `fields` that have a value, who made it, when, with which code.
Node general_of(const Workspace& workspace, const records::Record& record,
                const std::vector<std::string>& fields);

struct RenderOptions {
  bool colour = false;  // escape sequences of terminals
  int width = 80;       // of the terminal; longer lines are folded, table cells cut
};
/// The tree with box-drawing lines; every line ends in a line feed.
std::string render(const Node& tree, const RenderOptions& options = {});

}  // namespace lamin::artifacts
