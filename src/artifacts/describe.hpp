// What `artifact.describe()` shows, as a tree that any front end can render: text, terminal, notebook.
//
// Labels, features and projects are read through the links that the catalog declares; no registry of labels
// is named here, and the number of statements does not grow with the number of labels.
#pragma once

#include <string>
#include <vector>

#include "artifacts/artifact.hpp"

namespace lamin::artifacts {

enum class Style { plain, dim, title, subtitle, section, labels, params, link };

struct Span {
  std::string text;
  Style style = Style::plain;
};

/// A node shows its label or, in its place, a table; then its children.
struct Node {
  std::vector<Span> label;
  /// Rows of three cells: where to find it, what it is, which values.
  std::vector<std::vector<Span>> rows;
  std::vector<Node> children;
};

/// Says to the log what is special about the artifact ("This artifact is in the trash.").  A constant number
/// of statements.
Node describe(Workspace& workspace, const Artifact& artifact);

struct RenderOptions {
  bool colour = false;  // escape sequences of terminals
  int width = 80;       // of the terminal; longer lines are folded, table cells cut
};
/// The tree with box-drawing lines; every line ends in a line feed.
std::string render(const Node& tree, const RenderOptions& options = {});

}  // namespace lamin::artifacts
