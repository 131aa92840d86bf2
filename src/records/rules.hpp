// The rules of registries that lamindb 1.3.2 puts on top of plain rows: which records show by default, what a
// uid may abbreviate, how records are made from names, and how people search for them.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.hpp"
#include "records/lookup_table.hpp"
#include "records/store.hpp"

namespace lamin::records {

// --- finding (surface.md REC-03..09, QRY)
// --------------------------------------------------------------------------

/// `.filter(...)`: adds `_branch_code = 1` unless a condition at the top of `filter` is on `_branch_code` (or
/// `visibility`), or is `id`, `uid` or `uid__startswith`; `_branch_code` = null disables it.  Old field names
/// (surface.md REC-32) are mapped, with a hint to `log`.
query::Query visible(query::Query query, query::Filter filter, Log& log);
/// Whether each condition begins with a field, a relation, an annotation of `query` or an old field name.
/// Throws unknown_field with the fields that people may name and the nearest one: lamindb's sentence, where
/// the compiler would give Django's.
void expect_known_fields(const schema::Catalog& catalog, const query::Query& query,
                         const query::Filter& filter);
/// Throws what asking `query` would throw for its paths and operands, without asking: people are told when
/// they put a question.  A query that speaks of the one around it is checked with that.
void check(const RecordStore& store, const query::Query& query);
/// Whether `record` may stand for what `path` leads to.  Throws invalid_value for one of another registry or
/// one that is not saved, invalid_type where a number is compared.
void expect_comparable(const schema::Catalog& catalog, const query::Query& query, std::string_view path,
                       const Record& record);
/// `.get("uid or prefix")`: a prefix up to the stem's length means the latest version.  Throws not_found,
/// many_results.
Record get_by_uid(RecordStore& store, const schema::Registry& registry, std::string_view uid);
/// `.get(**conditions)`: one match; of several versions the latest.  Throws no_match, many_matches.
Record get_by_conditions(RecordStore& store, const schema::Registry& registry, query::Filter filter,
                         Log& log);
/// All versions of a versioned record, itself included, in their order.
query::Query versions_of(const Record& record);
/// Removes the record as RecordStore::remove does; if it was the latest of several versions, the newest of
/// the others becomes the latest, which `log` is told.
void remove(RecordStore& store, Record& record, Log& log);

struct SearchOptions {
  std::vector<std::string> fields;  // empty = all text fields
  bool case_sensitive = false;
  std::int64_t limit = 20;  // 0 = all
};
/// Keys of the records that contain `text`, best first, by the ranking of surface.md QRY-35.  `within`
/// restricts them.
std::vector<std::int64_t> search(RecordStore& store, const schema::Registry& registry, std::string_view text,
                                 const SearchOptions& options = {}, const query::Query* within = nullptr);

/// `lookup()`: the values of `field` (empty = the naming field) of the records of `query`, in its order.
LookupTable lookup(RecordStore& store, const query::Query& query, std::string_view field = "");

/// What `lookup` calls a text: lower case, runs of other characters one '_', `prefix` before a first
/// character that is no letter.  `text` is not empty.
std::string lookup_key(std::string_view text, std::string_view prefix = "ln_");

// --- making (surface.md REC-12..18)
// --------------------------------------------------------------------------------

struct ConstructOptions {
  bool search_names = true;  // settings.creation.search_names
};
/// A new record with its defaults, or the existing one of the same name with its attributes updated; says so
/// to `log`, and warns about similar names.  Throws field_invalid for missing, unknown or invalid fields.
Record construct(RecordStore& store, const schema::Registry& registry, const Assignments& given, Log& log,
                 const ConstructOptions& options = {});
/// The same for each of `given`, in order; the texts of the registry are searched once for all of them.
std::vector<Record> construct_many(RecordStore& store, const schema::Registry& registry,
                                   const std::vector<Assignments>& given, Log& log,
                                   const ConstructOptions& options = {});
/// Fills defaults: constants, uids, user, run.  For records made elsewhere (artifacts, transforms).
void fill_defaults(RecordStore& store, Record& record);
/// The uid that follows from what the record says (data-model.md 7.5); random if it says nothing.
std::string hashed_uid(RecordStore& store, const Record& record);
/// Holds the fields of registries that validate them against their formats and lengths.  Throws
/// field_invalid, naming all that are wrong.
void validate_fields(const schema::Registry& registry, const Assignments& given);

// --- showing
// -------------------------------------------------------------------------------------------------------

/// repr(ln.Artifact): simple fields, relational fields, fields of each module.
std::string repr(const schema::Catalog& catalog, const schema::Registry& registry);
/// The `n` latest records of every registry that has any, in the order of `ln.view()`.
struct ViewPart {
  std::string module;  // "core", "bionty"
  const schema::Registry* registry;
  query::Query query;
};
std::vector<ViewPart> view(RecordStore& store, std::int64_t limit = 7,
                           const std::vector<std::string>& modules = {},
                           const std::vector<std::string>& registries = {});

}  // namespace lamin::records
