// What `load`, `get` and `describe` speak of: a registry's word with --uid or --key, or the address of a
// record on a hub.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cli/context.hpp"
#include "records/record.hpp"

namespace lamin::cli {

struct Entity {
  std::string slug;  // of the instance; "" = the current one
  std::string word;  // "artifact", "transform", "collection"
  std::optional<std::string> uid;
  std::optional<std::string> key;
};

/// Reads "artifact" with its options, or "https://lamin.ai/owner/name/artifact/uid".
Entity entity_of(const Arguments& arguments);

/// The instance that `entity` lives in.
Instance& instance_of(Context& context, const Entity& entity);

/// The record, the latest version of those that match.  Throws exit_requested "Artifact with key=x does not
/// exist.", and invalid_value if neither uid nor key is given.
records::Record find_entity(Instance& instance, const Entity& entity);

}  // namespace lamin::cli
