// A Registry is data: it says which table, fields, relations, defaults and constraints a kind of record has.
//
// DDL, select, insert, JSON, describe, the Python classes and the CLI read this declaration; none of them
// knows a registry by name.  Built-in registries are declared in src/registries/, custom ones are made at run
// time; both are this one type.  Link tables (ArtifactULabel) and automatic many-to-many tables
// (ulabel_parents) are registries too, so that everything that works on rows works on links.
//
// A Registry is immutable once it is part of a Catalog (schema/catalog.hpp); it may be read from several
// threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"

namespace lamin::schema {

enum class FieldType {
  small_auto,
  automatic,
  big_auto,  // integer primary keys that the database counts up
  text,
  long_text,
  url,
  email,  // varchar(max_length), text, varchar with a format
  boolean,
  small_integer,
  integer,
  big_integer,
  real,
  date,
  timestamp,
  duration,
  json,
  foreign_key,
  one_to_one,
};

/// What the engine does to the records that refer to a record that is removed.
enum class OnDelete { protect, cascade, set_null };

/// How a field gets its value when the caller gives none.
enum class Source {
  nothing,       // null if nullable; otherwise the caller must give it
  constant,      // `Field::constant`
  random_uid,    // `max_length` random base62 characters
  hashed_uid,    // from the ontology id or name (data-model.md 7.5)
  current_user,  // id of the instance's current user
  current_run,   // id of the tracked run, or null
  database,      // left to the column's default
};

struct Field {
  std::string name;    // "created_by"; what people type
  std::string column;  // "created_by_id"; differs from the name for relations only
  FieldType type = FieldType::text;
  const char* doc = "";  // static text: docs of built-in fields are many, and seldom read
  int max_length = 0;    // of varchar columns
  bool nullable = false;
  bool unique = false;
  bool indexed = false;
  /// The constructor refuses to make a record without it ("['name'] are required.").
  bool required = false;
  Source source = Source::nothing;
  Value constant;
  /// The DEFAULT of the column: a constant, or the time of the insert for `database_now`.
  std::optional<Value> database_default;
  bool database_now = false;
  /// Valid values of a closed list, which the constructor enforces; empty = any.
  std::vector<std::string> choices;

  // Relations: the registry pointed to, by qualified name ("lamindb.User").
  std::string target;
  OnDelete on_delete = OnDelete::protect;
  /// "" = the target cannot look back ("+" in the data model).  A default name, `transform_set`, is what the
  /// record offers; queries and displays call it `transform` (Relation::query_name).
  std::string reverse_name;

  bool is_relation() const { return type == FieldType::foreign_key || type == FieldType::one_to_one; }
  bool is_key() const { return type <= FieldType::big_auto; }
  /// Fields that search and `icontains` over all text look at.
  bool is_text() const {
    return type == FieldType::text || type == FieldType::long_text || type == FieldType::url ||
           type == FieldType::email;
  }
  /// Hidden from reprs and lists of fields: the key and names with a leading underscore.
  bool is_hidden() const { return name == "id" || name.starts_with('_'); }
};

/// A relation through a table of links.
struct ManyToMany {
  std::string name;          // "ulabels"
  std::string target;        // "lamindb.ULabel"
  std::string through;       // qualified name of the link registry: "lamindb.ArtifactULabel"
  std::string source_field;  // the through registry's field that points here: "artifact"
  std::string target_field;  // ... and there: "ulabel"
  std::string reverse_name;  // "artifacts"; "" = none
};

/// An index or constraint beyond the single-column ones that Field says.
struct Constraint {
  enum class Kind { unique_together, named_index, named_unique_index, named_unique, named_check };
  Kind kind = Kind::unique_together;
  std::string name;  // "" = by the naming rule (data-model.md 1.6)
  std::vector<std::string> columns;
  std::string condition;  // SQL of a partial index or check
};

/// Behaviour that a registry takes part in.
struct Traits {
  bool is_record = false;       // has _branch_code, space, _aux
  bool is_versioned = false;    // has version, is_latest; uid = stem + counter
  bool tracks_run = false;      // has created_at, created_by, run
  bool tracks_updates = false;  // has updated_at
  bool has_parents = false;
  bool can_curate = false;
  bool validates_fields = false;
  bool is_link = false;        // a row links two records; hidden from `view` and completion
  bool is_automatic = false;   // a many-to-many table without a class of its own
  bool is_bio_record = false;  // has source, ontology id, synonyms
};

struct Registry {
  std::string module;  // "lamindb", "bionty", "wetlab"
  std::string name;    // "ULabel"
  std::string table;   // "lamindb_ulabel"
  std::string doc;
  Traits traits;
  /// In model order, which decides the order of reprs and data frames.
  std::vector<Field> fields;
  std::vector<ManyToMany> many_to_many;
  std::vector<Constraint> constraints;
  /// Positions in `fields` in the order of CREATE TABLE; empty = as `fields`.
  std::vector<std::uint16_t> sqlite_order;
  /// The same for Postgres; empty = as in SQLite.
  std::vector<std::uint16_t> postgres_order;

  /// The field that names a record to people ("name", "key", "symbol"); "" if not declared.
  std::string name_field;
  /// The field that holds the id in a public ontology; "" if none.
  std::string ontology_id_field;
  /// Length of uids, and of the part that all versions share; 0 if there is none.
  int uid_length = 0;
  int stem_length = 0;

  /// "lamindb.ULabel", "bionty.CellType".
  std::string qualified_name() const { return module + "." + name; }
  /// "ULabel", "bionty.CellType": how dtypes and messages call it.
  std::string display_name() const { return module == "lamindb" ? name : qualified_name(); }

  /// By name or column; nullptr if there is none.
  const Field* find_field(std::string_view name) const;
  /// Throws unknown_field with the nearest name.
  const Field& field(std::string_view name) const;
  std::size_t index_of(const Field& field) const { return static_cast<std::size_t>(&field - fields.data()); }
  const Field& key() const;
  const ManyToMany* find_many_to_many(std::string_view name) const;
  /// `name_field`, else "name", else the first text field without "id" in its name.
  const Field& naming_field() const;
  /// Columns of `.df()` in their order (data-model.md 1.3).
  std::vector<const Field*> frame_fields() const;
};

}  // namespace lamin::schema
