// The language in which built-in registries are declared.
//
// A declaration is a constant table: one row a field, in model order, one row a many-to-many relation.  What
// many registries have in common (spaces, runs, versions, ...) is a Mixin and not repeated; the mixed-in
// fields come first, unless a row of the same name redeclares one.  `build` turns a declaration into a
// schema::Registry.
//
//     constexpr FieldRow fields[] = {
//         key(),
//         random_uid(8),
//         text("name", 150, required | indexed, "What people call it."),
//         belongs_to("type", "lamindb.ULabel", optional, "The label of which this one is a
//         kind.").seen_as("records"),
//     };
//
// To add a registry: a file in the folder of its module, its name in that folder's header and in
// builtins.cpp, and a migration step.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "schema/registry.hpp"

namespace lamin::registries {

using schema::FieldType;
using schema::OnDelete;
using schema::Source;

/// What a row says besides name and type.
enum Flag : unsigned {
  plain = 0,          // NOT NULL, but the constructor does not ask for it
  optional = 1 << 0,  // NULL allowed
  required = 1 << 1,  // NOT NULL, and the constructor refuses to go without
  unique = 1 << 2,
  indexed = 1 << 3,  // relations are indexed anyway
};
constexpr Flag operator|(Flag a, Flag b) {
  return static_cast<Flag>(unsigned{a} | unsigned{b});
}

/// A default that fits into a constant table.
struct Literal {
  enum class Kind { none, null_json, boolean, integer, text };
  Kind kind = Kind::none;
  std::int64_t number = 0;
  std::string_view text;

  constexpr Literal() = default;
  constexpr explicit Literal(Kind of_kind) : kind(of_kind) {}
  constexpr Literal(bool value) : kind(Kind::boolean), number(value) {}
  constexpr Literal(int value) : kind(Kind::integer), number(value) {}
  constexpr Literal(const char* value) : kind(Kind::text), text(value) {}
};

/// The name that `seen_as` gets if a relation says nothing: `<lower-cased registry>_set`.
inline constexpr std::string_view default_reverse_name = "*_set";

struct FieldRow {
  std::string_view name;
  FieldType type = FieldType::text;
  Flag flags = plain;
  const char* doc = "";
  int max_length = 0;
  Source source = Source::nothing;
  Literal constant;
  Literal database_default;
  bool database_now = false;
  std::span<const std::string_view> choices;
  std::string_view target;
  OnDelete on_delete = OnDelete::protect;
  std::string_view reverse_name;

  /// The engine gives this value if the caller gives none.
  constexpr FieldRow defaults_to(Literal value) const {
    FieldRow row = *this;
    row.constant = value;
    row.source = Source::constant;
    return row;
  }
  /// Engine and column both have this default.
  constexpr FieldRow defaults_in_database_to(Literal value) const {
    FieldRow row = defaults_to(value);
    row.database_default = value;
    return row;
  }
  constexpr FieldRow given_by(Source value) const {
    FieldRow row = *this;
    row.source = value;
    return row;
  }
  constexpr FieldRow one_of(std::span<const std::string_view> values) const {
    FieldRow row = *this;
    row.choices = values;
    return row;
  }
  /// The name of the relation at its other end.
  constexpr FieldRow seen_as(std::string_view value) const {
    FieldRow row = *this;
    row.reverse_name = value;
    return row;
  }
  /// The other end cannot look back.
  constexpr FieldRow unseen() const { return seen_as(""); }
  /// Removed together with the record it belongs to.
  constexpr FieldRow cascades() const { return removed_by(OnDelete::cascade); }
  constexpr FieldRow removed_by(OnDelete action) const {
    FieldRow row = *this;
    row.on_delete = action;
    return row;
  }
};

constexpr FieldRow row_of(std::string_view name, FieldType type, Flag flags, const char* doc) {
  return {.name = name, .type = type, .flags = flags, .doc = doc};
}

constexpr FieldRow key(FieldType type = FieldType::automatic) {
  return row_of("id", type, plain, "Counted up by this database; means nothing in another one.");
}
constexpr FieldRow uid(int length, Source source, Flag flags = plain) {
  FieldRow row = row_of("uid", FieldType::text, flags | unique, "Identifies the record across databases.");
  row.max_length = length;
  row.source = source;
  return row;
}
constexpr FieldRow random_uid(int length) {
  return uid(length, Source::random_uid);
}
/// From the ontology id or the name: the same term has the same uid everywhere.
constexpr FieldRow hashed_uid(int length) {
  return uid(length, Source::hashed_uid);
}

constexpr FieldRow text(std::string_view name, int max_length, Flag flags, const char* doc = "") {
  FieldRow row = row_of(name, FieldType::text, flags, doc);
  row.max_length = max_length;
  return row;
}
constexpr FieldRow url(std::string_view name, int max_length, Flag flags, const char* doc = "") {
  FieldRow row = text(name, max_length, flags, doc);
  row.type = FieldType::url;
  return row;
}
constexpr FieldRow email(std::string_view name, int max_length, Flag flags, const char* doc = "") {
  FieldRow row = text(name, max_length, flags, doc);
  row.type = FieldType::email;
  return row;
}
constexpr FieldRow long_text(std::string_view name, Flag flags, const char* doc = "") {
  return row_of(name, FieldType::long_text, flags, doc);
}
constexpr FieldRow boolean(std::string_view name, Flag flags, const char* doc = "") {
  return row_of(name, FieldType::boolean, flags, doc);
}
constexpr FieldRow small_integer(std::string_view name, Flag flags, const char* doc = "") {
  return row_of(name, FieldType::small_integer, flags, doc);
}
constexpr FieldRow integer(std::string_view name, Flag flags, const char* doc = "") {
  return row_of(name, FieldType::integer, flags, doc);
}
constexpr FieldRow big_integer(std::string_view name, Flag flags, const char* doc = "") {
  return row_of(name, FieldType::big_integer, flags, doc);
}
constexpr FieldRow real(std::string_view name, Flag flags, const char* doc = "") {
  return row_of(name, FieldType::real, flags, doc);
}
constexpr FieldRow date(std::string_view name, Flag flags, const char* doc = "") {
  return row_of(name, FieldType::date, flags, doc);
}
constexpr FieldRow timestamp(std::string_view name, Flag flags, const char* doc = "") {
  return row_of(name, FieldType::timestamp, flags, doc);
}
/// NOT NULL, indexed, and the time of the insert unless it is given.
constexpr FieldRow time_of_insert(std::string_view name, const char* doc) {
  FieldRow row = row_of(name, FieldType::timestamp, indexed, doc);
  row.source = Source::database;
  row.database_now = true;
  return row;
}
constexpr FieldRow duration(std::string_view name, Flag flags, const char* doc = "") {
  return row_of(name, FieldType::duration, flags, doc);
}
constexpr FieldRow json(std::string_view name, Flag flags, const char* doc = "") {
  return row_of(name, FieldType::json, flags, doc);
}
/// NULL unless given; the column itself has JSON's null as its default.
constexpr FieldRow json_or_null(std::string_view name, const char* doc) {
  FieldRow row = row_of(name, FieldType::json, optional, doc);
  row.database_default = Literal(Literal::Kind::null_json);
  return row;
}
/// A foreign key.  `target` is a qualified name.
constexpr FieldRow belongs_to(std::string_view name, std::string_view target, Flag flags,
                              const char* doc = "") {
  FieldRow row = row_of(name, FieldType::foreign_key, flags, doc);
  row.target = target;
  row.reverse_name = default_reverse_name;
  return row;
}
/// A foreign key that no two records share.
constexpr FieldRow belongs_to_one(std::string_view name, std::string_view target, Flag flags,
                                  const char* doc = "") {
  FieldRow row = belongs_to(name, target, flags, doc);
  row.type = FieldType::one_to_one;
  return row;
}
constexpr FieldRow created_by() {
  return belongs_to("created_by", "lamindb.User", plain, "Who created the record.")
      .given_by(Source::current_user)
      .unseen();
}
constexpr FieldRow made_by_run() {
  return belongs_to("run", "lamindb.Run", optional, "The run that created the record.")
      .given_by(Source::current_run)
      .unseen();
}

/// A many-to-many relation.
struct LinkRow {
  std::string_view name;
  std::string_view target;
  std::string_view reverse_name;
  /// The link registry and its two fields; "" = an automatic table, which `build` adds.
  std::string_view through;
  std::string_view source_field;
  std::string_view target_field;
  /// Name of an automatic table where it is not `<table>_<name>`.
  std::string_view table;
};

/// Links in a table `<table>_<name>` that has nothing but the two ids.
constexpr LinkRow linked_to(std::string_view name, std::string_view target, std::string_view reverse_name) {
  return {.name = name, .target = target, .reverse_name = reverse_name};
}
/// Links in a registry of their own, which may say more about each link.
constexpr LinkRow linked_through(std::string_view through, std::string_view source_field,
                                 std::string_view target_field, LinkRow row) {
  row.through = through;
  row.source_field = source_field;
  row.target_field = target_field;
  return row;
}
constexpr LinkRow in_table(std::string_view table, LinkRow row) {
  row.table = table;
  return row;
}

/// What registries have in common; the first ones bring fields, in this order.
enum Mixin : unsigned {
  nothing_else = 0,
  versioned = 1 << 0,       // version, is_latest
  record = 1 << 1,          // _branch_code, space, _aux
  tracks_run = 1 << 2,      // created_at, created_by, run
  tracks_updates = 1 << 3,  // updated_at
  has_source = 1 << 4,      // source; comes with an ontology id and synonyms
  data_row = 1 << 5,        // a cell of a flexible table: space, feature or param, row, one of many values
  has_parents = 1 << 6,
  can_curate = 1 << 7,
  validates_fields = 1 << 8,
  link = 1 << 9,
};
constexpr Mixin operator|(Mixin a, Mixin b) {
  return static_cast<Mixin>(unsigned{a} | unsigned{b});
}
inline constexpr Mixin bio_record =
    record | tracks_run | tracks_updates | has_source | has_parents | can_curate;

/// A named index or constraint; `columns` are separated by blanks.
struct ConstraintRow {
  schema::Constraint::Kind kind;
  std::string_view name;
  std::string_view columns;
  std::string_view condition;
};

struct Declaration {
  std::string_view module;
  std::string_view name;
  std::string_view doc;
  Mixin mixins = nothing_else;
  std::string_view name_field;
  std::string_view ontology_id_field;
  std::span<const FieldRow> fields;
  std::span<const LinkRow> links;
  /// Sets of columns, separated by blanks.
  std::array<std::string_view, 2> unique_together;
  std::span<const ConstraintRow> constraints;

  /// CREATE TABLE lists plain fields in model order and then relations in this order, names separated by
  /// blanks.
  std::string_view relation_order;
  /// The same for Postgres; "" = as SQLite.
  std::string_view postgres_relation_order;
  /// The plain fields, for the two tables that do not keep to model order; and those of Postgres; "" = as
  /// SQLite.
  std::string_view plain_order;
  std::string_view postgres_plain_order;
};

/// One end of a link: the field, the registry that it points to, and what the link is called from there ("" =
/// it cannot be seen from there).
struct LinkEnd {
  std::string_view name;
  std::string_view target;
  std::string_view seen_as;
};

/// The fields of a registry that links two others and says no more; a link goes with its first end.
constexpr std::array<FieldRow, 3> link_rows(LinkEnd from, LinkEnd to) {
  return {key(FieldType::big_auto),
          belongs_to(from.name, from.target, plain).seen_as(from.seen_as).cascades(),
          belongs_to(to.name, to.target, plain).seen_as(to.seen_as)};
}
/// The same, with who made the link and when.
constexpr std::array<FieldRow, 5> signed_link_rows(LinkEnd from, LinkEnd to) {
  const std::array<FieldRow, 3> ends = link_rows(from, to);
  return {ends[0], ends[1], ends[2], time_of_insert("created_at", "When the record was created."),
          created_by()};
}
/// The fields of a registry that links artifacts or collections with labels such as bionty.CellType.
constexpr std::array<FieldRow, 6> label_link_rows(LinkEnd from, LinkEnd to,
                                                  std::string_view seen_from_feature) {
  const std::array<FieldRow, 3> ends = link_rows(from, to);
  return {
      ends[0],
      ends[1],
      ends[2],
      belongs_to("feature", "lamindb.Feature", optional,
                 "The feature under which the label annotates; none if annotated without one.")
          .seen_as(seen_from_feature),
      boolean("label_ref_is_name", optional, "Whether the dataset refers to the label by its name field."),
      boolean("feature_ref_is_name", optional,
              "Whether the dataset refers to the feature by its name field.")};
}
constexpr Declaration link_registry(std::string_view module, std::string_view name, std::string_view doc,
                                    Mixin mixins, std::span<const FieldRow> fields,
                                    std::string_view unique_together, std::string_view relation_order) {
  return {.module = module,
          .name = name,
          .doc = doc,
          .mixins = mixins,
          .fields = fields,
          .unique_together = {unique_together},
          .relation_order = relation_order};
}

/// Appends the registry and the automatic tables of its many-to-many relations.
void build(const Declaration& declaration, std::vector<schema::Registry>& registries);

}  // namespace lamin::registries
