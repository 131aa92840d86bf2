// from_values of the Library: records of a database, and new ones of what its public source knows.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "curation/messages.hpp"
#include "ontologies/library.hpp"

namespace lamin::ontologies {
namespace {

using curation::PublicScope;
using curation::Values;
using records::Record;

std::vector<Value> values_of(const std::vector<std::string>& texts) {
  std::vector<Value> values;
  for (const std::string& text : texts) values.emplace_back(text);
  return values;
}

/// Rows of terms that values are, exactly or otherwise.
struct Matches {
  struct Match {
    std::string value;
    std::vector<std::uint32_t> rows;
    bool by_synonym = false;
  };
  std::vector<Match> matches;
  std::vector<std::string> missing;
};

Matches matches_of(const PublicTable& table, std::string_view field, const std::vector<std::string>& values) {
  Matches result;
  const auto column = table.release().find_column(field);
  if (!column) throw Error(ErrorCode::missing_key, std::string(field));
  const bool with_meanings = field == table.naming_column() && table.release().find_column("synonyms");
  Values left;
  std::unordered_map<std::string, std::vector<std::uint32_t>> rows;
  for (const std::string& value : values) {
    rows[value] = table.release().rows_with(*column, value);
    if (rows[value].empty()) left.add(value);
  }
  std::unordered_map<std::string, std::string> meant;
  if (with_meanings)
    for (const auto& mapped : table.standardize(left, field))
      if (!mapped.meanings.front().is_null()) meant[mapped.value] = mapped.meanings.front().text();
  for (const std::string& value : values) {
    const auto meaning = meant.find(value);
    if (meaning != meant.end()) rows[value] = table.release().rows_with(*column, meaning->second);
    if (rows[value].empty())
      result.missing.push_back(value);
    else
      result.matches.push_back({value, rows[value], meaning != meant.end()});
  }
  return result;
}

/// Records that exist already under the uids of new ones take their place.
void take_existing(records::RecordStore& store, std::vector<Record>& made) {
  if (made.empty()) return;
  std::vector<std::string> uids;
  for (const Record& record : made) uids.emplace_back(record.uid());
  query::Query query(made.front().registry());
  query.where("uid__in", query::Operand(values_of(uids)));
  std::unordered_map<std::string, Record> existing;
  for (Record& record : store.all(query)) {
    std::string uid(record.uid());
    existing.emplace(std::move(uid), std::move(record));
  }
  for (Record& record : made)
    if (const auto found = existing.find(std::string(record.uid())); found != existing.end())
      record = found->second;
}

/// Those whose rows have become several records.
std::vector<std::string> ambiguous_of(const Matches& matches, const std::vector<Record>& made,
                                      const std::string& field) {
  std::unordered_map<std::string, std::unordered_set<std::string_view>> uids;
  for (const Record& record : made) uids[python_str(record.get(field))].insert(record.uid());
  std::vector<std::string> ambiguous;
  for (const auto& match : matches.matches)
    if (const auto found = uids.find(match.value); found != uids.end() && found->second.size() > 1)
      ambiguous.push_back(match.value);
  return ambiguous;
}

/// The rows of all matches, each once, in the order of the values.
std::vector<std::uint32_t> rows_of(const Matches& matches) {
  std::vector<std::uint32_t> rows;
  std::unordered_set<std::uint32_t> seen;
  for (const auto& match : matches.matches)
    for (const std::uint32_t row : match.rows)
      if (seen.insert(row).second) rows.push_back(row);
  return rows;
}

bool is_obsolete(std::string_view name) {
  return ascii_lower(name).starts_with("obsolete");
}

std::string quoted_list(const std::vector<std::string>& texts) {
  std::vector<std::string> quoted;
  for (const std::string& text : texts) quoted.push_back("'" + text + "'");
  return join(quoted, ", ");
}

/// "ENSG00000081059.7" -> "ENSG00000081059"; nothing for ids without the suffix of a version.
std::optional<std::string> without_version(const std::string& id) {
  const std::size_t dot = id.rfind('.');
  const bool has_suffix = id.starts_with("ENS") && dot != std::string::npos && dot + 1 < id.size() &&
                          id.find_first_not_of("0123456789", dot + 1) == std::string::npos;
  return has_suffix ? std::optional(id.substr(0, dot)) : std::nullopt;
}

void warn_of_versions(Log& log, const PublicTable& table, std::string_view field,
                      const std::vector<std::string>& missing) {
  const auto column = table.release().find_column(field);
  if (!column) return;
  std::vector<std::string> ids;
  for (const std::string& value : missing)
    if (const auto id = without_version(value); id && table.release().first_with(*column, *id))
      ids.push_back(*id);
  if (ids.empty()) return;
  log.warning(std::to_string(ids.size()) + (ids.size() == 1 ? " id has" : " ids have") +
              " the suffix of a version; the source knows without it: " + quoted_list(ids));
}

void warn_of_obsolete(Log& log, const PublicTable& table, const std::vector<Record>& made) {
  std::vector<std::string> names;
  for (const Record& record : made) {
    const auto* name = record.get(record.registry().naming_field().name).get_if<std::string>();
    if (name != nullptr && is_obsolete(*name)) names.push_back(*name);
  }
  if (names.empty()) return;
  log.warning(std::to_string(names.size()) + (names.size() == 1 ? " term is" : " terms are") +
              " obsolete in " + table.source().title() + ": " + quoted_list(names));
}

}  // namespace

curation::Found Library::from_values(records::RecordStore& store, const PublicScope& scope,
                                     const Values& values, Log& log) {
  curation::Found found = curation::from_values(store, scope.scope, values);
  std::optional<Record> source;
  std::shared_ptr<const PublicTable> table;
  if (!found.missing.empty() && speaks_of(scope.scope.registry()))
    table = find_table(store, scope, log, source);
  if (table != nullptr) add_public(store, scope, {*table, *source}, found, log);
  curation::say_found(log, scope.scope, found);
  return found;
}

void Library::add_public(records::RecordStore& store, const PublicScope& scope, const UsedSource& used,
                         curation::Found& found, Log& log) {
  const schema::Registry& registry = scope.scope.registry();
  const auto& [table, source] = used;
  Matches matches = matches_of(table, scope.scope.field, found.missing);
  found.missing = std::move(matches.missing);
  for (const auto& match : matches.matches)
    (match.by_synonym ? found.made_by_synonym : found.made_by_name).push_back(match.value);
  const auto rows = rows_of(matches);
  std::optional<Record> organism;
  if (!rows.empty() && registry.find_field("organism") != nullptr)
    organism = this->organism(store, source.get("organism").text(), log);
  std::vector<Record> made =
      records_of(store, registry, table, rows, source.id(), organism ? &*organism : nullptr);
  found.ambiguous = ambiguous_of(matches, made, scope.scope.field);
  warn_of_obsolete(log, table, made);
  warn_of_versions(log, table, scope.scope.field, found.missing);
  take_existing(store, made);
  std::ranges::move(made, std::back_inserter(found.records));
}

}  // namespace lamin::ontologies
