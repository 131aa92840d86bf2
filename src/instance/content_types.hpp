// The table django_content_type, which names each registry once.
#pragma once

#include "schema/catalog.hpp"
#include "sql/connection.hpp"

namespace lamin {

/// Adds the registries of `catalog` that are not there, and renames those that lamindb 1.0 called otherwise.
void note_content_types(sql::Connection& connection, const schema::Catalog& catalog);

}  // namespace lamin
