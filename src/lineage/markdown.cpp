#include "lineage/markdown.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace lamin::lineage {
namespace {

struct TitleLine {
  std::size_t begin = 0, end = 0;  // of the line, without its break
  std::string title;
};

std::string_view unquoted(std::string_view text) {
  const bool is_quoted =
      text.size() > 1 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front();
  return is_quoted ? text.substr(1, text.size() - 2) : text;
}

std::optional<TitleLine> title_line(std::string_view text) {
  if (!text.starts_with("---")) return std::nullopt;
  bool is_first = true;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    if (!is_first && line.starts_with("---")) return std::nullopt;
    if (line.starts_with("title:")) return TitleLine{begin, end, std::string(unquoted(trim(line.substr(6))))};
    is_first = false;
    begin = end + 1;
  }
  return std::nullopt;
}

}  // namespace

bool is_markdown_notebook(const std::filesystem::path& path) {
  return path.extension() == ".Rmd" || path.extension() == ".qmd";
}

std::optional<std::string> markdown_title(std::string_view text) {
  const auto line = title_line(text);
  return line ? std::optional(line->title) : std::nullopt;
}

std::string with_markdown_title(std::string_view text, std::string_view title) {
  const auto line = title_line(text);
  if (!line) return std::string(text);
  return std::string(text.substr(0, line->begin)) + "title: \"" + std::string(title) + "\"" +
         std::string(text.substr(line->end));
}

std::vector<std::filesystem::path> markdown_exports(const std::filesystem::path& path) {
  std::vector<std::filesystem::path> found;
  for (const char* suffix : {".html", ".nb.html"}) {
    const auto file = path.parent_path() / (path.stem().string() + suffix);
    if (std::filesystem::exists(file)) found.push_back(file);
  }
  return found;
}

}  // namespace lamin::lineage
