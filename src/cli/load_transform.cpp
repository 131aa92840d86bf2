#include "cli/load_transform.hpp"

#include <filesystem>

#include "base/error.hpp"
#include "instance/instance.hpp"
#include "instance/text_file.hpp"
#include "lineage/source.hpp"

namespace lamin::cli {
namespace {

namespace fs = std::filesystem;

std::string source_text(const records::Record& transform) {
  const std::string text(transform.get("source_code").text());
  if (text.empty()) throw Error{ErrorCode::exit_requested, "No source code available for this transform."};
  if (transform.get("type").text() != "notebook") return text;
  return lineage::notebook_of(text, transform.get("description").text()).pretty_text() + "\n";
}

}  // namespace

bool load_transform(Context& context, Instance&, const records::Record& transform, bool with_environment) {
  if (with_environment)
    throw Error{ErrorCode::unsupported, "loading the environment of a transform is not built yet"};
  const std::string text = source_text(transform);
  const fs::path path = std::string(transform.get("key").text());
  if (fs::exists(path) && !context.terminal().confirm("! " + path.native() + " exists: replace? (y/n)")) {
    throw Error{ErrorCode::exit_requested, "Aborted."};
  }
  if (path.has_parent_path()) {
    context.log().important("preserve the folder structure for versioning: " + path.parent_path().native() +
                            "/");
    make_folders(path.parent_path());
  }
  replace_text_file(path, text);
  context.terminal().result(
      (transform.get("type").text() == "notebook" ? "notebook is here: " : "script is here: ") +
      path.native());
  return true;
}

}  // namespace lamin::cli
