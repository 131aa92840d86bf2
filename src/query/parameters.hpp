// Parameters collects what a statement binds, and gives each value its placeholder.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/value.hpp"
#include "sql/dialect.hpp"

namespace lamin::query {

class Parameters {
 public:
  explicit Parameters(const sql::Dialect& dialect) : dialect_(dialect) {}

  /// The placeholder for `value`.
  std::string add(Value value) {
    values_.push_back(std::move(value));
    return dialect_.placeholder(static_cast<int>(values_.size()));
  }

  const sql::Dialect& dialect() const { return dialect_; }
  std::vector<Value> take() { return std::move(values_); }

 private:
  const sql::Dialect& dialect_;
  std::vector<Value> values_;
};

}  // namespace lamin::query
