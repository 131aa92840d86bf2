// COPY ... FROM STDIN in its text form.

#include <array>

#include "base/error.hpp"
#include "sql/postgres/loader.hpp"

namespace lamin::sql {
namespace {

constexpr std::size_t bytes_of_message = 1 << 16;

std::string copy_text(std::string_view table, std::span<const std::string_view> columns) {
  std::string text = "COPY " + quoted(table) + " (";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) text += ", ";
    text += quoted(columns[i]);
  }
  return text + ") FROM STDIN";
}

void append_escaped(std::string& buffer, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '\\':
        buffer += "\\\\";
        break;
      case '\n':
        buffer += "\\n";
        break;
      case '\r':
        buffer += "\\r";
        break;
      case '\t':
        buffer += "\\t";
        break;
      default:
        buffer += c;
    }
  }
}

}  // namespace

PostgresLoader::PostgresLoader(PostgresConnection& connection, std::string_view table,
                               std::span<const std::string_view> columns)
    : PostgresStatement(connection, ""), connection_(connection), columns_(columns.size()) {
  const std::string text = copy_text(table, columns);
  connection_.count_statement();
  connection_.run([&] { return libpq().exec(connection_.handle(), text.c_str()); }, false);
}

PostgresLoader::~PostgresLoader() {
  if (finished_) return;
  libpq().putCopyEnd(connection_.handle(), "given up");
  while (const Result result{libpq().getResult(connection_.handle())}) {
  }
}

std::int64_t PostgresLoader::run() {
  const char* const* values = parameters_.pointers();
  for (int column = 0; column < columns_; ++column) {
    if (column > 0) buffer_ += '\t';
    const char* value = column < parameters_.count() ? values[column] : nullptr;
    if (value == nullptr) {
      buffer_ += "\\N";
    } else {
      append_escaped(buffer_, value);
    }
  }
  buffer_ += '\n';
  parameters_.clear();
  if (buffer_.size() > bytes_of_message) send();
  return 1;
}

void PostgresLoader::send() {
  if (libpq().putCopyData(connection_.handle(), buffer_.data(), static_cast<int>(buffer_.size())) != 1)
    finish();
  buffer_.clear();
}

void PostgresLoader::finish() {
  if (!buffer_.empty()) {
    libpq().putCopyData(connection_.handle(), buffer_.data(), static_cast<int>(buffer_.size()));
    buffer_.clear();
  }
  finished_ = true;
  libpq().putCopyEnd(connection_.handle(), nullptr);
  std::vector<Result> results;
  while (Result result{libpq().getResult(connection_.handle())}) results.push_back(std::move(result));
  connection_.note_change();
  if (results.empty()) connection_.check(nullptr);
  for (const Result& result : results) connection_.check(result.get());
}

std::unique_ptr<Loader> PostgresConnection::load(std::string_view table,
                                                 std::span<const std::string_view> columns) {
  return std::make_unique<PostgresLoader>(*this, table, columns);
}

}  // namespace lamin::sql
