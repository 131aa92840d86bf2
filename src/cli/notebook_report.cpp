#include "cli/notebook_report.hpp"

#include <string>

#include "base/process.hpp"
#include "base/uid.hpp"

namespace lamin::cli {
namespace {

namespace fs = std::filesystem;

// A virtual environment that is not on the PATH has both programs in one folder.
std::string converter() {
  std::error_code failed;
  const fs::path beside = fs::read_symlink("/proc/self/exe", failed).parent_path() / "jupyter-nbconvert";
  return !failed && fs::exists(beside) ? beside.string() : "jupyter-nbconvert";
}

}  // namespace

NotebookReport::NotebookReport(const fs::path& notebook)
    : folder_(fs::temp_directory_path() / ("lamin-report-" + random_base62(12))),
      file_(folder_ / "report.html") {
  fs::create_directories(folder_);
  run_process({converter(), "--to", "html", "--output-dir", folder_.string(), "--output", "report.html",
               fs::absolute(notebook).string()});
}

NotebookReport::~NotebookReport() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

bool NotebookReport::exists() const {
  return fs::exists(file_);
}

}  // namespace lamin::cli
