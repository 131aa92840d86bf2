#include "curation/messages.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace lamin::curation {
namespace {

std::string number(std::size_t count) {
  return std::to_string(count);
}

/// "1 record", "2 records".
std::string counted(std::size_t count, std::string_view noun) {
  return number(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string percent(double value) {
  const auto tenths = static_cast<long>(value * 10.0 + 0.5);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "0%";
}

/// 'a', 'b', ...: at most `limit` of them.
std::string listed(const std::vector<std::string>& values, std::size_t limit, std::string_view quote = "'") {
  std::string text;
  for (std::size_t i = 0; i < std::min(limit, values.size()); ++i) {
    if (i > 0) text += ", ";
    text.append(quote).append(values[i]).append(quote);
  }
  return values.size() > limit ? text + ", ..." : text;
}

void say_ignored(Log& log, const Validation& validation, std::size_t ignored) {
  if (ignored == 0 || validation.unique() == 0) return;
  log.warning("received " + counted(validation.unique(), "unique term") + ", " +
              counted(ignored, "empty/duplicated term") + (ignored == 1 ? " is ignored" : " are ignored"));
}

void say_counts(Log& log, std::string_view field, const Validation& validation) {
  const std::string suffix = field.empty() ? "" : " for " + std::string(field);
  const double share = validation.percent_validated();
  const std::size_t good = validation.validated.size();
  const std::size_t bad = validation.non_validated.size();
  if (good > 0) {
    log.success(counted(good, "unique term") + " (" + percent(share) + ")" + (good == 1 ? " is" : " are") +
                " validated" + suffix);
  }
  if (bad > 0 || good == 0) {
    log.warning(counted(bad, "unique term") + " (" + percent(100 - share) + ")" +
                (bad == 1 ? " is" : " are") + " not validated" + suffix + ": " +
                listed(validation.non_validated, 10));
  }
}

}  // namespace

void say_validated(Log& log, std::string_view field, const Validation& validation, std::size_t ignored) {
  say_ignored(log, validation, ignored);
  say_counts(log, field, validation);
}

void say_validated(Log& log, const Scope& scope, const Validation& validation, std::size_t ignored) {
  say_validated(log, scope.field, validation, ignored);
}

void say_inspected(Log& log, std::string_view field, const Inspection& inspection) {
  say_validated(log, field, inspection.validation, inspection.ignored);
  if (inspection.mapped.empty()) return;
  std::vector<std::string> values;
  for (const Mapped& one : inspection.mapped) values.push_back(one.value);
  const bool other_letters = std::ranges::any_of(inspection.mapped, &Mapped::is_name);
  log.print("   detected " + number(values.size()) + " unique terms with " +
            (other_letters ? "inconsistent casing/" : "") + (values.size() == 1 ? "synonym" : "synonyms") +
            ": " + listed(values, 20, ""));
  log.print("→  standardize terms via .standardize()");
}

namespace {

/// Says which of `unknown` the public source has, and leaves the others.
void say_public(Log& log, const Scope& scope, const Inspection& in_public,
                std::vector<std::string>& unknown) {
  const std::string& name = scope.registry().name;
  std::vector<std::string> exact, synonyms, left;
  for (const std::string& value : unknown) {
    const bool is_exact =
        std::ranges::find(in_public.validation.validated, value) != in_public.validation.validated.end();
    const bool is_synonym =
        std::ranges::find(in_public.mapped, value, &Mapped::value) != in_public.mapped.end();
    (is_exact ? exact : is_synonym ? synonyms : left).push_back(value);
  }
  std::ranges::sort(synonyms);
  const auto detected = [&](const std::vector<std::string>& values, const std::string& how) {
    if (values.empty()) return;
    log.print("   detected " + counted(values.size(), name + " term") + " in public source " + how + ": " +
              listed(values, 20));
  };
  detected(exact, "for " + scope.field);
  detected(synonyms, synonyms.size() == 1 ? "as synonym" : "as synonyms");
  if (!exact.empty() || !synonyms.empty())
    log.print("→  add records from public source to your " + name + " registry via .from_values()");
  unknown = std::move(left);
}

}  // namespace

void say_unknown(Log& log, const Scope& scope, const Inspection& inspection, const Inspection* in_public) {
  std::vector<std::string> unknown = inspection.unknown();
  if (in_public != nullptr) say_public(log, scope, *in_public, unknown);
  if (unknown.empty()) return;
  log.print("   couldn't validate " + counted(unknown.size(), "term") + ": " + listed(unknown, 20));
  log.print(std::string("→  if you are sure, create new ") + (unknown.size() == 1 ? "record" : "records") +
            " via " + scope.registry().name + "() and save to your registry");
}

namespace {

void say_made(Log& log, const Scope& scope, const Found& found) {
  const std::string record = scope.registry().name + " record";
  if (!found.made_by_name.empty()) {
    log.success("created " + counted(found.made_by_name.size(), record) + " from Bionty matching " +
                scope.field + ": " + listed(found.made_by_name, 20));
  }
  if (!found.made_by_synonym.empty()) {
    log.success("created " + counted(found.made_by_synonym.size(), record) +
                " from Bionty matching synonyms: " + listed(found.made_by_synonym, 20));
  }
  if (!found.ambiguous.empty()) {
    log.warning("ambiguous validation in Bionty for " + counted(found.ambiguous.size(), "record") + ": " +
                listed(found.ambiguous, 20));
  }
}

}  // namespace

void say_found(Log& log, const Scope& scope, const Found& found) {
  const std::string& name = scope.registry().name;
  const bool is_all_by_name = found.by_synonym.empty() && found.missing.empty() &&
                              found.made_by_name.empty() && found.made_by_synonym.empty();
  if (!found.by_name.empty() && !is_all_by_name) {
    log.success("loaded " + counted(found.by_name.size(), name + " record") + " matching " + scope.field +
                ": " + listed(found.by_name, 20));
  }
  if (!found.by_synonym.empty()) {
    log.success("loaded " + counted(found.by_synonym.size(), name + " record") +
                " matching synonyms: " + listed(found.by_synonym, 20));
  }
  say_made(log, scope, found);
  if (found.missing.empty()) return;
  std::vector<std::string> missing = found.missing;
  if (!found.records.empty()) std::ranges::sort(missing);
  const std::size_t count = missing.size();
  log.warning("did not create " + name + (count == 1 ? " record" : " records") + " for " + number(count) +
              " non-validated " + scope.field + (count == 1 ? "" : "s") + ": " + listed(missing, 20));
}

}  // namespace lamin::curation
