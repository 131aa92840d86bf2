#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <type_traits>
#include <variant>

#include "base/error.hpp"
#include "sql/conversions.hpp"
#include "sql/postgres/first_run.hpp"
#include "sql/postgres/postgres_connection.hpp"

namespace lamin::sql {
namespace {

// Types of columns, as the catalog of every server numbers them.
enum Type : unsigned {
  boolean = 16,
  int8 = 20,
  int2 = 21,
  int4 = 23,
  float4 = 700,
  float8 = 701,
  timestamptz = 1184,
  numeric = 1700,
};

// From this use on a statement is planned once.
// To prepare costs the server work and, with an old library, a round trip: for statements that come again and
// again.
constexpr int uses_before_preparing = 20;

// "?1" -> "$1", outside of quotes: statements written by hand are the same for all databases.
std::string with_numbered_parameters(std::string_view sql) {
  std::string text;
  text.reserve(sql.size());
  char quote = '\0';
  for (std::size_t i = 0; i < sql.size(); ++i) {
    const char c = sql[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '?' && i + 1 < sql.size() && sql[i + 1] >= '1' && sql[i + 1] <= '9') {
      text += '$';
      continue;
    }
    text += c;
  }
  return text;
}

bool begins_with_word(std::string_view sql, std::string_view word) {
  const std::size_t start = sql.find_first_not_of(" \n\t(");
  return start != std::string_view::npos && sql.substr(start).starts_with(word);
}

template <class Number>
Number number_of(std::string_view text) {
  Number number{};
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string real_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  std::array<char, 40> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

}  // namespace

// ---- parameters

void Parameters::set(int index, std::string_view text) {
  const auto position = static_cast<std::size_t>(index - 1);
  if (position >= values_.size()) values_.resize(position + 1);
  values_[position].text.assign(text);
  values_[position].is_null = false;
}

void Parameters::set_null(int index) {
  const auto position = static_cast<std::size_t>(index - 1);
  if (position >= values_.size()) values_.resize(position + 1);
  values_[position].is_null = true;
}

void Parameters::clear() {
  for (Parameter& value : values_) value.is_null = true;
}

const char* const* Parameters::pointers() {
  pointers_.clear();
  for (const Parameter& value : values_) pointers_.push_back(value.is_null ? nullptr : value.text.c_str());
  return pointers_.data();
}

// ---- binding

PostgresStatement::PostgresStatement(PostgresConnection& connection, std::string_view sql)
    : connection_(connection),
      sql_(with_numbered_parameters(sql)),
      only_reads_(begins_with_word(sql_, "SELECT") || begins_with_word(sql_, "WITH")) {}

PostgresStatement::~PostgresStatement() = default;

void PostgresStatement::bind(int index, const Value& given) {
  bind_value(*this, index, given,
             [&](Duration value) { bind_text(index, std::to_string(value.microseconds) + " microseconds"); });
}

void PostgresStatement::bind_null(int index) {
  parameters_.set_null(index);
}

void PostgresStatement::bind_integer(int index, std::int64_t value) {
  parameters_.set(index, std::to_string(value));
}

void PostgresStatement::bind_real(int index, double value) {
  parameters_.set(index, real_text(value));
}

void PostgresStatement::bind_text(int index, std::string_view value) {
  if (value.find('\0') != std::string_view::npos) {
    throw Error{ErrorCode::invalid_value, "A string literal cannot contain NUL (0x00) characters."};
  }
  parameters_.set(index, value);
}

// ---- running

Result PostgresStatement::send() {
  ++uses_;
  if (!connection_.beginning().empty())
    return connection_.begin_by([&] { return send_first(connection_.beginning()); });
  return connection_.run([&] { return send_once(); }, only_reads_);
}

PGresult* PostgresStatement::send_once() {
  const char* const* values = parameters_.pointers();
  if (uses_ < uses_before_preparing) {
    return libpq().execParams(connection_.handle(), sql_.c_str(), parameters_.count(), nullptr, values,
                              nullptr, nullptr, 0);
  }
  if (prepared_for_ != connection_.session()) return send_first({});
  return libpq().execPrepared(connection_.handle(), name_.c_str(), parameters_.count(), values, nullptr,
                              nullptr, 0);
}

PGresult* PostgresStatement::send_first(std::span<const char* const> beginning) {
  const bool is_known = prepared_for_ == connection_.session();
  if (!is_known) name_ = uses_ < uses_before_preparing ? "" : connection_.new_name();
  const FirstRun first = run_first(connection_.handle(), beginning,
                                   {.sql = sql_,
                                    .name = name_,
                                    .is_known = is_known,
                                    .parameters = parameters_.count(),
                                    .values = parameters_.pointers()});
  if (first.is_prepared) prepared_for_ = connection_.session();
  return first.result;
}

void PostgresStatement::execute() {
  connection_.count_statement();
  result_ = send();
  if (!only_reads_) connection_.note_change();
  rows_ = libpq().ntuples(result_.get());
  row_ = -1;
}

bool PostgresStatement::step() {
  if (result_ == nullptr) execute();
  if (row_ + 1 >= rows_) return false;
  ++row_;
  return true;
}

std::int64_t PostgresStatement::run() {
  execute();
  const auto changed = number_of<std::int64_t>(libpq().cmdTuples(result_.get()));
  reset();
  return changed;
}

void PostgresStatement::reset() {
  result_.reset();
  parameters_.clear();
  row_ = -1;
  rows_ = 0;
}

// ---- reading

int PostgresStatement::columns() const {
  return libpq().nfields(result_.get());
}

bool PostgresStatement::is_null(int column) const {
  return libpq().getisnull(result_.get(), row_, column) != 0;
}

std::int64_t PostgresStatement::integer(int column) const {
  const std::string_view value = text(column);
  if (value == "t") return 1;
  return number_of<std::int64_t>(value);
}

double PostgresStatement::real(int column) const {
  return number_of<double>(text(column));
}

std::string_view PostgresStatement::text(int column) const {
  std::string_view text(libpq().getvalue(result_.get(), row_, column),
                        static_cast<std::size_t>(libpq().getlength(result_.get(), row_, column)));
  // The session runs in UTC.
  if (text.ends_with("+00") && libpq().ftype(result_.get(), column) == timestamptz) text.remove_suffix(3);
  return text;
}

Value PostgresStatement::value(int column) const {
  if (is_null(column)) return {};
  switch (libpq().ftype(result_.get(), column)) {
    case boolean:
    case int2:
    case int4:
    case int8:
      return integer(column);
    case float4:
    case float8:
    case numeric:
      return real(column);
    default:
      return text(column);
  }
}

}  // namespace lamin::sql
