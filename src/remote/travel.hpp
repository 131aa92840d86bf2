// What travels along with a record of another instance, and by what two databases know the same record.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "records/store.hpp"

namespace lamin::remote {

/// A relation in whose link table rows are brought along.
struct TravellingLink {
  const schema::Registry* through = nullptr;   // of the source
  const schema::Field* owner_field = nullptr;  // points to the record that travels
  const schema::Field* other_field = nullptr;  // ... to what comes along
};
/// Annotations of artifacts and collections, members of schemas and collections; only through tables that the
/// target has, too.
std::vector<TravellingLink> travelling_links(const schema::Catalog& source, const schema::Catalog& target,
                                             const schema::Registry& registry);

/// Whether the record that `field` points to comes along; otherwise the target's own user, run and space are
/// taken, or nothing.
bool travels(const schema::Registry& registry, const schema::Field& field);

/// For those of `rows` (of the source) that the target has: position in `rows` -> id there.  The same are
/// records of the same uid, or of the same value of a field that no two records share (the name of a feature,
/// the hash of an artifact, the root of a storage).
std::unordered_map<std::size_t, std::int64_t> find_same(records::RecordStore& target,
                                                        const schema::Registry& target_registry,
                                                        std::span<const records::Record* const> rows);

/// The id in `target` of what `row` is in another instance; nothing if it is not there.
std::optional<std::int64_t> find_same(records::RecordStore& target, const records::Record& row);

}  // namespace lamin::remote
