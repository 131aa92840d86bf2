// Definitions are the Features or Params that given names stand for.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "annotation/given.hpp"
#include "annotation/subject.hpp"
#include "artifacts/workspace.hpp"

namespace lamin::annotation {

class Definitions {
 public:
  /// Finds those whose `field` is one of the names: one statement.
  static Definitions find(records::RecordStore& store, Subject subject, const std::vector<std::string>& names,
                          const std::string& field = "name");

  bool has(const std::string& name) const { return by_name_.contains(name); }
  const records::Record& at(const std::string& name) const { return by_name_.at(name); }
  std::int64_t id_of(const std::string& name) const { return at(name).id(); }
  std::string dtype_of(const std::string& name) const;

 private:
  std::unordered_map<std::string, records::Record> by_name_;
};

/// Throws validation_failed unless all are defined, with the lines that define the others: under a type named
/// after `transform`, if there is one.
void expect_defined(const Definitions& definitions, Subject subject, const std::vector<Given>& given,
                    const std::optional<records::Record>& transform, Log& log);

/// The registries whose records are values of a categorical dtype; none for "cat" and for dtypes that do not
/// parse.
std::vector<const schema::Registry*> registries_of(const schema::Catalog& catalog, std::string_view dtype);

/// The same with the field that texts are values of: that of the dtype, or the name.
std::vector<std::pair<const schema::Registry*, std::string>> label_fields_of(const schema::Catalog& catalog,
                                                                             std::string_view dtype);

bool is_categorical(std::string_view dtype);

/// "['a', 'b']"
std::string python_list(const std::vector<std::string>& texts);

}  // namespace lamin::annotation
