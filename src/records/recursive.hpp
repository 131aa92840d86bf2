// Questions that follow relations to any depth, which a Query cannot say: one recursive statement each, which
// visits every row once, so that circles end.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "records/store.hpp"

namespace lamin::records {

/// A statement for RecordStore::recursive: ids of everything above the record with id ?1 along a relation
/// between records of one registry, such as `parents`; one column, the record itself not included.
std::string ancestors_statement(const schema::Relation& relation);
/// The opposite direction.
std::string descendants_statement(const schema::Relation& relation);

/// An artifact or collection that a run has read or made.
struct RunEdge {
  bool is_collection = false;
  std::int64_t object_id = 0;
  std::int64_t run_id = 0;
  bool is_output = false;
  auto operator<=>(const RunEdge&) const = default;
};

/// Inputs and outputs of every run that `record` (an artifact or collection) was made from, directly or not.
/// Trash is left out, and what was made from trash only is not reached.
std::vector<RunEdge> edges_of_ancestors(RecordStore& store, const Record& record);
/// ... and of every run that used it or what was made from it.
std::vector<RunEdge> edges_of_descendants(RecordStore& store, const Record& record);

/// A row of a many-to-many relation between records of one registry: child and parent, transform and
/// predecessor.
struct Link {
  std::int64_t from = 0, to = 0;
  auto operator<=>(const Link&) const = default;
};

/// All links on paths from the record `start` along `relation` ("parents", "children", "predecessors").
/// `from` is the end that is nearer to `start`.
std::vector<Link> reachable_links(RecordStore& store, const schema::Registry& registry,
                                  std::string_view relation, std::int64_t start);

}  // namespace lamin::records
