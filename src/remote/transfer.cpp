#include "remote/transfer.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "remote/parcel.hpp"

namespace lamin::remote {
namespace {

using artifacts::Workspace;
using records::Record;
using records::RecordStore;

// Bounds the memory that a transfer takes, and how long others wait.
constexpr std::size_t rows_at_a_time = 5'000;
constexpr std::size_t most_names = 100;

void expect_latest(std::span<const Record> rows) {
  for (const auto& row : rows) {
    if (!row.registry().traits.is_versioned || row.get("is_latest").truth()) continue;
    throw Error{
        ErrorCode::unsupported,
        "You are attempting to transfer a record that's not the latest in its version history. This is "
        "currently not supported."}
        .with("uid", row.uid());
  }
}

// Instances of one product may mount different modules.
void warn_of_modules(Workspace& target, const Workspace& source) {
  std::vector<std::string> missing;
  const auto& known = target.records.catalog().modules();
  for (const auto& module : source.records.catalog().modules()) {
    if (std::ranges::find(known, module) == known.end()) missing.push_back("'" + module + "'");
  }
  if (missing.empty()) return;
  target.log.warning("in transfer, source has additional modules: {" + join(missing, ", ") +
                     "}\nconsider mounting these registry modules to transfer all metadata");
}

std::string names_of(Workspace& target, const schema::Registry& registry,
                     const std::vector<std::int64_t>& ids) {
  const std::string& field = registry.find_field("uid") != nullptr ? "uid" : registry.naming_field().name;
  const std::size_t shown = std::min(ids.size(), most_names);
  const std::vector<Value> wanted(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(shown));
  query::Query query(registry);
  query.where("id__in", query::Operand(wanted));
  std::unordered_map<std::int64_t, std::string> known;
  for (const auto& row : target.records.values(query, {field, "id"})) {
    known.emplace(row[1].integer(), registry.name + "(" + field + "=" + python_repr(row[0]) + ")");
  }
  std::vector<std::string> names;
  for (const auto& id : wanted) names.push_back(known[id.integer()]);
  if (ids.size() > names.size()) {
    names.push_back("and " + std::to_string(ids.size() - names.size()) + " more " + registry.name +
                    " records");
  }
  return join(names, ", ");
}

/// What all parcels of a transfer have brought: one record may be new in the first and known in the next.
class Tally {
 public:
  void add(const Parcel& parcel) {
    for (const auto& summary : parcel.summary()) {
      Counted& counted = counted_of(*summary.registry);
      for (const auto id : summary.transferred) {
        if (counted.known.insert(id).second) counted.transferred.push_back(id);
      }
      for (const auto id : summary.mapped) {
        if (counted.known.insert(id).second) counted.mapped.push_back(id);
      }
    }
  }

  void say(Workspace& target) const {
    std::vector<std::string> mapped, transferred;
    for (const auto& counted : counted_) {
      const bool is_told = counted.registry->qualified_name() != "lamindb.Storage";
      if (is_told && !counted.mapped.empty())
        mapped.push_back(names_of(target, *counted.registry, counted.mapped));
      if (!counted.transferred.empty())
        transferred.push_back(names_of(target, *counted.registry, counted.transferred));
    }
    target.log.important("mapped records: " + join(mapped, ", "));
    target.log.important("transferred records: " + join(transferred, ", "));
  }

 private:
  struct Counted {
    const schema::Registry* registry;
    std::vector<std::int64_t> mapped, transferred;
    std::unordered_set<std::int64_t> known;
  };
  Counted& counted_of(const schema::Registry& registry) {
    const auto known = std::ranges::find(counted_, &registry, &Counted::registry);
    return known != counted_.end() ? *known : counted_.emplace_back(Counted{&registry, {}, {}, {}});
  }

  std::vector<Counted> counted_;  // in the order in which they were met
};

std::vector<Record> in_order(Workspace& target, const Parcel& parcel, std::span<const Record> rows) {
  const schema::Registry& registry = target.records.registry(rows.front().registry().qualified_name());
  std::vector<Value> ids;
  for (const auto& row : rows) ids.emplace_back(parcel.id_of(row.registry(), row.id()));
  query::Query query(registry);
  query.where("id__in", query::Operand(ids));
  std::unordered_map<std::int64_t, Record> found;
  for (auto& row : target.records.all(query)) found.emplace(row.id(), std::move(row));
  std::vector<Record> ordered;
  for (const auto& id : ids) ordered.push_back(found.at(id.integer()));
  return ordered;
}

/// The artifacts of `rows`, if those are collections with more of them than one parcel should hold.
std::vector<Record> many_members(RecordStore& source, std::span<const Record> rows) {
  if (rows.front().registry().qualified_name() != "lamindb.Collection") return {};
  std::vector<Value> ids;
  for (const auto& row : rows) ids.emplace_back(row.id());
  query::Query links(source.registry("lamindb.CollectionArtifact"));
  links.where("collection_id__in", query::Operand(std::move(ids)));
  if (source.count(links) <= static_cast<std::int64_t>(rows_at_a_time)) return {};
  std::vector<Value> members;
  for (auto& row : source.values(links, {"artifact_id"})) members.push_back(std::move(row[0]));
  query::Query artifacts(source.registry("lamindb.Artifact"));
  return source.all(artifacts.where("id__in", query::Operand(std::move(members))));
}

std::vector<Record> bring(Workspace& target, Workspace& source, std::span<const Record> rows,
                          const TransferOptions& options, Tally& tally) {
  std::vector<Record> brought;
  const auto run = [&] { return transfer_run(target, source).id(); };
  for (std::size_t first = 0; first < rows.size(); first += rows_at_a_time) {
    const auto chunk = rows.subspan(first, std::min(rows_at_a_time, rows.size() - first));
    Parcel parcel(source.records, target.records);
    parcel.pack(chunk, options.with_annotations);
    auto work = target.records.begin();
    parcel.unpack(run);
    work.commit();
    tally.add(parcel);
    for (auto& row : in_order(target, parcel, chunk)) brought.push_back(std::move(row));
  }
  return brought;
}

}  // namespace

std::vector<Record> transfer(Workspace& target, Workspace& source, std::span<const Record> rows,
                             const TransferOptions& options) {
  if (rows.empty()) return {};
  expect_latest(rows);
  warn_of_modules(target, source);
  if (!artifacts::current_run(target)) {
    target.log.warning("no run & transform got linked, call `ln.track()` & re-run");
  }
  Tally tally;
  // What large collections hold comes before them, in parts.
  const auto members = many_members(source.records, rows);
  if (options.with_annotations && !members.empty()) bring(target, source, members, options, tally);
  auto transferred = bring(target, source, rows, options, tally);
  tally.say(target);
  return transferred;
}

Record transfer_run(Workspace& target, const Workspace& source) {
  auto& store = target.records;
  const std::string key = "transfers/" + source.instance_uid;
  auto transform =
      store.first(query::Query(store.registry("Transform")).where("uid", source.instance_uid + "0000"));
  if (!transform) {
    Record made(store.registry("Transform"));
    made.set("uid", source.instance_uid + "0000");
    made.set("description", "Transfer from `" + source.slug + "`");
    made.set("key", key);
    made.set("type", "function");
    store.save(made);
    transform = std::move(made);
  }
  const auto initiator = artifacts::current_run(target);
  query::Query query(store.registry("Run"));
  query.where("transform_id", transform->id());
  if (initiator) {
    query.where("initiated_by_run_id", initiator->id());
  } else {
    query.where("initiated_by_run__isnull", true);
  }
  if (auto run = store.first(query.order_by({"-id"}))) return *std::move(run);
  Record run(store.registry("Run"));
  run.set("transform", transform->id());
  if (initiator) run.set("initiated_by_run", initiator->id());
  store.save(run);
  return run;
}

}  // namespace lamin::remote
