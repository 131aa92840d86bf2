// The small instance of tests/golden/queries.sql, for tests.
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "query/compile.hpp"
#include "registries/builtins.hpp"
#include "sql/sqlite/sqlite.hpp"
#include "sql/sqlite/test_folder.hpp"

namespace lamin::query {

class TestDatabase {
 public:
  TestDatabase() : connection_(sql::open_sqlite(folder_.path() / "a.db", sql::OpenMode::create)) {
    sql::Transaction transaction(*connection_);
    connection_->execute(text("queries.sql"));
    transaction.commit(sql::Durability::relaxed);
  }

  const schema::Catalog& catalog() const { return *catalog_; }
  const sql::Dialect& dialect() const { return connection_->dialect(); }
  const schema::Registry& registry(std::string_view name) const { return catalog_->get(name); }

  Json golden(const std::string& name) const { return Json::parse(text(name)); }

  std::unique_ptr<sql::Statement> run(const Compiled& compiled) {
    auto statement = connection_->prepare(compiled.sql);
    for (std::size_t i = 0; i < compiled.parameters.size(); ++i) {
      statement->bind(static_cast<int>(i) + 1, compiled.parameters[i]);
    }
    return statement;
  }

  std::int64_t number(const Compiled& compiled) {
    const auto statement = run(compiled);
    return statement->step() ? statement->integer(0) : -1;
  }

  /// The keys that `query` finds, in its order.
  std::vector<std::int64_t> keys(const Query& query) {
    std::vector<std::int64_t> keys;
    const auto statement = run(compile_values(query, {"pk"}, catalog(), dialect()));
    while (statement->step()) keys.push_back(statement->integer(0));
    return keys;
  }

 private:
  static std::string text(const std::string& name) {
    const auto path = std::filesystem::path(LAMIN_GOLDEN) / name;
    std::ifstream file(path);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
  }

  sql::TestFolder folder_;
  std::shared_ptr<const schema::Catalog> catalog_ = registries::catalog({});
  std::unique_ptr<sql::Connection> connection_;
};

}  // namespace lamin::query
