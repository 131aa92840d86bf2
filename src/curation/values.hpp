// Values against a registry: which of them are names of records, which mean a record by a synonym or in other
// letters, and what they stand for.
//
// Works on distinct values: a Values is made once and asked by all functions.  Exact matches are one
// statement for all values; values that are left are looked up in an index of the registry's texts, which the
// first of them in a process makes.  Records in the trash do not count unless the query of the Scope says so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/store.hpp"

namespace lamin::curation {

/// The distinct values of what somebody brought, in the order they first appear; empty texts left out.
class Values {
 public:
  /// Counts the value unless it is empty or known.
  void add(std::string_view value);
  /// Whether it is one of them.
  bool has(std::string_view value) const { return position(value).has_value(); }
  /// Its place in distinct().
  std::optional<std::size_t> position(std::string_view value) const;
  /// Counts a value that is missing: None, NaN.
  void add_missing() { ++given_; }

  const std::vector<std::string>& distinct() const { return distinct_; }
  std::size_t given() const { return given_; }
  /// How many were empty, missing or repeated.
  std::size_t ignored() const { return given_ - distinct_.size(); }

 private:
  std::size_t slot_of(std::string_view value) const;
  void grow();

  std::vector<std::string> distinct_;
  std::vector<std::uint32_t> slots_;  // hash table of places + 1; 0 = free
  std::size_t given_ = 0;
};

/// What values are held against: the records of `records`, by `field`.
struct Scope {
  query::Query records;
  std::string field;

  const schema::Registry& registry() const { return records.registry(); }
};

/// A Scope with the naming field if `field` is empty.  Throws unknown_field.
Scope scope_of(query::Query records, std::string_view field = "");

/// Which values are exactly those of a record.
struct Validation {
  std::vector<std::string> validated;
  std::vector<std::string> non_validated;

  std::size_t unique() const { return validated.size() + non_validated.size(); }
  /// Percent of the distinct values, to one digit; 0 if there are none.
  double percent_validated() const;
};
Validation validate(records::RecordStore& store, const Scope& scope, const Values& values);

enum class Keep { first, last, all };  // of several records that a value can mean, in the order of their ids

struct Meaning {
  std::string return_field;  // what to give; empty = the field of the scope
  std::string synonyms_field = "synonyms";
  bool case_sensitive = false;
  Keep keep = Keep::first;
};

/// What a value stands for: itself, a record that has it among its synonyms, or, unless case matters, one
/// whose value differs in case only.
struct Mapped {
  std::string value;
  std::vector<Value> meanings;  // values of the return field: one unless Keep::all; can be null
  bool is_exact = false;        // it is the value of a record
  bool is_name = false;         // in other letters
};
/// Values that stand for something, in their order; exact ones only if a return field asks for another value.
/// Values of a registry without such a synonyms field, and ids and uids, have no other meaning.
/// Throws missing_key if the synonyms field is the field itself.
std::vector<Mapped> standardize(records::RecordStore& store, const Scope& scope, const Values& values,
                                const Meaning& meaning = {});
/// The same for values of which none is exact.
std::vector<Mapped> meanings_in_other_letters(records::RecordStore& store, const Scope& scope,
                                              const Values& values);

/// Validation, and what the values mean that are not valid.
struct Inspection {
  Validation validation;
  std::vector<Mapped> mapped;
  std::size_t ignored = 0;

  /// Neither valid nor with a meaning.
  std::vector<std::string> unknown() const;
};
Inspection inspect(records::RecordStore& store, const Scope& scope, const Values& values);

/// The values as the field's type holds them.
std::vector<Value> values_for(const schema::Field& field, const std::vector<std::string>& texts);

}  // namespace lamin::curation
