#include "http/libcurl.hpp"

#include "base/shared_library.hpp"

namespace lamin::http {
namespace {

Libcurl load() {
  const SharedLibrary library(
      {.message = "Downloads need libcurl, which could not be loaded",
       .hint = "Install it (Debian, Ubuntu: apt-get install libcurl4; Fedora: dnf install libcurl)",
       .variable = "LAMIN_LIBCURL",
       .files = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl-nss.so.4"}});
  Libcurl functions;
  library.find("curl_global_init", functions.global_init);
  library.find("curl_easy_init", functions.easy_init);
  library.find("curl_easy_setopt", functions.easy_setopt);
  library.find("curl_easy_perform", functions.easy_perform);
  library.find("curl_easy_getinfo", functions.easy_getinfo);
  library.find("curl_easy_cleanup", functions.easy_cleanup);
  library.find("curl_easy_strerror", functions.easy_strerror);
  library.find("curl_slist_append", functions.slist_append);
  library.find("curl_slist_free_all", functions.slist_free_all);
  functions.global_init(curl::global_all);
  return functions;
}

}  // namespace

const Libcurl& libcurl() {
  static const Libcurl functions = load();
  return functions;
}

}  // namespace lamin::http
