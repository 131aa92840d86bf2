// A Given is what a person annotates with, before it is held against a feature: a value, or records.
//
// Times are texts in ISO form, as the database keeps them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "records/record.hpp"

namespace lamin::annotation {

struct Given {
  enum class Kind {
    value,    // `value`, which may be an array or an object
    record,   // one of `records`
    records,  // a list of them
    unknown,  // nothing that the catalogue can hold
  };

  std::string name;  // of the feature or param
  Kind kind = Kind::value;
  Json value;
  std::vector<records::Record> records;
  std::string text;  // how messages show it

  static Given of(std::string name, Json value);
  static Given of(std::string name, std::vector<records::Record> records, bool is_list);
  static Given unknown(std::string name, std::string text);

  bool is_records() const { return kind == Kind::record || kind == Kind::records; }
  bool is_text() const { return kind == Kind::value && value.is_text(); }
};

/// The dtype that it has on its own: "int", "cat ? str", "list[float]", "cat[ULabel]"; "?" if there is none.
std::string inferred_dtype(const Given& given);

/// Whether a feature of `dtype`, which is not categorical, takes it.
bool fits(std::string_view dtype, const Given& given);

/// The value as the database keeps it: a datetime in ISO form.
Json stored_form(const Json& value, std::string_view dtype);

}  // namespace lamin::annotation
