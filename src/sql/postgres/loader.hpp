// PostgresLoader writes rows by COPY; a row is bound like the parameters of a statement.
#pragma once

#include <string>

#include "sql/postgres/postgres_connection.hpp"

namespace lamin::sql {

class PostgresLoader final : public PostgresStatement, public Loader {
 public:
  PostgresLoader(PostgresConnection& connection, std::string_view table,
                 std::span<const std::string_view> columns);
  ~PostgresLoader() override;

  Statement& row() override { return *this; }
  std::int64_t run() override;
  void finish() override;

 private:
  void send();

  PostgresConnection& connection_;
  int columns_;
  std::string buffer_;
  bool finished_ = false;
};

}  // namespace lamin::sql
