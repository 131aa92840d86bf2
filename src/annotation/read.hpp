// What an artifact or a run is annotated with, read in a constant number of statements.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "annotation/subject.hpp"
#include "base/json.hpp"

namespace lamin::annotation {

/// The values of one feature or param, each once.
struct Annotation {
  std::int64_t id = 0;  // of the feature or param
  std::string name;
  std::string dtype;
  bool is_categorical = false;
  std::vector<Json> values;  // names of labels, in their order; other values in the order they came
};

/// Categorical ones first, each in the order of names.  None for a host that is not saved.
std::vector<Annotation> annotations_of(records::RecordStore& store, const records::Record& host,
                                       Subject subject);

/// A slot of a data set and the features measured there: `artifact.features.slots`.
struct Slot {
  std::string name;
  records::Record schema;
};
/// In the order in which they were added: two statements.
std::vector<Slot> slots_of(records::RecordStore& store, const records::Record& artifact);

/// The first members of a schema, in their order.
struct Members {
  const schema::Registry* registry = nullptr;  // none for a schema without members or of an unknown itype
  std::int64_t count = 0;                      // of all, as the schema says
  struct Member {
    std::int64_t id;
    std::string name;
    std::string dtype;  // of a feature; else that of the schema
  };
  std::vector<Member> members;
};
/// Parallel to `slots`; a statement a registry.
std::vector<Members> members_of(records::RecordStore& store, const std::vector<Slot>& slots,
                                std::size_t most = 20);

/// The registry that the members of a schema come from and the relation to them; nullptr for composite ones
/// and for an itype that is not mounted.
const schema::Relation* member_relation(const schema::Catalog& catalog, const records::Record& schema);

/// The ids of the features of all slots: what a curator has to annotate.
std::vector<std::int64_t> internal_features(records::RecordStore& store, const records::Record& artifact);

}  // namespace lamin::annotation
