#include "ontologies/build.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"
#include "base/text.hpp"

namespace lamin::ontologies {
namespace {

struct SourceRules {
  std::string_view source, prefix, parents_along;
};

constexpr SourceRules all_rules[] = {
    {"cl", "CL", ""},
    {"uberon", "UBERON", "part_of"},
    {"mondo", "MONDO", ""},
    {"efo", "EFO", ""},
    {"hp", "HP", ""},
    {"mp", "MP", ""},
    {"zp", "ZP", ""},
    {"pato", "PATO", ""},
    {"clo", "CLO", ""},
    {"dron", "DRON", ""},
    {"hancestro", "HANCESTRO", ""},
    {"hsapdv", "HsapDv", "part_of"},
    {"mmusdv", "MmusDv", "part_of"},
};

void append(Column& column, std::string_view text, bool has_value = true) {
  column.bytes += text;
  column.offsets.push_back(static_cast<std::int64_t>(column.bytes.size()));
  column.valid.push_back(has_value ? 1 : 0);
}

Column text_column(std::string_view name) {
  Column column;
  column.name = name;
  return column;
}

/// EFO has its own address; every underscore becomes a colon.
std::string plain_id(std::string_view id) {
  constexpr std::string_view efo = "http://www.ebi.ac.uk/efo/";
  if (id.starts_with(efo)) id.remove_prefix(efo.size());
  std::string result(id);
  std::ranges::replace(result, '_', ':');
  return result;
}

void add_once(std::vector<std::string>& list, std::string text) {
  if (std::ranges::find(list, text) == list.end()) list.push_back(std::move(text));
}

/// What terms are part of, as ids of the table.
class Wholes {
 public:
  Wholes(const std::vector<const Term*>& terms, std::string_view relation) {
    if (relation.empty()) return;
    for (const Term* term : terms)
      for (const auto& [name, target] : term->related)
        if (name == relation || name == "BFO:0000050")
          wholes_[plain_id(term->id)].push_back(plain_id(target));
  }

  /// Adds what the term is part of, and what that is part of, and so on; circles end.
  void add_all(const std::string& id, std::vector<std::string>& parents) const {
    std::vector<std::string_view> open{id};
    std::unordered_set<std::string_view> seen{id};
    for (std::size_t next = 0; next < open.size(); ++next) {
      const auto found = wholes_.find(std::string(open[next]));
      if (found == wholes_.end()) continue;
      for (const std::string& whole : found->second) {
        if (!seen.insert(whole).second) continue;
        add_once(parents, whole);
        open.push_back(whole);
      }
    }
  }

 private:
  std::unordered_map<std::string, std::vector<std::string>> wholes_;
};

std::vector<std::string> parents_of(const Term& term, const Wholes& wholes, std::string_view prefix) {
  std::vector<std::string> parents;
  for (const std::string& parent : term.parents) add_once(parents, plain_id(parent));
  wholes.add_all(plain_id(term.id), parents);
  std::erase_if(parents, [&](const std::string& id) { return !id.starts_with(prefix); });
  return parents;
}

std::string synonyms_of(const Term& term) {
  std::vector<std::string> synonyms;
  for (const std::string& synonym : term.exact_synonyms) add_once(synonyms, synonym);
  return join(synonyms, "|");
}

/// A class that a file speaks of in several places is one.
std::vector<const Term*> distinct_terms(const Ontology& ontology) {
  std::unordered_map<std::string_view, std::size_t> rows;
  std::vector<const Term*> terms;
  for (const Term& term : ontology.terms) {
    const auto [row, is_new] = rows.emplace(term.id, terms.size());
    if (is_new)
      terms.push_back(&term);
    else if (terms[row->second]->name.empty())
      terms[row->second] = &term;
  }
  return terms;
}

/// Walks up from every row, once each; what stands open on the way twice is a circle.
class CircleFinder {
 public:
  explicit CircleFinder(const Columns& table)
      : ids_(table.columns[*find_column(table, "ontology_id")]),
        parents_(table.columns[*find_column(table, "parents")]),
        state_(table.rows(), 0) {
    for (std::size_t row = 0; row < table.rows(); ++row) rows_.emplace(ids_.text(row), row);
  }

  std::optional<std::string> find() {
    for (std::size_t row = 0; row < state_.size(); ++row)
      if (state_[row] == 0 && walk(row)) return described();
    return std::nullopt;
  }

 private:
  struct Step {
    std::size_t row;
    std::vector<std::string_view> parents;
    std::size_t next = 0;
  };

  void open(std::size_t row) {
    state_[row] = 1;
    path_.push_back({row, split(parents_.text(row), "|")});
  }

  bool walk(std::size_t start) {
    open(start);
    while (!path_.empty()) {
      Step& step = path_.back();
      if (step.next == step.parents.size()) {
        state_[step.row] = 2;
        path_.pop_back();
        continue;
      }
      const auto parent = rows_.find(step.parents[step.next++]);
      if (parent == rows_.end() || state_[parent->second] == 2) continue;
      if (state_[parent->second] == 1) {
        closing_ = parent->second;
        return true;
      }
      open(parent->second);
    }
    return false;
  }

  std::string described() const {
    std::string text;
    bool is_inside = false;
    for (const Step& step : path_) {
      is_inside = is_inside || step.row == closing_;
      if (is_inside) text.append(ids_.text(step.row)).append(" -> ");
    }
    return text.append(ids_.text(closing_));
  }

  const Column& ids_;
  const Column& parents_;
  std::vector<std::uint8_t> state_;  // 0 unseen, 1 on the path, 2 done
  std::unordered_map<std::string_view, std::size_t> rows_;
  std::vector<Step> path_;
  std::size_t closing_ = 0;
};

}  // namespace

BuildRules rules_of(std::string_view source) {
  for (const SourceRules& rules : all_rules)
    if (rules.source == source) return {std::string(rules.prefix), std::string(rules.parents_along)};
  return {};
}

Columns build_table(const Ontology& ontology, const BuildRules& rules) {
  Columns table;
  for (const char* name : {"ontology_id", "name", "definition", "synonyms", "parents"})
    table.columns.push_back(text_column(name));
  const std::vector<const Term*> terms = distinct_terms(ontology);
  const Wholes wholes(terms, rules.parents_along);
  for (const Term* term : terms) {
    const std::string id = plain_id(term->id);
    if (id.empty() || term->name.empty() || !id.starts_with(rules.prefix)) continue;
    const std::string synonyms = synonyms_of(*term);
    append(table.columns[0], id);
    append(table.columns[1], term->name);
    append(table.columns[2], title_case(term->definition), !term->definition.empty());
    append(table.columns[3], synonyms, !synonyms.empty());
    append(table.columns[4], join(parents_of(*term, wholes, rules.prefix), "|"));
  }
  return table;
}

std::optional<std::size_t> find_column(const Columns& table, std::string_view name) {
  const auto found = std::ranges::find(table.columns, name, &Column::name);
  if (found == table.columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - table.columns.begin());
}

std::optional<std::string> find_circle(const Columns& table) {
  if (!find_column(table, "ontology_id") || !find_column(table, "parents")) return std::nullopt;
  return CircleFinder(table).find();
}

}  // namespace lamin::ontologies
