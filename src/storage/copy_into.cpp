#include "storage/copy_into.hpp"

#include "base/error.hpp"
#include "base/system_error.hpp"
#include "storage/copy_bytes.hpp"

namespace lamin::storage {
namespace fs = std::filesystem;

fs::path copy_into(const fs::path& source, const fs::path& destination, FolderName name) {
  if (!fs::exists(source)) throw Error(ErrorCode::file_missing, fs::absolute(source).string());
  const bool is_folder = fs::is_directory(source);
  const bool goes_below = is_folder ? name == FolderName::keep : fs::is_directory(destination);
  const fs::path whole = source.has_filename() ? source : source.parent_path();
  const fs::path target = goes_below ? destination / whole.filename() : destination;
  make_parents(target);
  std::error_code error;
  fs::copy(source, target, fs::copy_options::recursive | fs::copy_options::overwrite_existing, error);
  if (error) throw system_error(error.value(), target);
  return is_folder ? target : destination;
}

}  // namespace lamin::storage
