// R Markdown and Quarto: notebooks that are text, with a header in YAML between two lines of dashes.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lamin::lineage {

/// Whether `path` is R Markdown or Quarto.
bool is_markdown_notebook(const std::filesystem::path& path);
/// The `title:` of the header of such a notebook.
std::optional<std::string> markdown_title(std::string_view text);
/// The text with another title; unchanged if it has none.
std::string with_markdown_title(std::string_view text, std::string_view title);
/// The HTML exports that lie beside such a notebook: NAME.html, NAME.nb.html.
std::vector<std::filesystem::path> markdown_exports(const std::filesystem::path& path);

}  // namespace lamin::lineage
