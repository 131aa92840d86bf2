#include "curation/nearest.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/text.hpp"
#include "records/text_index.hpp"

namespace lamin::curation {
namespace {

using Texts = std::vector<std::string>;

constexpr std::size_t compared_values = 50;  // with the spelling of every term
constexpr std::size_t most_terms = 3;

/// "ENSG00000153563.17" -> "ENSG00000153563"; "" if there is no version behind a dot.
std::string without_version(std::string_view value) {
  const std::size_t dot = value.rfind('.');
  if (dot == std::string_view::npos || dot + 1 == value.size()) return "";
  const bool is_number = value.find_first_not_of("0123456789", dot + 1) == std::string_view::npos;
  return is_number ? std::string(value.substr(0, dot)) : "";
}

std::size_t tolerance(std::string_view value) {
  const std::size_t length = code_points(value);
  return length < 4 ? 1 : length < 9 ? 2 : length / 4;
}

struct Candidate {
  std::size_t distance;
  std::string term;
  auto operator<=>(const Candidate&) const = default;
};

class Search {
 public:
  Search(records::RecordStore& store, const Scope& scope, const Texts& values, PublicSources* ontology)
      : store_(store), scope_(scope), values_(values), ontology_(ontology) {
    found_.resize(values.size());
  }

  std::vector<Nearest> run() {
    by_meaning();
    by_other_form([](std::string_view value) { return std::string(trim(value)); }, "spaces");
    by_other_form(without_version, "version suffix");
    by_organism();
    by_spelling();
    return std::move(found_);
  }

 private:
  void by_meaning() {
    Values all;
    for (const std::string& value : values_) all.add(value);
    std::unordered_map<std::string, Mapped> means;
    for (Mapped& one : meanings_in_other_letters(store_, scope_, all))
      means.emplace(one.value, std::move(one));
    if (ontology_ != nullptr && ontology_->speaks_of(scope_.registry())) {
      Log quiet(nullptr);
      const PublicScope scope{.scope = scope_, .organism = "", .source_id = std::nullopt};
      if (const auto inspection = ontology_->inspect(store_, scope, all, quiet))
        for (const Mapped& one : inspection->mapped) means.try_emplace(one.value, one);
    }
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const auto one = means.find(values_[i]);
      if (one != means.end() && !one->second.meanings.empty())
        found_[i] = {{python_str(one->second.meanings.front())}, one->second.is_name ? "letters" : "synonym"};
    }
  }

  template <class Form>
  void by_other_form(const Form& form, std::string_view reason) {
    Values forms;
    for (std::size_t i = 0; i < values_.size(); ++i)
      if (found_[i].terms.empty() && form(values_[i]) != values_[i]) forms.add(form(values_[i]));
    if (forms.distinct().empty()) return;
    const Validation validation = validate(store_, scope_, forms);
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const std::string other = form(values_[i]);
      if (found_[i].terms.empty() && other != values_[i] &&
          std::ranges::count(validation.validated, other) > 0)
        found_[i] = {{other}, std::string(reason)};
    }
  }

  /// Ids of an organism of which the registry has none: no other spelling is meant.
  void by_organism() {
    const schema::Registry& registry = scope_.registry();
    if (ontology_ == nullptr || registry.find_field("organism") == nullptr) return;
    std::unordered_map<std::string, bool> is_foreign;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const std::string organism = found_[i].terms.empty() ? ontology_->organism_of(values_[i]) : "";
      if (organism.empty()) continue;
      const auto [known, is_new] = is_foreign.try_emplace(organism, false);
      if (is_new) {
        query::Query query = scope_.records;
        query.where("organism__name", organism);
        known->second = !store_.first(query).has_value();
      }
      if (known->second) found_[i].reason = "id of " + organism;
    }
  }

  void by_spelling() {
    std::vector<std::size_t> left;
    for (std::size_t i = 0; i < values_.size() && left.size() < compared_values; ++i)
      if (found_[i].terms.empty() && found_[i].reason.empty()) left.push_back(i);
    if (left.empty() || !scope_.registry().field(scope_.field).is_text()) return;
    std::vector<std::vector<Candidate>> candidates(left.size());
    store_.with_texts(scope_.registry(), [&](const records::TextIndex& texts) {
      const auto field = std::ranges::find(texts.fields(), &scope_.registry().field(scope_.field));
      if (field == texts.fields().end()) return;
      texts.visit(static_cast<std::size_t>(field - texts.fields().begin()),
                  [&](std::int64_t, std::string_view term) { compare(left, term, candidates); });
    });
    for (std::size_t i = 0; i < left.size(); ++i) take(found_[left[i]], candidates[i]);
  }

  void compare(const std::vector<std::size_t>& left, std::string_view term,
               std::vector<std::vector<Candidate>>& candidates) const {
    const std::string lower = unicode_lower(term);
    for (std::size_t i = 0; i < left.size(); ++i) {
      const std::string value = unicode_lower(values_[left[i]]);
      const std::size_t most = tolerance(value);
      const std::size_t difference =
          std::max(value.size(), lower.size()) - std::min(value.size(), lower.size());
      if (difference > most) continue;
      const std::size_t distance = edit_distance(value, lower);
      if (distance <= most) candidates[i].push_back({distance, std::string(term)});
    }
  }

  static void take(Nearest& nearest, std::vector<Candidate>& candidates) {
    std::ranges::sort(candidates);
    for (const Candidate& one : candidates)
      if (nearest.terms.size() < most_terms) nearest.terms.push_back(one.term);
    if (!nearest.terms.empty()) nearest.reason = candidates.front().distance == 0 ? "letters" : "spelling";
  }

  records::RecordStore& store_;
  const Scope& scope_;
  const Texts& values_;
  PublicSources* ontology_;
  std::vector<Nearest> found_;
};

}  // namespace

std::vector<Nearest> nearest_terms(records::RecordStore& store, const Scope& scope, const Texts& values,
                                   PublicSources* ontology) {
  return Search(store, scope, values, ontology).run();
}

}  // namespace lamin::curation
