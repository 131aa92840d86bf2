// The HTML export of a Jupyter notebook, which `nbconvert` makes.
#pragma once

#include <filesystem>

namespace lamin::cli {

/// A file in a new temporary folder, which lives as long as this does.
class NotebookReport {
 public:
  /// Runs `jupyter-nbconvert`, from beside this program or from the PATH.  Without it, or where it fails,
  /// there is no file.
  explicit NotebookReport(const std::filesystem::path& notebook);
  ~NotebookReport();
  NotebookReport(const NotebookReport&) = delete;
  NotebookReport& operator=(const NotebookReport&) = delete;

  bool exists() const;
  const std::filesystem::path& file() const { return file_; }

 private:
  std::filesystem::path folder_, file_;
};

}  // namespace lamin::cli
