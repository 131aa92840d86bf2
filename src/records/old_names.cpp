#include "records/old_names.hpp"

#include <algorithm>
#include <array>

namespace lamin::records {
namespace {

constexpr std::array old_names = {
    OldName{"", "visibility", "_branch_code", false},
    OldName{"Collection", "name", "key", true},
    OldName{"Transform", "name", "key", true},
    OldName{"Artifact", "n_objects", "n_files", true},
    OldName{"Artifact", "transform", "run__transform", false},
    OldName{"Artifact", "type", "kind", true},
    OldName{"Artifact", "_accessor", "otype", true},
    OldName{"Schema", "registry", "itype", true},
};

}  // namespace

std::string_view head_of(std::string_view path) {
  return path.substr(0, std::min(path.find("__", 1), path.size()));
}

const OldName* find_old_name(const schema::Registry& registry, std::string_view head) {
  const auto found = std::ranges::find_if(old_names, [&](const OldName& entry) {
    return entry.old_name == head && (entry.registry.empty() || entry.registry == registry.display_name());
  });
  return found == old_names.end() ? nullptr : &*found;
}

}  // namespace lamin::records
