#include "records/integrity.hpp"

#include "sql/dialect.hpp"

namespace lamin::records {
namespace {

using schema::Field;
using schema::Registry;

// One row a link: the position of the field, the row's id, the id it points to.
std::string dangling_statement(RecordStore& store, const Registry& registry, std::int64_t most) {
  const auto quoted = sql::quoted;
  std::string text;
  for (const Field& field : registry.fields) {
    if (!field.is_relation()) continue;
    const Registry& target = store.catalog().get(field.target);
    const std::string column = "t." + quoted(field.column);
    if (!text.empty()) text += " UNION ALL ";
    text += "SELECT " + std::to_string(registry.index_of(field)) + ", t." + quoted(registry.key().column) +
            ", " + column + " FROM " + quoted(registry.table) + " t WHERE " + column +
            " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " + quoted(target.table) + " u WHERE u." +
            quoted(target.key().column) + " = " + column + ")";
  }
  if (!text.empty()) text += " LIMIT " + std::to_string(most);
  return text;
}

std::string doubled_statement(const Registry& registry, std::int64_t most) {
  const auto quoted = sql::quoted;
  const std::string table = quoted(registry.table);
  const std::string stem = "substr(uid, 1, " + std::to_string(registry.stem_length) + ")";
  return "SELECT MIN(uid) FROM " + table + " WHERE is_latest GROUP BY " + stem +
         " HAVING COUNT(*) > 1 LIMIT " + std::to_string(most);
}

}  // namespace

std::vector<DanglingLink> dangling_links(RecordStore& store, std::int64_t most) {
  std::vector<DanglingLink> found;
  for (const auto& registry : store.catalog().registries()) {
    const std::int64_t left = most - static_cast<std::int64_t>(found.size());
    if (left <= 0) break;
    const std::string statement = dangling_statement(store, *registry, left);
    if (statement.empty()) continue;
    for (const auto& row : store.recursive(statement, {})) {
      const auto field = static_cast<std::size_t>(row[0].integer());
      found.push_back({registry.get(), &registry->fields[field], row[1].integer(), row[2].integer()});
    }
  }
  return found;
}

std::vector<DoubledLatest> doubled_latest_versions(RecordStore& store, std::int64_t most) {
  std::vector<DoubledLatest> found;
  for (const auto& registry : store.catalog().registries()) {
    if (!registry->traits.is_versioned || registry->stem_length == 0) continue;
    for (const auto& row : store.recursive(doubled_statement(*registry, most), {})) {
      found.push_back({registry.get(), std::string(row[0].text())});
    }
  }
  return found;
}

std::vector<std::string> damage(RecordStore& store) {
  const std::string statement(store.dialect().integrity_statement());
  std::vector<std::string> lines;
  if (statement.empty()) return lines;
  for (const auto& row : store.recursive(statement, {})) {
    if (row[0].text() != "ok") lines.emplace_back(row[0].text());
  }
  return lines;
}

}  // namespace lamin::records
