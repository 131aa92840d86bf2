// Conditions on features as conditions on artifacts: `temperature__gt=20`, `cell_type="T cell"`.
//
//     feature = value              the artifact has this value
//     feature__<lookup> = value    comparisons of numbers, dates and texts; __in, __contains, __isnull, ...
//     feature__key = value         inside a dictionary
//     feature = "T cell", record   a label by its name, or a record
//     feature__<field> = value     a field of the labels: cell_type__ontology_id
//     feature__in_tree = "T cell"  a label that is this term or below it (query/tree.hpp)
//     feature = None               there is no value
//
// Each becomes one subquery, so that a filter over many features stays one statement.  To find the features
// takes one statement more, and one for each text that has to name a label.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "annotation/subject.hpp"
#include "query/query.hpp"

namespace lamin::annotation {

struct Condition {
  std::string key;
  query::Operand operand;
  const schema::Registry* registry =
      nullptr;  // of the records that the operand holds; nullptr if it holds none
};

/// All must hold.  Throws validation_failed, naming them, for keys that are no features, no_match for a text
/// that no label has.
query::Filter filter_by_features(records::RecordStore& store, const schema::Registry& host, Subject subject,
                                 const std::vector<Condition>& conditions);

/// The same, one by one; nothing for those that are no features.
std::vector<std::optional<query::Filter>> filters_of_features(records::RecordStore& store,
                                                              const schema::Registry& host, Subject subject,
                                                              const std::vector<Condition>& conditions);

/// Whether a condition of this key can only be meant for a feature: the registry has features, but neither a
/// field nor a relation that the key begins with.
bool may_be_feature(const schema::Catalog& catalog, const schema::Registry& host, std::string_view key);

/// The same filter with conditions on features in place of those that name no field of `host`; those that
/// name no feature either stay as they are.  No statement if all are fields.
query::Filter with_features(records::RecordStore& store, const schema::Registry& host, query::Filter filter);

}  // namespace lamin::annotation
