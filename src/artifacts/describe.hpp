// What `artifact.describe()` shows, as a tree that any front end can render: text, terminal, notebook.
//
// Labels, features and projects are read through the links that the catalog declares; no registry of labels
// is named here, and the number of statements does not grow with the number of labels.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "artifacts/artifact.hpp"

namespace lamin::artifacts {

enum class Style { plain, bold, dim, italic, heading, subheading, registry, dtype, value };

struct Span {
  std::string text;
  Style style = Style::plain;
};

/// A node shows its label, then its table if it has one, then its children.
struct Node {
  std::vector<Span> label;
  /// Cells of equal columns; each row has as many as `widths`.
  std::vector<std::vector<Span>> rows;
  std::vector<int> widths;  // 0 = as wide as needed
  std::vector<Node> children;
};

struct Description {
  Node tree;
  std::optional<std::string> warning;  // "This artifact is in the trash."; already said to the log
};

Description describe(Workspace& workspace, const Artifact& artifact);

/// The tree with box-drawing lines, without colour, or with the terminal's when `colour`.
std::string render(const Node& tree, bool colour = false);

}  // namespace lamin::artifacts
