// The way back: a stored percent script as a notebook.
#include "base/text.hpp"
#include "base/uid.hpp"
#include "lineage/source.hpp"

namespace lamin::lineage {
namespace {

struct Cell {
  std::string type = "code";
  std::vector<std::string> lines;
};

std::string uncommented(std::string_view line) {
  if (line.starts_with("# ")) return std::string(line.substr(2));
  return line == "#" ? "" : std::string(line);
}

std::vector<Cell> cells_in(std::string_view script) {
  std::vector<Cell> cells;
  for (const std::string_view line : split(script, "\n")) {
    if (line.starts_with("# %%")) {
      Cell cell;
      const auto open = line.find('['), close = line.find(']');
      if (open == 5 && close != std::string_view::npos)
        cell.type = std::string(line.substr(open + 1, close - open - 1));
      cells.push_back(std::move(cell));
    } else if (!cells.empty()) {
      cells.back().lines.emplace_back(line);
    }
  }
  for (Cell& cell : cells)
    while (!cell.lines.empty() && cell.lines.back().empty()) cell.lines.pop_back();
  return cells;
}

Json json_of(const Cell& cell) {
  std::string text;
  for (const std::string& line : cell.lines) {
    if (!text.empty()) text += '\n';
    const bool is_magic = cell.type == "code" && (line.starts_with("# %") || line.starts_with("# !"));
    text += cell.type == "code" && !is_magic ? line : uncommented(line);
  }
  Json json;
  json["cell_type"] = cell.type;
  json["id"] = random_base62(8);
  json["metadata"] = Json::object();
  if (cell.type == "code") {
    json["execution_count"] = nullptr;
    json["outputs"] = Json::array();
  }
  json["source"] = text;
  return json;
}

}  // namespace

Json notebook_of(std::string_view percent_script, std::string_view title) {
  std::vector<Cell> cells = cells_in(percent_script);
  for (Cell& cell : cells) {
    if (cell.type != "markdown" || cell.lines.empty() || cell.lines.front() != "#") continue;
    cell.lines.front() = "# # " + std::string(title);
    break;
  }
  Json notebook;
  Json::Array array;
  for (const Cell& cell : cells) array.push_back(json_of(cell));
  notebook["cells"] = std::move(array);
  notebook["metadata"]["kernelspec"]["display_name"] = "Python 3";
  notebook["metadata"]["kernelspec"]["language"] = "python";
  notebook["metadata"]["kernelspec"]["name"] = "python3";
  notebook["nbformat"] = 4;
  notebook["nbformat_minor"] = 5;
  return notebook;
}

}  // namespace lamin::lineage
