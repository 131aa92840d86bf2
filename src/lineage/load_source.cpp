#include "lineage/load_source.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/uid.hpp"
#include "lineage/markdown.hpp"
#include "lineage/source.hpp"

namespace lamin::lineage {
namespace {

void name_next_version(std::string& text, std::string_view uid, Log& log) {
  if (!contains(text, uid)) return;
  const std::string next = next_version_uid(uid);
  text = replace_all(text, uid, next);
  log.important("updated uid: " + std::string(uid) + " → " + next);
}

}  // namespace

std::string source_for_disk(const records::Record& transform, Log& log) {
  std::string text(transform.get("source_code").text());
  if (text.empty()) throw Error{ErrorCode::exit_requested, "No source code available for this transform."};
  if (transform.get("type").text() != "notebook") return text;
  name_next_version(text, transform.uid(), log);
  const std::string title(transform.get("description").text());
  if (is_markdown_notebook(std::string(transform.get("key").text()))) {
    const auto present = markdown_title(text);
    if (present && !title.empty() && *present != title) {
      text = with_markdown_title(text, title);
      log.important("updated title to match description: " + *present + " → " + title);
    }
    return text;
  }
  return notebook_of(text, title).pretty_text() + "\n";
}

}  // namespace lamin::lineage
