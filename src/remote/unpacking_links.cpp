#include "records/record.hpp"
#include "remote/parcel.hpp"

namespace lamin::remote {
namespace {

using records::Record;
using schema::Field;
using schema::Registry;

/// What makes two links the same.
struct LinkEnds {
  std::int64_t owner, other, feature;
  bool operator==(const LinkEnds&) const = default;
};
struct HashOfEnds {
  std::size_t operator()(const LinkEnds& ends) const {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;
    std::uint64_t mixed = static_cast<std::uint64_t>(ends.owner) * odd;
    mixed = (mixed ^ (mixed >> 29) ^ static_cast<std::uint64_t>(ends.other)) * odd;
    return (mixed ^ (mixed >> 32) ^ static_cast<std::uint64_t>(ends.feature)) * odd;
  }
};

// How the two ends of a link are told apart from others, by the positions of its fields.
class EndsOf {
 public:
  EndsOf(const Registry& registry, const TravellingLink& link)
      : owner_(registry.index_of(registry.field(link.owner_field->name))),
        other_(registry.index_of(registry.field(link.other_field->name))) {
    if (const Field* feature = registry.find_field("feature")) feature_ = registry.index_of(*feature);
  }

  bool are_there(const Record& row) const { return !row.at(owner_).is_null() && !row.at(other_).is_null(); }
  std::int64_t owner(const Record& row) const { return row.at(owner_).integer(); }
  LinkEnds operator()(const Record& row) const {
    const bool by_feature = feature_ && !row.at(*feature_).is_null();
    return {owner(row), row.at(other_).integer(), by_feature ? row.at(*feature_).integer() : 0};
  }

 private:
  std::size_t owner_, other_;
  std::optional<std::size_t> feature_;
};

}  // namespace

// The links as they are in the target, without those whose ends are not.
std::vector<Record> Parcel::copies_of(const Links& links, const Registry& registry) {
  const EndsOf ends(registry, links.link);
  Plan& plan = plan_of(*links.link.through);
  std::vector<Record> copies;
  copies.reserve(links.rows.size());
  for (const auto& row : links.rows) {
    Record copy = copy_of(row, plan, registry, true);
    if (ends.are_there(copy)) copies.push_back(std::move(copy));
  }
  return copies;
}

void Parcel::unpack_links(Links& links) {
  const Registry& registry = *target_.catalog().find(links.link.through->qualified_name());
  const EndsOf ends(registry, links.link);
  std::vector<Record> copies = copies_of(links, registry);
  const auto& added = added_ids(*links.link.owner_field);
  std::unordered_set<std::int64_t> old_owners;  // only those may have links already
  for (const auto& copy : copies) {
    if (!added.contains(ends.owner(copy))) old_owners.insert(ends.owner(copy));
  }
  std::unordered_set<LinkEnds, HashOfEnds> known;
  if (!old_owners.empty()) {
    query::Query present(registry);
    present.where(links.link.owner_field->name + "_id__in",
                  query::Operand(std::vector<Value>(old_owners.begin(), old_owners.end())));
    for (const auto& row : target_.all(present)) known.insert(ends(row));
  }
  std::vector<Record*> pointers;
  for (auto& copy : copies) {
    if (known.insert(ends(copy)).second) pointers.push_back(&copy);
  }
  if (!pointers.empty()) target_.save_all(pointers);
  links.rows.clear();
}

// The ids here of the records that this parcel has inserted and `field` may point to.
std::unordered_set<std::int64_t> Parcel::added_ids(const Field& field) {
  std::unordered_set<std::int64_t> ids;
  const Box* box = box_of(source_.registry(field.target));
  if (box == nullptr) return ids;
  for (const auto id : box->added) ids.insert(box->ids.at(id));
  return ids;
}

}  // namespace lamin::remote
