#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "base/text.hpp"
#include "base/uid.hpp"
#include "ontologies/library.hpp"
#include "records/rules.hpp"

namespace lamin::ontologies {
namespace {

using records::Record;

/// Which field of a registry a column fills.
const schema::Field* field_for(const schema::Registry& registry, std::string_view column) {
  if (column == "parents") return nullptr;
  const std::string_view name = column == "definition" ? "description"
                                : column == "ncbi_gene_id" && registry.find_field("ncbi_gene_ids") != nullptr
                                    ? "ncbi_gene_ids"
                                    : column;
  const schema::Field* field = registry.find_field(name);
  const bool is_own = field != nullptr && !field->is_relation() && !field->is_key() && field->name != "uid";
  return is_own ? field : nullptr;
}

struct Filling {
  std::size_t column, index;
  const schema::Field* field;
};

std::vector<Filling> fillings_of(const schema::Registry& registry, const Release& release) {
  std::vector<Filling> result;
  for (std::size_t column = 0; column < release.columns(); ++column)
    if (const schema::Field* field = field_for(registry, release.column_name(column)))
      result.push_back({column, registry.index_of(*field), field});
  return result;
}

Value value_for(const schema::Field& field, std::string_view text) {
  if (field.is_text()) return Value(text);
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() ? Value(number) : Value();
}

/// The column that says which rows are one term.
std::optional<std::size_t> identity_of(const schema::Registry& registry, const Release& release) {
  for (const std::string& name : {registry.ontology_id_field, std::string("stable_id")})
    if (!name.empty())
      if (const auto column = release.find_column(name)) return column;
  return std::nullopt;
}

void join_ids(Record& record, std::string_view id) {
  if (id.empty() || record.registry().find_field("ncbi_gene_ids") == nullptr) return;
  const std::string present(record.get("ncbi_gene_ids").text());
  const auto parts = split(present, "|");
  if (std::ranges::find(parts, id) != parts.end()) return;
  record.set("ncbi_gene_ids", present.empty() ? std::string(id) : present + "|" + std::string(id));
}

// What the default does, without asking for the organism of every row.
void set_uid(Record& record, const Record* organism) {
  const schema::Registry& registry = record.registry();
  if (organism == nullptr || !registry.ontology_id_field.empty()) return;
  const std::string text = std::string(record.get(registry.naming_field().name).text()) +
                           std::string(organism->get("name").text());
  record.set("uid", hash_base62(text, static_cast<std::size_t>(registry.uid_length)));
}

}  // namespace

std::vector<Record> records_of(records::RecordStore& store, const schema::Registry& registry,
                               const PublicTable& table, const std::vector<std::uint32_t>& rows,
                               std::int64_t source_id, const Record* organism) {
  const Release& release = table.release();
  const std::vector<Filling> fillings = fillings_of(registry, release);
  const auto identity = identity_of(registry, release);
  const auto ncbi = release.find_column("ncbi_gene_id");
  std::unordered_map<std::string_view, std::size_t> known;
  std::vector<Record> records;
  for (const std::uint32_t row : rows) {
    const std::string_view id = identity ? release.text(*identity, row) : std::string_view();
    if (!id.empty()) {
      const auto [place, is_new] = known.emplace(id, records.size());
      if (!is_new) {
        if (ncbi) join_ids(records[place->second], release.text(*ncbi, row));
        continue;
      }
    }
    Record& record = records.emplace_back(registry);
    for (const Filling& filling : fillings)
      if (release.has_value(filling.column, row))
        record.set_at(filling.index, value_for(*filling.field, release.text(filling.column, row)));
    record.set("source", source_id);
    if (organism != nullptr && registry.find_field("organism") != nullptr)
      record.set("organism", organism->id());
    set_uid(record, organism);
    records::fill_defaults(store, record);
  }
  return records;
}

}  // namespace lamin::ontologies
