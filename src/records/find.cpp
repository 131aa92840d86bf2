// Which records show by default, and what identifies one.

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/uid.hpp"
#include "records/old_names.hpp"
#include "records/rules.hpp"
#include "records/versions.hpp"

namespace lamin::records {
namespace {

using query::Filter;
using query::Query;

std::string present_path(const schema::Registry& registry, const std::string& path, Log& log) {
  const std::string_view head = head_of(path);
  const OldName* entry = find_old_name(registry, head);
  if (entry == nullptr) return path;
  if (entry->is_deprecated) {
    log.hint(std::string(head) + " is deprecated, please query for " + std::string(entry->name) + " instead");
  }
  return std::string(entry->name) + path.substr(head.size());
}

Filter with_present_names(const schema::Registry& registry, const Filter& filter, Log& log) {
  if (filter.kind() == Filter::Kind::expression) return filter;
  if (filter.kind() == Filter::Kind::condition) {
    return Filter::condition(present_path(registry, filter.path(), log), filter.operand());
  }
  std::vector<Filter> parts;
  for (const Filter& part : filter.parts()) parts.push_back(with_present_names(registry, part, log));
  if (filter.kind() == Filter::Kind::negation) return Filter::negation(std::move(parts.front()));
  if (filter.kind() == Filter::Kind::odd_of) return Filter::odd_of(std::move(parts));
  return filter.kind() == Filter::Kind::any_of ? Filter::any_of(std::move(parts))
                                               : Filter::all_of(std::move(parts));
}

bool says_branch(const Filter& condition) {
  return condition.kind() == Filter::Kind::condition && condition.path().starts_with("_branch_code");
}

bool is_null_branch(const Filter& condition) {
  const auto& operand = condition.operand();
  return says_branch(condition) && operand.is_value() && operand.value().is_null();
}

// A record that is asked for by its identity shows wherever it is.
bool says_identity(const Filter& condition) {
  return condition.kind() == Filter::Kind::condition &&
         (condition.path() == "id" || condition.path() == "uid" || condition.path() == "uid__startswith");
}

bool has_branches(const schema::Registry& registry) {
  return registry.find_field("_branch_code") != nullptr;
}

std::vector<Filter> top_conditions(Filter filter) {
  if (filter.kind() == Filter::Kind::all_of) return filter.parts();
  return {std::move(filter)};
}

// All uids that begin with `prefix`, as a range that can use the index; '~' is behind all characters of uids.
Query starting_with(const schema::Registry& registry, std::string_view prefix) {
  Query query(registry);
  query.where("uid__gte", prefix).where("uid__lt", std::string(prefix) + "~");
  return query;
}

std::string repr_of_several(std::span<const Record> records) {
  std::vector<std::string> parts;
  for (const Record& record : records) parts.push_back(repr(record));
  return "<QuerySet [" + join(parts, ", ") + "]>";
}

}  // namespace

Query visible(Query query, Filter filter, Log& log) {
  std::vector<Filter> parts = top_conditions(with_present_names(query.registry(), filter, log));
  const bool is_settled = std::ranges::any_of(parts, says_branch) ||
                          std::ranges::any_of(parts, says_identity) || !has_branches(query.registry());
  std::erase_if(parts, is_null_branch);
  if (!is_settled) parts.insert(parts.begin(), Filter::condition("_branch_code", 1));
  if (!parts.empty()) query.filter(Filter::all_of(std::move(parts)));
  return query;
}

Record get_by_uid(RecordStore& store, const schema::Registry& registry, std::string_view uid) {
  if (registry.find_field("uid") == nullptr) {
    throw Error{ErrorCode::unknown_field, registry.display_name() + " has no uid"};
  }
  Query query = starting_with(registry, uid);
  if (static_cast<int>(uid.size()) == registry.uid_length) {
    query = Query(registry).where("uid", uid);
  } else if (registry.traits.is_versioned && static_cast<int>(uid.size()) <= registry.stem_length) {
    query.where("is_latest", true).where("_branch_code", 1);
  }
  const std::vector<Record> found = store.all(query.limit(21));
  if (found.size() == 1) return found.front();
  if (found.empty()) throw Error{ErrorCode::not_found, ""}.with("registry", registry.name).with("uid", uid);
  throw Error{ErrorCode::many_results, repr_of_several(found)};
}

Record get_by_conditions(RecordStore& store, const schema::Registry& registry, Filter filter, Log& log) {
  Query query(registry);
  std::vector<Filter> parts = top_conditions(with_present_names(registry, filter, log));
  const bool says_latest =
      std::ranges::any_of(parts, [](const Filter& part) { return part.mentions("is_latest"); });
  std::erase_if(parts, is_null_branch);
  if (!parts.empty()) query.filter(Filter::all_of(std::move(parts)));
  if (registry.traits.is_versioned && !says_latest) {
    Query latest = query;
    if (auto found = store.one_or_none(latest.where("is_latest", true))) return std::move(*found);
    if (auto found = store.first(query.order_by({"-created_at"}))) return std::move(*found);
  }
  return store.one(query);
}

Record one_of_versions(RecordStore& store, const Query& query) {
  if (query.registry().traits.is_versioned) {
    Query latest = query;
    if (auto found = store.one_or_none(latest.where("is_latest", true))) return std::move(*found);
  }
  return store.one(query);
}

Query versions_of(const Record& record) {
  const schema::Registry& registry = record.registry();
  if (!registry.traits.is_versioned) {
    throw Error{ErrorCode::invalid_value, "Record isn't subclass of `lamindb.core.IsVersioned`"};
  }
  return starting_with(registry, stem_of(record.uid())).order_by({"uid"});
}

void remove(RecordStore& store, Record& record, Log& log) {
  auto work = store.begin();
  std::optional<Record> next;
  if (record.registry().traits.is_versioned && record.is_saved() && record.get("is_latest").truth()) {
    Query others = versions_of(record);
    others.exclude(Filter::condition("id", record.id()));
    next = store.first(others.order_by({"-created_at", "-id"}));
  }
  // A record may have been read before it got a next version.
  if (next && !next->get("is_latest").truth()) {
    next->set("is_latest", true);
    store.save(*next);
    log.warning("new latest version is " + repr(*next));
  }
  store.remove(record);
  work.commit();
}

}  // namespace lamin::records
