// A Schema says what a dataset has to look like: a set of features (or genes, proteins, ... ), or, for an
// object of several tables, a schema for each of its slots ("obs", "var").
//
// Two schemas with the same members are one: making it again gives the one that exists, found by its hash
// (data-model.md 8), with the attributes that are new.  Nothing is written before `save_schema`.
//
// Errors and messages are those of lamindb 1.3.2 (surface.md SCH-01..16).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/log.hpp"
#include "records/rules.hpp"
#include "records/store.hpp"

namespace lamin::curation {

using Slots = std::vector<std::pair<std::string, records::Record>>;  // in the order in which they were given

struct SchemaArguments {
  std::vector<records::Record> features;
  Slots components;
  std::optional<std::string> name;
  std::optional<std::string> description;
  std::optional<std::string> dtype;
  std::optional<std::string> otype;
  std::optional<std::string> slot;
  /// "Feature", "bionty.Gene.ensembl_gene_id": where members come from; follows from `features`.
  std::optional<std::string> itype;
  /// The itype was given as a class or field, not as a text.
  bool is_itype_of_class = false;
  std::optional<records::Record> type;
  std::optional<bool> is_type;
  std::optional<bool> minimal_set;
  std::optional<bool> ordered_set;
  std::optional<bool> maximal_set;
  std::optional<bool> coerce_dtype;
};

/// A schema with what is to be linked when it is saved.
struct Schema {
  records::Record record;
  std::vector<records::Record> members;
  Slots components;

  /// It stands in the database already.
  bool exists() const { return record.is_saved(); }
};

/// Throws invalid_value (members that are not saved, of several kinds, a name in use), invalid_argument
/// (components without otype or not saved).
Schema make_schema(records::RecordStore& store, SchemaArguments arguments, Log& log,
                   const records::ConstructOptions& options = {});

/// The row with its links, or nothing: a constant number of statements.  Of a schema that exists, its
/// changes.  Throws invalid_value if the registry of the members cannot be linked to schemas.
void save_schema(records::RecordStore& store, Schema& schema);

/// The members of a saved schema in the order in which they were given; nothing for one of components.
/// The registry that `registry_of_members` tells.
query::Query members_of(records::RecordStore& store, const records::Record& schema);
/// The registry that members of `itype` belong to; Feature if it says nothing of the kind.
const schema::Registry& registry_of_members(const schema::Catalog& catalog, std::string_view itype);
/// The field that names the members of `itype`: "ensembl_gene_id" of "bionty.Gene.ensembl_gene_id", else the
/// naming field.
std::string field_of_members(const schema::Catalog& catalog, std::string_view itype);

/// The components of a saved schema.
Slots slots_of(records::RecordStore& store, const records::Record& schema);
/// What `schema.describe()` shows: the schema and a line a slot.
std::string describe(const records::Record& schema, const Slots& slots);

/// Whether values are converted to their dtype before they are checked.
bool coerces(const records::Record& schema);
void set_coerces(records::Record& schema, bool value);

}  // namespace lamin::curation
