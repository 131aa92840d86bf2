#include "instance/content_types.hpp"

#include <set>

#include "base/text.hpp"
#include "instance/modules.hpp"
#include "migrations/converge.hpp"
#include "migrations/initial.hpp"

namespace lamin {
namespace {

void add_content_type(sql::Connection& connection, std::string_view app, std::string_view model) {
  auto& insert = connection.cached(
      R"(INSERT INTO "django_content_type" ("app_label", "model") SELECT CAST(?1 AS text), CAST(?2 AS text) WHERE )"
      R"(NOT EXISTS (SELECT 1 FROM "django_content_type" WHERE "app_label" = CAST(?1 AS text) AND "model" = )"
      R"(CAST(?2 AS text)))");
  insert.bind_text(1, app);
  insert.bind_text(2, model);
  insert.run();
}

void rename_content_types(sql::Connection& connection) {
  for (const auto& [former, name] : migrations::history_of_lamindb().tables) {
    auto& update = connection.cached(
        R"(UPDATE "django_content_type" SET "model" = CAST(?1 AS text) WHERE "app_label" = 'lamindb' AND "model" = )"
        R"(CAST(?2 AS text) AND NOT EXISTS (SELECT 1 FROM "django_content_type" WHERE "app_label" = 'lamindb' AND )"
        R"("model" = CAST(?1 AS text)))");
    update.bind_text(1, name.substr(name.find('_') + 1));
    update.bind_text(2, former.substr(former.find('_') + 1));
    update.run();
  }
}

}  // namespace

void note_content_types(sql::Connection& connection, const schema::Catalog& catalog) {
  rename_content_types(connection);
  for (const auto& type : migrations::content_types(catalog.modules())) {
    add_content_type(connection, type.app, type.model);
  }
  std::set<std::pair<std::string, std::string>> models;
  for (const auto& registry : catalog.registries()) {
    if (!is_builtin_module(registry->module) && !registry->traits.is_automatic)
      models.emplace(registry->module, unicode_lower(registry->name));
  }
  for (const auto& [module, model] : models) add_content_type(connection, module, model);
}

}  // namespace lamin
