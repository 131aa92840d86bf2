// A Collection is a versioned set of artifacts: a record, and links to the artifacts in their order.
//
// The same artifacts give the collection that exists, the same key gives its next version.  Messages and
// errors are those of lamindb 1.3.2 (surface.md, group 17).  Saving writes the row and all links in one
// transaction and a constant number of statements.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "artifacts/create.hpp"
#include "artifacts/describe.hpp"
#include "artifacts/workspace.hpp"

namespace lamin::collections {

struct Collection {
  records::Record record;
  /// Of a collection that is not saved yet: the ids of its artifacts in their order.
  std::vector<std::int64_t> pending;
};

struct CreateOptions {
  std::optional<std::string> key;
  std::optional<std::string> description;
  std::optional<std::string> version;
  std::optional<std::string> reference;
  std::optional<std::string> reference_type;
  std::optional<records::Record> revises;
  std::optional<records::Record> meta_artifact;
  artifacts::RunChoice run = artifacts::RunChoice::current();
};

/// A new collection, a new version, or the one that exists.  Its artifacts, and the version before, become
/// inputs of the run.  Throws invalid_value (none, not saved, equal hashes, a meta artifact that is none),
/// field_invalid without a key, invalid_type if `revises` is no collection.
Collection create(artifacts::Workspace& workspace, const std::vector<records::Record>& artifacts,
                  const CreateOptions& options);

/// The next version with one artifact more; `collection` stays as it is.
Collection append(artifacts::Workspace& workspace, const records::Record& collection,
                  const records::Record& artifact, const artifacts::RunChoice& run);

/// The row with its links; of one that is saved, its changes.
void save(artifacts::Workspace& workspace, Collection& collection);

/// The artifacts of a saved collection in the order in which they were given.
query::Query ordered_artifacts(records::RecordStore& store, const records::Record& collection);
/// The same, also of one that is not saved: one statement.
std::vector<records::Record> artifacts_of(records::RecordStore& store, const Collection& collection);

/// `collection.describe()`.
artifacts::Node describe(artifacts::Workspace& workspace, const records::Record& collection);

enum class Deleted { moved_to_trash, removed, refused };
/// To the trash first; from there, or if `permanent`, for good.  The artifacts stay.
Deleted remove(artifacts::Workspace& workspace, records::Record& collection, std::optional<bool> permanent);
void restore(artifacts::Workspace& workspace, records::Record& collection);

}  // namespace lamin::collections
