#include "registries/declare.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace lamin::registries {
namespace {

using schema::Field;
using schema::ManyToMany;
using schema::Registry;

constexpr FieldRow versioned_rows[] = {
    text("version", 30, optional | indexed, "A label for people, such as \"2\" or \"1.0.1\"."),
    boolean("is_latest", indexed, "Whether no newer version exists.").defaults_to(true),
};
constexpr FieldRow record_rows[] = {
    small_integer("_branch_code", indexed,
                  "1: visible, 0: archived, -1: in the trash, 2: draft, 3: template.")
        .defaults_in_database_to(1),
    belongs_to("space", "lamindb.Space", plain, "Who may see the record.").defaults_in_database_to(1),
    json_or_null("_aux", "Values of fields that have no column yet."),
};
constexpr FieldRow tracks_run_rows[] = {
    time_of_insert("created_at", "When the record was created."),
    created_by(),
    made_by_run(),
};
constexpr FieldRow tracks_updates_rows[] = {time_of_insert("updated_at", "When the record was updated.")};
constexpr FieldRow source_rows[] = {
    belongs_to("source", "bionty.Source", optional, "The version of the ontology that the term comes from.")
        .unseen(),
};
constexpr FieldRow data_rows[] = {
    belongs_to("space", "lamindb.Space", plain, "Who may see the cell.").defaults_in_database_to(1),
    belongs_to("feature", "lamindb.Feature", optional, "The column, if it is a feature.").unseen().cascades(),
    belongs_to("param", "lamindb.Param", optional, "The column, if it is a parameter.").unseen().cascades(),
    integer("row", plain, "Number of the row; -1 for results."),
    big_integer("value_int", optional),
    real("value_float", optional),
    long_text("value_str", optional),
    timestamp("value_datetime", optional),
    belongs_to("value_ulabel", "lamindb.ULabel", optional).unseen().cascades(),
    belongs_to("value_person", "lamindb.Person", optional).unseen().cascades(),
    belongs_to("value_artifact", "lamindb.Artifact", optional).unseen().cascades(),
    belongs_to("value_collection", "lamindb.Collection", optional).unseen().cascades(),
    belongs_to("value_project", "lamindb.Project", optional).unseen().cascades(),
    json("value_json", optional),
};

struct MixinRows {
  Mixin mixin;
  std::span<const FieldRow> rows;
};
constexpr MixinRows mixin_rows[] = {
    {versioned, versioned_rows},           {record, record_rows},     {tracks_run, tracks_run_rows},
    {tracks_updates, tracks_updates_rows}, {has_source, source_rows}, {data_row, data_rows},
};

constexpr FieldRow automatic_key = key(FieldType::big_auto);

std::string lower(std::string_view name) {
  std::string text(name);
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

template <class Act>
void for_each_word(std::string_view words, Act act) {
  while (!words.empty()) {
    const auto end = words.find(' ');
    act(words.substr(0, end));
    words = end == std::string_view::npos ? std::string_view{} : words.substr(end + 1);
  }
}

Value value_of(const Literal& literal) {
  switch (literal.kind) {
    case Literal::Kind::none:
      return {};
    case Literal::Kind::null_json:
      return Value(Json());
    case Literal::Kind::boolean:
      return Value(literal.number != 0);
    case Literal::Kind::integer:
      return Value(literal.number);
    case Literal::Kind::text:
      return Value(literal.text);
  }
  return {};
}

void append_field(Registry& registry, const FieldRow& row) {
  Field& field = registry.fields.emplace_back();
  field.name = row.name;
  field.column = row.name;
  field.type = row.type;
  field.doc = row.doc;
  field.max_length = row.max_length;
  field.nullable = row.flags & optional;
  field.required = row.flags & required;
  field.unique = row.flags & unique;
  field.indexed = (row.flags & indexed) || (field.is_relation() && !field.unique);
  field.source = row.source;
  field.constant = value_of(row.constant);
  if (row.database_default.kind != Literal::Kind::none)
    field.database_default = value_of(row.database_default);
  field.database_now = row.database_now;
  for (const auto choice : row.choices) field.choices.emplace_back(choice);
  if (!field.is_relation()) return;
  field.column += "_id";
  field.target = row.target;
  field.on_delete = row.on_delete;
  field.reverse_name = row.reverse_name == default_reverse_name ? lower(registry.name) + "_set"
                                                                : std::string(row.reverse_name);
}

bool redeclares(std::span<const FieldRow> own, std::string_view name) {
  return std::ranges::find(own, name, &FieldRow::name) != own.end();
}

void append_fields(Registry& registry, const Declaration& declaration) {
  registry.fields.reserve(declaration.fields.size() + 10);
  if (!redeclares(declaration.fields, "id")) append_field(registry, automatic_key);
  for (const auto& [mixin, rows] : mixin_rows) {
    if (!(declaration.mixins & mixin)) continue;
    for (const auto& row : rows) {
      if (!redeclares(declaration.fields, row.name)) append_field(registry, row);
    }
  }
  for (const auto& row : declaration.fields) append_field(registry, row);
}

schema::Traits traits_of(const Declaration& declaration) {
  const auto has = [&](Mixin mixin) { return (declaration.mixins & mixin) != 0; };
  return {.is_record = has(record),
          .is_versioned = has(versioned),
          .tracks_run = has(tracks_run),
          .tracks_updates = has(tracks_updates),
          .has_parents = has(has_parents),
          .can_curate = has(can_curate),
          .validates_fields = has(validates_fields),
          .is_link = has(link),
          .is_bio_record = has(has_source)};
}

using Order = std::vector<std::uint16_t>;

void append_words(const Registry& registry, std::string_view names, Order& order) {
  for_each_word(names, [&](std::string_view name) {
    if (const Field* field = registry.find_field(name)) {
      order.push_back(static_cast<std::uint16_t>(registry.index_of(*field)));
    }
  });
}

void append_plain(const Registry& registry, bool tracking, Order& order, bool all) {
  for (std::size_t i = 0; i < registry.fields.size(); ++i) {
    const Field& field = registry.fields[i];
    const bool is_tracking = field.name == "created_at" || field.name == "updated_at";
    if (!field.is_relation() && (all || is_tracking == tracking))
      order.push_back(static_cast<std::uint16_t>(i));
  }
}

// Modules beside the core got their tracking columns before the columns of Record; links did not.
Order table_order(const Registry& registry, std::string_view plain_order, std::string_view relation_order) {
  Order order;
  order.reserve(registry.fields.size());
  const bool tracking_first = registry.module != "lamindb" && registry.traits.is_record;
  if (!plain_order.empty()) {
    append_words(registry, plain_order, order);
  } else if (tracking_first) {
    append_plain(registry, true, order, false);
    append_plain(registry, false, order, false);
  } else {
    append_plain(registry, true, order, true);
  }
  append_words(registry, relation_order, order);
  return order;
}

void set_table_order(Registry& registry, const Declaration& declaration) {
  const auto& d = declaration;
  registry.sqlite_order = table_order(registry, d.plain_order, d.relation_order);
  if (d.postgres_relation_order.empty() && d.postgres_plain_order.empty()) return;
  registry.postgres_order =
      table_order(registry, d.postgres_plain_order.empty() ? d.plain_order : d.postgres_plain_order,
                  d.postgres_relation_order.empty() ? d.relation_order : d.postgres_relation_order);
}

void append_constraint(Registry& registry, schema::Constraint::Kind kind, std::string_view name,
                       std::string_view columns, std::string_view condition) {
  auto& constraint = registry.constraints.emplace_back();
  constraint.kind = kind;
  constraint.name = name;
  constraint.condition = condition;
  for_each_word(columns, [&](std::string_view column) { constraint.columns.emplace_back(column); });
}

void append_constraints(Registry& registry, const Declaration& declaration) {
  for (const auto columns : declaration.unique_together) {
    if (!columns.empty()) {
      append_constraint(registry, schema::Constraint::Kind::unique_together, "", columns, "");
    }
  }
  for (const auto& row : declaration.constraints) {
    append_constraint(registry, row.kind, row.name, row.columns, row.condition);
  }
}

// The two fields of an automatic table; a link from a registry to itself runs "from" the owner "to" the
// other.
std::pair<std::string, std::string> automatic_fields(const Registry& registry, const LinkRow& row) {
  const std::string_view target = row.target.substr(row.target.find('.') + 1);
  if (row.target == registry.qualified_name()) return {"from_" + lower(target), "to_" + lower(target)};
  return {lower(registry.name), lower(target)};
}

void append_link(Registry& registry, const LinkRow& row) {
  ManyToMany& relation = registry.many_to_many.emplace_back();
  relation.name = row.name;
  relation.target = row.target;
  relation.reverse_name = row.reverse_name;
  if (!row.through.empty()) {
    relation.through = row.through;
    relation.source_field = row.source_field;
    relation.target_field = row.target_field;
    return;
  }
  relation.through = registry.qualified_name() + "_" + relation.name;
  std::tie(relation.source_field, relation.target_field) = automatic_fields(registry, row);
}

Registry automatic_table(const Registry& registry, const LinkRow& row, const ManyToMany& relation) {
  Registry table;
  table.module = registry.module;
  table.name = registry.name + "_" + relation.name;
  table.table = row.table.empty() ? registry.table + "_" + relation.name : std::string(row.table);
  table.traits = {.is_link = true, .is_automatic = true};
  table.fields.reserve(3);
  append_field(table, automatic_key);
  const std::string owner = registry.qualified_name();
  append_field(table, belongs_to(relation.source_field, owner, plain).unseen().cascades());
  append_field(table, belongs_to(relation.target_field, relation.target, plain).unseen().cascades());
  append_constraint(table, schema::Constraint::Kind::unique_together, "",
                    relation.source_field + "_id " + relation.target_field + "_id", "");
  return table;
}

void set_uid_lengths(Registry& registry) {
  if (const Field* uid_field = registry.find_field("uid")) registry.uid_length = uid_field->max_length;
  if (registry.traits.is_versioned) registry.stem_length = registry.uid_length - 4;
}

}  // namespace

void build(const Declaration& declaration, std::vector<Registry>& registries) {
  Registry registry;
  registry.module = declaration.module;
  registry.name = declaration.name;
  registry.table = registry.module + "_" + lower(declaration.name);
  registry.doc = declaration.doc;
  registry.name_field = declaration.name_field;
  registry.ontology_id_field = declaration.ontology_id_field;
  registry.traits = traits_of(declaration);
  append_fields(registry, declaration);
  append_constraints(registry, declaration);
  set_table_order(registry, declaration);
  set_uid_lengths(registry);
  registry.many_to_many.reserve(declaration.links.size());
  for (const auto& row : declaration.links) append_link(registry, row);

  const std::size_t position = registries.size();
  registries.push_back(std::move(registry));
  for (std::size_t i = 0; i < declaration.links.size(); ++i) {
    if (!declaration.links[i].through.empty()) continue;
    const Registry& owner = registries[position];
    Registry table = automatic_table(owner, declaration.links[i], owner.many_to_many[i]);
    registries.push_back(std::move(table));
  }
}

}  // namespace lamin::registries
