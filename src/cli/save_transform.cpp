#include "cli/save_transform.hpp"

#include "base/error.hpp"

namespace lamin::cli {

std::optional<records::Record> save_transform(Context&, const std::filesystem::path& path,
                                              const std::optional<std::string>&,
                                              const std::optional<std::string>&) {
  throw Error{ErrorCode::unsupported, "saving a source file as a transform is not built yet"}
      .with("path", path.native())
      .hint("Save it as an artifact: `lamin save " + path.native() + " --registry artifact --key " +
            path.filename().native() + "`.");
}

}  // namespace lamin::cli
