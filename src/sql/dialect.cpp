#include "sql/dialect.hpp"

namespace lamin::sql {

Dialect::~Dialect() = default;

std::string quoted(std::string_view name) {
  std::string text;
  text.reserve(name.size() + 2);
  text += '"';
  for (const char c : name) {
    if (c == '"') text += '"';
    text += c;
  }
  text += '"';
  return text;
}

}  // namespace lamin::sql
