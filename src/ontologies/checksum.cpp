#include "ontologies/checksum.hpp"

#include <fstream>
#include <string>

#include "base/error.hpp"
#include "base/hash.hpp"

namespace lamin::ontologies {

void expect_md5(const std::filesystem::path& file, std::string_view wanted) {
  const std::string found = hex(md5_of_file(file));
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
