#include "lineage/environment.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "base/text_file.hpp"

namespace lamin::lineage {
namespace {

namespace fs = std::filesystem;

struct Distribution {
  std::string name, version;
  fs::path folder;
};

// Name and version stand in the first lines of METADATA; the description after the empty line is not read.
Distribution read_metadata(const fs::path& folder) {
  Distribution found{.folder = folder};
  std::ifstream file(folder / "METADATA");
  for (std::string line; std::getline(file, line) && !line.empty();) {
    if (line.starts_with("Name: ")) found.name = std::string(trim(line.substr(6)));
    if (line.starts_with("Version: ")) found.version = std::string(trim(line.substr(9)));
    if (!found.name.empty() && !found.version.empty()) break;
  }
  return found;
}

// Distributions of earlier folders hide those of the same name in later ones.
std::map<std::string, Distribution> distributions(std::span<const fs::path> import_path) {
  std::map<std::string, Distribution> found;
  for (const fs::path& folder : import_path) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
      if (entry.path().extension() != ".dist-info") continue;
      Distribution distribution = read_metadata(entry.path());
      if (!distribution.name.empty())
        found.emplace(replace_all(ascii_lower(distribution.name), "-", "_"), std::move(distribution));
    }
  }
  return found;
}

// A distribution that was installed from a place records it in direct_url.json.
std::string direct_reference(const Distribution& distribution) {
  const auto text = read_text_file(distribution.folder / "direct_url.json");
  if (!text) return "";
  try {
    const Json url = Json::parse(*text);
    const Json* address = url.find("url");
    if (address == nullptr || !address->is_text()) return "";
    const Json* repository = url.find("vcs_info");
    if (repository == nullptr) return address->text();
    const Json* kind = repository->find("vcs");
    const Json* commit = repository->find("commit_id");
    return (kind ? kind->text() : "git") + "+" + address->text() + (commit ? "@" + commit->text() : "");
  } catch (const Error&) {
    return "";
  }
}

}  // namespace

std::string frozen_environment(std::span<const fs::path> import_path) {
  static const std::set<std::string> tools = {"pip", "setuptools", "wheel", "distribute"};
  std::vector<std::pair<std::string, std::string>> lines;
  for (const auto& [key, distribution] : distributions(import_path)) {
    if (tools.contains(key)) continue;
    const std::string reference = direct_reference(distribution);
    lines.emplace_back(
        ascii_lower(distribution.name),
        distribution.name + (reference.empty() ? "==" + distribution.version : " @ " + reference));
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const auto& [key, line] : lines) text += line + "\n";
  return text;
}

std::string name_and_version(const fs::path& folder) {
  const Distribution distribution = read_metadata(folder);
  return distribution.name + "==" + distribution.version;
}

std::string installed_version(std::span<const fs::path> import_path, std::string_view name) {
  const std::string wanted = replace_all(ascii_lower(name), "-", "_");
  for (const fs::path& folder : import_path) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
      const std::string file = entry.path().filename().string();
      if (!file.ends_with(".dist-info") || !ascii_lower(file).starts_with(wanted + "-")) continue;
      return read_metadata(entry.path()).version;
    }
  }
  return "";
}

}  // namespace lamin::lineage
