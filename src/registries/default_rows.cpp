#include "registries/default_rows.hpp"

#include "base/uid.hpp"
#include "registries/bionty/sources.hpp"

namespace lamin::registries {
namespace {

Value value_of(const std::optional<std::string>& text) {
  return text ? Value(*text) : Value();
}

TableRows space_rows() {
  return {.table = "lamindb_space",
          .columns = {"id", "name", "uid", "description"},
          .rows = {{1, "All", "00000000", "Every team & user with access to the instance has access."}}};
}

TableRows user_rows(const FirstUser& user) {
  return {.table = "lamindb_user",
          .columns = {"id", "uid", "handle", "name"},
          .rows = {{1, user.uid, user.handle, value_of(user.name)}}};
}

// _aux is SQL's NULL, not the JSON null that the column has as its default.
TableRows storage_rows(const FirstStorage& storage) {
  return {.table = "lamindb_storage",
          .columns = {"id", "uid", "root", "type", "region", "instance_uid", "created_by_id", "_aux"},
          .rows = {{1, storage.uid, storage.root, storage.type, value_of(storage.region),
                    value_of(storage.instance_uid), 1, nullptr}}};
}

std::string uid_of(const bionty::PublicSource& source) {
  std::string text(source.entity);
  text.append(source.name).append(source.organism).append(source.version);
  return hash_base62(text, 8);
}

TableRows source_rows() {
  TableRows table{.table = "bionty_source",
                  .columns = {"uid", "entity", "organism", "name", "version", "in_db", "currently_used",
                              "description", "url", "source_website", "created_by_id", "_aux"}};
  table.rows.reserve(bionty::public_sources().size());
  for (const auto& source : bionty::public_sources()) {
    table.rows.push_back({uid_of(source), source.entity, source.organism, source.name, source.version, 0,
                          source.currently_used ? 1 : 0, source.description, source.url,
                          source.source_website, 1, nullptr});
  }
  return table;
}

}  // namespace

std::vector<TableRows> default_rows(const schema::Catalog& catalog, const FirstUser& user,
                                    const FirstStorage& storage) {
  std::vector<TableRows> tables = {space_rows(), user_rows(user), storage_rows(storage)};
  if (catalog.find_table("bionty_source")) tables.push_back(source_rows());
  return tables;
}

}  // namespace lamin::registries
