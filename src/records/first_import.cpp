#include "records/first_import.hpp"

namespace lamin::records {
namespace {

// Fewer rows cost less than the new reading of the schema that every other connection then has to do.
constexpr std::size_t least_rows = 20'000;

bool is_empty(sql::Connection& connection, const schema::Registry& registry) {
  const auto statement = connection.prepare("SELECT 1 FROM " + sql::quoted(registry.table) + " LIMIT 1");
  return !statement->step();
}

}  // namespace

FirstImport::FirstImport(sql::Connection& connection, const schema::Registry& registry, std::size_t rows)
    : connection_(connection) {
  const std::string question(connection.dialect().late_indexes_statement());
  if (rows < least_rows || question.empty() || !is_empty(connection, registry)) return;
  std::string drops;
  {
    const auto indexes = connection.prepare(question);
    indexes->bind_text(1, registry.table);
    while (indexes->step()) {
      drops += "DROP INDEX " + sql::quoted(indexes->text(0)) + ";";
      statements_.emplace_back(indexes->text(1));
    }
  }
  if (!drops.empty()) connection.execute(drops);
}

void FirstImport::finish() {
  std::string text;
  for (const std::string& statement : statements_) text += statement + ";";
  if (!text.empty()) connection_.execute(text);
  statements_.clear();
}

}  // namespace lamin::records
