#include "lineage/remove.hpp"

#include <algorithm>
#include <vector>

#include "artifacts/remove.hpp"

namespace lamin::lineage {
namespace {

using artifacts::Workspace;
using query::Query;
using records::Record;

// The hidden artifacts that runs keep.
constexpr const char* kept_artifacts[] = {"report", "environment", "_logfile"};

std::vector<Value> artifacts_of(const std::vector<Record>& runs) {
  std::vector<Value> ids;
  for (const Record& run : runs) {
    for (const char* field : kept_artifacts) {
      const Value& id = run.get(field);
      if (!id.is_null() && std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
    }
  }
  return ids;
}

void remove_unless_shared(Workspace& workspace, std::vector<Value> ids) {
  if (ids.empty()) return;
  for (const char* field : kept_artifacts) {
    const Query sharing =
        Query(workspace.records.registry("Run")).where(std::string(field) + "__in", std::vector<Value>(ids));
    for (const auto& row : workspace.records.values(sharing, {field})) std::erase(ids, row.front());
  }
  if (ids.empty()) return;
  for (Record& artifact :
       workspace.records.all(Query(workspace.records.registry("Artifact")).where("id__in", std::move(ids)))) {
    artifacts::remove(workspace, artifact, {.permanent = true, .storage = true});
  }
}

}  // namespace

void remove_run(Workspace& workspace, Record& run) {
  std::vector<Value> kept = artifacts_of({run});
  workspace.records.remove(run);
  remove_unless_shared(workspace, std::move(kept));
}

void remove_transform(Workspace& workspace, Record& transform) {
  const Query runs = Query(workspace.records.registry("Run")).where("transform", transform.get("id"));
  std::vector<Value> kept;
  {
    auto work = workspace.records.begin();
    kept = artifacts_of(workspace.records.all(runs));
    workspace.records.remove_all(runs);
    workspace.records.remove(transform);
    work.commit();
  }
  remove_unless_shared(workspace, std::move(kept));
}

}  // namespace lamin::lineage
