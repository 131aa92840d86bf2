// LabelLinks writes links between one host and many labels: one statement to see what is there and one to
// write, a link registry.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "annotation/subject.hpp"

namespace lamin::annotation {

class LabelLinks {
 public:
  LabelLinks(records::RecordStore& store, const records::Record& host) : store_(store), host_(host) {}

  /// Throws invalid_value if records of that registry cannot be labels of the host.
  void add(const records::Record& label, std::optional<std::int64_t> feature);
  void add(const schema::Registry& registry, std::int64_t label, std::optional<std::int64_t> feature);
  /// Writes those that are not there.  A link under a feature takes the place of one without.
  void save();

 private:
  using Pair = std::pair<std::int64_t, std::optional<std::int64_t>>;  // label, feature
  void save(const schema::Relation& relation, const std::vector<Pair>& pairs);

  records::RecordStore& store_;
  const records::Record& host_;
  std::map<const schema::Relation*, std::vector<Pair>> wanted_;
};

}  // namespace lamin::annotation
