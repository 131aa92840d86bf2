#include "http/libcurl.hpp"

#include <dlfcn.h>

#include <array>
#include <cstdlib>
#include <string>

#include "base/error.hpp"

namespace lamin::http {
namespace {

[[noreturn]] void refuse(const std::string& reason) {
  throw Error{ErrorCode::module_missing, "Downloads need libcurl, which could not be loaded: " + reason}.hint(
      "Install it (Debian, Ubuntu: apt-get install libcurl4; Fedora: dnf install libcurl), or name the "
      "file in LAMIN_LIBCURL.");
}

void* open_library() {
  const char* named = std::getenv("LAMIN_LIBCURL");
  if (named != nullptr && *named != '\0') {
    if (void* library = ::dlopen(named, RTLD_NOW | RTLD_LOCAL)) return library;
    refuse(::dlerror());
  }
  std::string reason;
  for (const char* name : std::array{"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl-nss.so.4"}) {
    if (void* library = ::dlopen(name, RTLD_NOW | RTLD_LOCAL)) return library;
    if (reason.empty()) reason = ::dlerror();
  }
  refuse(reason);
}

template <class Function>
void find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  if (function == nullptr) refuse(std::string("it has no ") + name);
}

Libcurl load() {
  void* library = open_library();
  Libcurl functions;
  find(library, "curl_global_init", functions.global_init);
  find(library, "curl_easy_init", functions.easy_init);
  find(library, "curl_easy_setopt", functions.easy_setopt);
  find(library, "curl_easy_perform", functions.easy_perform);
  find(library, "curl_easy_getinfo", functions.easy_getinfo);
  find(library, "curl_easy_cleanup", functions.easy_cleanup);
  find(library, "curl_easy_strerror", functions.easy_strerror);
  find(library, "curl_slist_append", functions.slist_append);
  find(library, "curl_slist_free_all", functions.slist_free_all);
  functions.global_init(curl::global_all);
  return functions;
}

}  // namespace

const Libcurl& libcurl() {
  static const Libcurl functions = load();
  return functions;
}

}  // namespace lamin::http
