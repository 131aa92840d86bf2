#include "ontologies/checksum.hpp"

#include <fstream>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/md5.hpp"

namespace lamin::ontologies {
namespace {

std::string md5_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw Error(ErrorCode::file_missing, "Cannot open the file").with("path", file.native());
  Md5 hash;
  std::vector<char> buffer(1 << 20);
  while (stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), stream.gcount() > 0)
    hash.update({buffer.data(), static_cast<std::size_t>(stream.gcount())});
  return hex(hash.finish());
}

}  // namespace

void expect_md5(const std::filesystem::path& file, std::string_view wanted) {
  const std::string found = md5_of(file);
  if (found == wanted) return;
  throw Error(ErrorCode::validation_failed, "The file has another checksum than it should")
      .with("path", file.native())
      .with("md5", found)
      .with("expected", wanted)
      .hint("It was changed or cut off on the way.  Fetch it again.");
}

void check_sidecar(const std::filesystem::path& file) {
  std::ifstream sidecar(file.native() + ".md5");
  std::string wanted;
  if (sidecar >> wanted) expect_md5(file, wanted);
}

}  // namespace lamin::ontologies
