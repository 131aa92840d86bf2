// The rows that every fresh instance has (spec: data-model.md 11): the space that everybody sees, the user
// and the storage of whoever creates the instance, and with bionty the public sources.
//
// They are data; migrations/initial.hpp inserts them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"
#include "schema/catalog.hpp"

namespace lamin::registries {

struct FirstUser {
  std::string uid = "00000000";
  std::string handle = "anonymous";
  std::optional<std::string> name;
};

struct FirstStorage {
  std::string uid;
  std::string root;  // without a slash at the end
  std::string type = "local";
  std::optional<std::string> region;
  std::optional<std::string> instance_uid;
};

/// Rows of one table, as the database holds them; columns that are not named get their default.
struct TableRows {
  std::string_view table;
  std::vector<std::string_view> columns;
  std::vector<std::vector<Value>> rows;
};

/// In the order in which they have to be inserted; space, user and storage have id 1.
std::vector<TableRows> default_rows(const schema::Catalog& catalog, const FirstUser& user,
                                    const FirstStorage& storage);

}  // namespace lamin::registries
