#include "sql/postgres/libpq.hpp"

#include "base/shared_library.hpp"

namespace lamin::sql {
namespace {

const SharedLibrary& library() {
  static const SharedLibrary opened(
      {.message = "The client library of Postgres could not be loaded",
       .hint = "Install it (Debian, Ubuntu: apt-get install libpq5; Fedora: dnf install libpq; "
               "macOS: brew install libpq)",
       .variable = "LAMIN_LIBPQ",
       .files = {"libpq.so.5"}});
  return opened;
}

#define LAMIN_LIBPQ_FIND(name, result, parameters) library().find("PQ" #name, functions.name);

Libpq load() {
  Libpq functions;
  LAMIN_LIBPQ_FUNCTIONS(LAMIN_LIBPQ_FIND)
  return functions;
}

Pipelines load_pipelines() {
  Pipelines functions;
  if (!library().has("PQenterPipelineMode")) return functions;
  LAMIN_PIPELINE_FUNCTIONS(LAMIN_LIBPQ_FIND)
  return functions;
}

#undef LAMIN_LIBPQ_FIND

}  // namespace

const Libpq& libpq() {
  static const Libpq functions = load();
  return functions;
}

const Pipelines& pipelines() {
  static const Pipelines functions = load_pipelines();
  return functions;
}

}  // namespace lamin::sql
