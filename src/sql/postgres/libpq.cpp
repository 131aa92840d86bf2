#include "sql/postgres/libpq.hpp"

#include <dlfcn.h>

#include <cstdlib>
#include <string>

#include "base/error.hpp"

namespace lamin::sql {
namespace {

[[noreturn]] void refuse(const std::string& reason) {
  throw Error{ErrorCode::module_missing, "The client library of Postgres could not be loaded: " + reason}
      .hint(
          "Install it (Debian, Ubuntu: apt-get install libpq5; Fedora: dnf install libpq; macOS: brew "
          "install "
          "libpq), or name the file in LAMIN_LIBPQ.");
}

void* open_library() {
  const char* named = std::getenv("LAMIN_LIBPQ");
  const char* file = named != nullptr && *named != '\0' ? named : "libpq.so.5";
  if (void* library = ::dlopen(file, RTLD_NOW | RTLD_LOCAL)) return library;
  refuse(::dlerror());
}

template <class Function>
void find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  if (function == nullptr) refuse(std::string("it has no ") + name);
}

Libpq load(void* library) {
  Libpq functions;
#define LAMIN_LIBPQ_FIND(name, result, parameters) find(library, "PQ" #name, functions.name);
  LAMIN_LIBPQ_FUNCTIONS(LAMIN_LIBPQ_FIND)
#undef LAMIN_LIBPQ_FIND
  return functions;
}

Pipelines load_pipelines(void* library) {
  Pipelines functions;
  if (::dlsym(library, "PQenterPipelineMode") == nullptr) return functions;
#define LAMIN_LIBPQ_FIND(name, result, parameters) find(library, "PQ" #name, functions.name);
  LAMIN_PIPELINE_FUNCTIONS(LAMIN_LIBPQ_FIND)
#undef LAMIN_LIBPQ_FIND
  return functions;
}

void* library() {
  static void* const opened = open_library();
  return opened;
}

}  // namespace

const Libpq& libpq() {
  static const Libpq functions = load(library());
  return functions;
}

const Pipelines& pipelines() {
  static const Pipelines functions = load_pipelines(library());
  return functions;
}

}  // namespace lamin::sql
