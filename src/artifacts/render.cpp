// Trees as text: describe.hpp, last part.  Folding and table widths are those that people know from
// lamindb 1.3.2.
#include <array>
#include <cmath>

#include "artifacts/describe.hpp"
#include "base/text.hpp"

namespace lamin::artifacts {
namespace {

std::string_view escape_of(Style style) {
  switch (style) {
    case Style::plain:
      return "";
    case Style::dim:
      return "\x1b[2m";
    case Style::title:
      return "\x1b[1m";
    case Style::subtitle:
      return "\x1b[1;2m";
    case Style::section:
      return "\x1b[1;96m";
    case Style::features:
      return "\x1b[1;95m";
    case Style::labels:
      return "\x1b[1;93m";
    case Style::params:
      return "\x1b[1;91m";
    case Style::link:
      return "\x1b[36m";
  }
  return "";
}

std::string painted(std::string_view text, Style style, bool colour) {
  const std::string_view escape = escape_of(style);
  if (!colour || escape.empty() || text.empty()) return std::string(text);
  return std::string(escape) + std::string(text) + "\x1b[0m";
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t size = code_points(text);
  return std::string(text) + std::string(size < width ? width - size : 0, ' ');
}

std::string cut(std::string_view text, std::size_t width) {
  if (code_points(text) <= width) return std::string(text);
  return width == 0 ? "" : std::string(first_code_points(text, width - 1)) + "…";
}

/// Where lines of `text` break so that none is wider than `width`: at blanks, and inside words that are
/// wider.
std::vector<std::size_t> breaks(std::string_view text, std::size_t width) {
  std::vector<std::size_t> places;
  std::size_t column = 0;
  for (std::size_t start = 0; start < text.size();) {
    std::size_t end = text.find(' ', start);
    const std::size_t word =
        code_points(text.substr(start, end == std::string_view::npos ? end : end - start));
    end = end == std::string_view::npos ? text.size() : text.find_first_not_of(' ', end);
    if (end == std::string_view::npos) end = text.size();
    if (column > 0 && column + word > width) {
      places.push_back(start);
      column = 0;
    }
    for (std::size_t rest = word, at = start; rest > width; rest -= width) {
      at += first_code_points(text.substr(at), width).size();
      places.push_back(at);
      column = 0;
    }
    column += word > width && word % width != 0 ? word % width : code_points(text.substr(start, end - start));
    start = end;
  }
  return places;
}

/// The label in lines.
std::vector<std::string> folded(const std::vector<Span>& label, std::size_t width, bool colour) {
  std::string text;
  for (const auto& span : label) text += span.text;
  const auto places = breaks(text, width);
  std::vector<std::string> lines(1);
  std::size_t at = 0;
  auto place = places.begin();
  for (const auto& span : label) {
    std::string_view rest = span.text;
    while (place != places.end() && *place < at + rest.size()) {
      const std::string_view part = rest.substr(0, *place - at);
      lines.back() += painted(part, span.style, colour);
      lines.emplace_back();
      rest.remove_prefix(part.size());
      at = *place++;
    }
    lines.back() += painted(rest, span.style, colour);
    at += rest.size();
  }
  return lines;
}

/// Widths of the three columns, each with what stands around it; shortened alike where the line is too short.
std::array<std::size_t, 3> column_widths(int room) {
  std::array<int, 3> widths{27, 25, 41};
  int excess = std::max(0, 27 + 25 + 41 + 2 - room);
  for (int i = 0; i < 3; ++i) {
    const int share = std::min(widths[static_cast<std::size_t>(i)] - 3,
                               static_cast<int>(std::nearbyint(static_cast<double>(excess) / (3 - i))));
    widths[static_cast<std::size_t>(i)] -= share;
    excess -= share;
  }
  return {static_cast<std::size_t>(widths[0]), static_cast<std::size_t>(widths[1]),
          static_cast<std::size_t>(widths[2])};
}

std::string row_text(const std::vector<Span>& row, int room, bool colour) {
  const auto [first, second, third] = column_widths(room);
  const std::string gap = painted(" ", Style::dim, colour);
  return painted(padded(cut(row[0].text, first - 1), first), row[0].style, colour) + gap +
         painted(padded(cut(row[1].text, second), second), row[1].style, colour) + gap + " " +
         painted(padded(cut(row[2].text, third - 1), third - 1), row[2].style, colour);
}

std::string header_text(const TableHeader& header, int room, bool colour) {
  const auto [first, second, third] = column_widths(room);
  const std::size_t taken = std::min(first - 1, code_points(header.name + " • " + header.count));
  const auto bold = [&](std::string_view text) { return painted(text, Style::title, colour); };
  const std::string count = colour ? "\x1b[1;37m" + header.count + "\x1b[0m" : header.count;
  const std::string kind = cut(header.kind, second);
  return painted(header.name, Style::features, colour) + painted(" • ", Style::subtitle, colour) + count +
         bold(std::string(first - 1 - taken, ' ')) + bold(" ") + bold(" ") +
         (colour ? "\x1b[1;37m" + kind + "\x1b[0m" : kind) +
         bold(std::string(second - code_points(kind), ' ')) + bold(" ") + bold(" ") +
         bold(std::string(third - 1, ' '));
}

class Renderer {
 public:
  explicit Renderer(const RenderOptions& options) : options_(options) {}

  /// `first` stands before the first line, `rest` before the others and before what is below.
  void node(const Node& node, const std::string& first, const std::string& rest, int depth) {
    const int room = std::max(20, options_.width - 4 * depth);
    std::vector<std::string> lines;
    if (node.is_table()) {
      if (!node.header.name.empty()) lines.push_back(header_text(node.header, room, options_.colour));
      for (const auto& row : node.rows) lines.push_back(row_text(row, room, options_.colour));
    } else {
      lines = folded(node.label, static_cast<std::size_t>(room), options_.colour);
    }
    const bool goes_on = !node.children.empty() && !node.is_table();
    const std::string below = rest + (goes_on ? guide("│   ") : "");
    for (std::size_t i = 0; i < lines.size(); ++i) {
      text_ += (i == 0 ? first : goes_on ? below : rest) + lines[i] + "\n";
    }
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const bool last = i + 1 == node.children.size();
      this->node(node.children[i], rest + guide(last ? "└── " : "├── "), rest + guide(last ? "    " : "│   "),
                 depth + 1);
    }
  }

  std::string take() { return std::move(text_); }

 private:
  std::string guide(std::string_view text) const { return painted(text, Style::dim, options_.colour); }

  RenderOptions options_;
  std::string text_;
};

}  // namespace

std::string render(const Node& tree, const RenderOptions& options) {
  Renderer renderer(options);
  renderer.node(tree, "", "", 0);
  return renderer.take();
}

}  // namespace lamin::artifacts
