// The suffix of a path by the rules of data-model.md 9.4, which databases depend on: ".tar.gz",
// ".anndata.zarr", "".
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace lamin::artifacts {

/// The suffixes that may stand before another one, and those made of two.  People may add their own.
struct KnownSuffixes {
  std::set<std::string, std::less<>> simple;
  std::set<std::string, std::less<>> composite;
  static const KnownSuffixes& builtin();
};

/// The suffix of the last part of `path`, dot included; "" if it has none.
std::string suffix_of(std::string_view path, const KnownSuffixes& known = KnownSuffixes::builtin());

/// The last dot-separated part: ".gz" of "a.csv.gz"; "" if there is none.
std::string_view last_suffix(std::string_view path);

}  // namespace lamin::artifacts
