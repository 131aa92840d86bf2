// The source of a transform: the text of a script, or of a notebook as a script in percent format
// (https://jupytext.readthedocs.io/en/latest/formats-scripts.html), without its title and outputs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.hpp"

namespace lamin::lineage {

struct Source {
  std::filesystem::path path;
  std::string type;         // "script" or "notebook"
  std::string description;  // title of a notebook, else the file name
  std::string text;         // what is stored in Transform.source_code
  std::string hash;         // of `text`

  bool is_notebook() const { return type == "notebook"; }
};

/// Reads a script (.py, .R) or notebook (.ipynb, .Rmd, .qmd).  Throws file_missing, io_failed,
/// invalid_value for a notebook that is not JSON.
Source read_source(const std::filesystem::path& path);

/// The first heading of a notebook's first markdown cell that has one.
std::optional<std::string> title_of(const Json& notebook);
/// In percent format; the title line is left as "#".
std::string percent_script(const Json& notebook);
/// Pairs of execution counts that do not follow each other: empty if the cells were run in order.
std::vector<std::pair<std::optional<std::int64_t>, std::optional<std::int64_t>>> order_breaks(
    const Json& notebook);
/// The `uid` that a script passes to ln.track("…") or ln.context.uid = "…".
std::optional<std::string> uid_in(std::string_view source_text);
/// A percent script as a notebook: what `lamin load transform` writes.
Json notebook_of(std::string_view percent_script, std::string_view title);

}  // namespace lamin::lineage
