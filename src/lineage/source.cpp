#include "lineage/source.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/text_file.hpp"
#include "lineage/markdown.hpp"

namespace lamin::lineage {
namespace {

namespace fs = std::filesystem;

std::string read_text(const fs::path& path) {
  if (auto text = read_text_file(path)) return *std::move(text);
  throw Error(ErrorCode::file_missing, path.string())
      .hint("Pass the path of a script or notebook that exists.");
}

Json read_notebook(const fs::path& path) {
  try {
    return Json::parse(read_text(path));
  } catch (Error& error) {
    if (error.code() != ErrorCode::invalid_value) throw;
    throw Error(ErrorCode::invalid_value, "This file is not a Jupyter notebook")
        .with("path", path.string())
        .with("reason", error.sentence());
  }
}

// The lines of a cell as one text: notebooks store a list of lines or one string.
std::string cell_text(const Json& cell) {
  const Json* source = cell.find("source");
  if (source == nullptr) return "";
  if (source->is_text()) return source->text();
  std::string text;
  if (source->is_array())
    for (const Json& line : source->elements())
      if (line.is_text()) text += line.text();
  return text;
}

std::string cell_type(const Json& cell) {
  const Json* type = cell.find("cell_type");
  return type != nullptr && type->is_text() ? type->text() : "code";
}

const Json::Array& cells_of(const Json& notebook) {
  static const Json::Array none;
  const Json* cells = notebook.find("cells");
  return cells != nullptr && cells->is_array() ? cells->elements() : none;
}

std::string commented(std::string_view text) {
  std::string lines;
  for (const std::string_view line : split(text, "\n")) {
    if (!lines.empty()) lines += '\n';
    lines += line.empty() ? "#" : "# " + std::string(line);
  }
  return lines;
}

bool is_magic(std::string_view line) {
  return !line.empty() && (line.front() == '%' || line.front() == '!');
}

// Lines that only IPython understands are commented; after a cell magic such as %%bash, all lines are.
std::string commented_magics(std::string_view code) {
  std::string lines;
  bool all = false;
  bool first = true;
  for (const std::string_view line : split(code, "\n")) {
    if (!first) lines += '\n';
    first = false;
    all = all || line.starts_with("%%");
    lines += all || is_magic(line) ? commented(line) : std::string(line);
  }
  return lines;
}

// `tags=["a", "b"]` and the like after `# %%`.
std::string cell_options(const Json& cell) {
  std::string options;
  const Json* metadata = cell.find("metadata");
  if (metadata == nullptr || !metadata->is_object()) return options;
  for (const auto& [key, value] : metadata->members()) {
    static constexpr std::array<std::string_view, 4> transient = {"execution", "ExecuteTime", "collapsed",
                                                                  "scrolled"};
    if (std::find(transient.begin(), transient.end(), key) != transient.end()) continue;
    options += " " + key + "=" + value.python_text();
  }
  return options;
}

std::string percent_cell(const Json& cell) {
  const std::string type = cell_type(cell);
  const std::string text = cell_text(cell);
  const std::string options = cell_options(cell);
  if (type != "code") return "# %% [" + type + "]" + options + "\n" + commented(text) + "\n";
  if (text.starts_with("%%")) {
    const auto end = text.find('\n');
    const std::string language = text.substr(2, end == std::string::npos ? end : end - 2);
    const std::string body = end == std::string::npos ? "" : text.substr(end + 1);
    return "# %% language=\"" + language + "\"" + options + "\n" + commented(body) + "\n";
  }
  return "# %%" + options + "\n" + (text.empty() ? "" : commented_magics(text) + "\n");
}

Source script_source(const fs::path& path) {
  Source source{
      .path = path, .type = "script", .description = path.filename().string(), .text = read_text(path)};
  source.hash = hash_string(source.text);
  return source;
}

Source notebook_source(const fs::path& path) {
  const Json notebook = read_notebook(path);
  Source source{.path = path,
                .type = "notebook",
                .description = title_of(notebook).value_or(path.filename().string()),
                .text = percent_script(notebook)};
  source.hash = hash_string(source.text);
  return source;
}

}  // namespace

Source read_source(const fs::path& path) {
  const std::string suffix = path.extension().string();
  if (suffix == ".ipynb") return notebook_source(path);
  Source source = script_source(path);
  if (is_markdown_notebook(path)) source.type = "notebook";
  return source;
}

std::optional<std::string> title_of(const Json& notebook) {
  for (const Json& cell : cells_of(notebook)) {
    if (cell_type(cell) != "markdown") continue;
    const std::string text = cell_text(cell);
    for (const std::string_view line : split(text, "\n"))
      if (line.starts_with("# ")) return std::string(trim(line.substr(2)));
  }
  return std::nullopt;
}

std::string percent_script(const Json& notebook) {
  std::string script;
  for (const Json& cell : cells_of(notebook)) {
    if (!script.empty()) script += '\n';
    script += percent_cell(cell);
  }
  const auto title = title_of(notebook);
  return title ? replace_all(script, "# # " + *title, "#") : script;
}

std::vector<std::pair<std::optional<std::int64_t>, std::optional<std::int64_t>>> order_breaks(
    const Json& notebook) {
  std::vector<std::pair<std::optional<std::int64_t>, std::optional<std::int64_t>>> breaks;
  std::optional<std::int64_t> previous = 0;
  for (const Json& cell : cells_of(notebook)) {
    if (cell_type(cell) != "code" || trim(cell_text(cell)).empty()) continue;
    const Json* count = cell.find("execution_count");
    std::optional<std::int64_t> current;
    if (count != nullptr && count->is_integer()) current = count->integer();
    if (!current || !previous || *current != *previous + 1) breaks.emplace_back(previous, current);
    previous = current;
  }
  // The cell that calls finish() has no count yet when the notebook is saved while it runs.
  if (!breaks.empty() && !breaks.back().second) breaks.pop_back();
  return breaks;
}

std::optional<std::string> uid_in(std::string_view source_text) {
  for (const std::string_view opening : {"track(", "context.uid = ", "context.uid="}) {
    for (auto at = source_text.find(opening); at != std::string_view::npos;
         at = source_text.find(opening, at + 1)) {
      std::string_view rest = source_text.substr(at + opening.size());
      for (const std::string_view name : {"transform=", "uid="})
        if (rest.starts_with(name)) rest.remove_prefix(name.size());
      if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) continue;
      const auto end = rest.find(rest.front(), 1);
      if (end == 13 || end == 17) return std::string(rest.substr(1, end - 1));
    }
  }
  return std::nullopt;
}

}  // namespace lamin::lineage
