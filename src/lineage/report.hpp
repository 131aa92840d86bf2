// What belongs to a run and is saved after it: the report of a notebook, the environment.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "artifacts/workspace.hpp"

namespace lamin::lineage {

/// The HTML export beside an R Markdown or Quarto file.  Throws exit_requested, saying what to do, unless
/// there is exactly one.
std::filesystem::path markdown_export(const std::filesystem::path& path);

enum class FileIs { copied, moved };
/// A hidden artifact of no run for a file that belongs to a run; people hear of errors only.
records::Record keep_file(artifacts::Workspace& workspace, const std::filesystem::path& file,
                          std::string description, FileIs fate);

/// Makes a copy of `file` the report of `run`, and saves the run.  Asks through `workspace.confirm` before it
/// replaces a report with other content.
void save_report(artifacts::Workspace& workspace, records::Record& run, const std::filesystem::path& file);

/// Where the environment of a run is kept from `track` until it is saved.
std::filesystem::path environment_file(const artifacts::Workspace& workspace, std::string_view run_uid);
/// Makes it the environment of `run`, which is not saved; an environment that is known is taken again.  Does
/// nothing without such a file.
void save_environment(artifacts::Workspace& workspace, records::Record& run);

/// Notes in `run` whether the cells of the notebook at `path` were run in order, and warns if not.
void note_order(artifacts::Workspace& workspace, records::Record& run, const std::filesystem::path& path);

/// "(1, 5), (5, 3)": the cells of the notebook at `path` that were not run one after the other; "" if all
/// were.
std::string order_breaks_text(const std::filesystem::path& path);

}  // namespace lamin::lineage
