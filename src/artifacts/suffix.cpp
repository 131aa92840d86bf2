#include "artifacts/suffix.hpp"

#include <algorithm>
#include <vector>

namespace lamin::artifacts {
namespace {

std::string_view file_name(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// Each with its dot; none for a name that ends in one, and none for the dots that it starts with.
std::vector<std::string_view> suffixes_of(std::string_view name) {
  std::vector<std::string_view> parts;
  const auto start = name.find_first_not_of('.');
  if (start == std::string_view::npos || name.ends_with('.')) return parts;
  for (auto dot = name.find('.', start); dot != std::string_view::npos;) {
    const auto next = name.find('.', dot + 1);
    parts.push_back(name.substr(dot, next == std::string_view::npos ? next : next - dot));
    dot = next;
  }
  return parts;
}

bool is_number(std::string_view suffix) {
  return suffix.size() > 1 &&
         std::all_of(suffix.begin() + 1, suffix.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string unless_number(std::string_view suffix) {
  return is_number(suffix) ? std::string() : std::string(suffix);
}

}  // namespace

const KnownSuffixes& KnownSuffixes::builtin() {
  static const KnownSuffixes known{
      {".fasta", ".fastq", ".jpg", ".mtx", ".obo",  ".pdf",     ".png", ".tar", ".tiff", ".txt",  ".tsv",
       ".zip",   ".xml",   ".qs",  ".rds", ".h5ad", ".parquet", ".csv", ".fcs", ".xslx", ".zarr", ".json"},
      {".anndata.zarr", ".vitessce.json", ".ome.zarr"}};
  return known;
}

std::string suffix_of(std::string_view path, const KnownSuffixes& known) {
  const std::string_view name = file_name(path);
  const auto parts = suffixes_of(name);
  if (parts.empty()) return "";
  if (parts.size() == 1) return unless_number(parts.front());
  const std::string_view joined = name.substr(static_cast<std::size_t>(parts.front().data() - name.data()));
  if (known.simple.contains(joined)) return std::string(joined);
  for (const auto& composite : known.composite) {
    if (joined.ends_with(composite)) return composite;
  }
  const std::string_view before_last = parts[parts.size() - 2];
  if (known.simple.contains(before_last)) return std::string(before_last) + std::string(parts.back());
  return unless_number(parts.back());
}

std::string_view last_suffix(std::string_view path) {
  const auto parts = suffixes_of(file_name(path));
  return parts.empty() ? std::string_view{} : parts.back();
}

}  // namespace lamin::artifacts
