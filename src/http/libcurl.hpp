// The functions of libcurl that this folder calls, found in the shared library at the first download; until
// then nothing of libcurl and of the dozen libraries below it is in the process (as with libpq:
// docs/decisions/0006-libpq-on-demand.md).
//
// libcurl's interface (libcurl.so.4) has been the same since 2006.  libcurl_test.cpp compares these
// declarations with curl/curl.h where that is installed.
#pragma once

#include <cstddef>

struct curl_slist;

namespace lamin::http {

/// A CURL*, which is a void*.
using Handle = void*;

/// Values of libcurl's enumerations, by its names in small letters.
namespace curl {
enum Option : int {
  write_data = 10001,
  url = 10002,
  error_buffer = 10010,
  user_agent = 10018,
  low_speed_limit = 19,
  low_speed_time = 20,
  http_header = 10023,
  header_data = 10029,
  no_progress = 43,
  fail_on_error = 45,
  follow_location = 52,
  progress_data = 10057,
  ca_info = 10065,
  max_redirs = 68,
  no_signal = 99,
  connect_timeout_ms = 156,
  protocols = 181,
  redir_protocols = 182,
  write_function = 20011,
  header_function = 20079,
  progress_function = 20219,
};
enum Info : int { response_code = 0x200002 };
enum Protocol : long { http = 1, https = 2 };
enum Code : int {
  ok = 0,
  couldnt_resolve_proxy = 5,
  couldnt_resolve_host = 6,
  couldnt_connect = 7,
  partial_file = 18,
  http_returned_error = 22,
  write_error = 23,
  operation_timed_out = 28,
  aborted_by_callback = 42,
  got_nothing = 52,
  send_error = 55,
  receive_error = 56,
};
constexpr long global_all = 3;
constexpr std::size_t error_size = 256;
}  // namespace curl

/// Pointers to curl_easy_perform, ..., without the "curl_".
struct Libcurl {
  int (*global_init)(long) = nullptr;
  Handle (*easy_init)() = nullptr;
  int (*easy_setopt)(Handle, curl::Option, ...) = nullptr;
  int (*easy_perform)(Handle) = nullptr;
  int (*easy_getinfo)(Handle, curl::Info, ...) = nullptr;
  void (*easy_cleanup)(Handle) = nullptr;
  const char* (*easy_strerror)(int) = nullptr;
  curl_slist* (*slist_append)(curl_slist*, const char*) = nullptr;
  void (*slist_free_all)(curl_slist*) = nullptr;
};

/// Loads the library, once.  Throws module_missing with what to install if this machine has none.
/// `LAMIN_LIBCURL` names another file than libcurl.so.4.
const Libcurl& libcurl();

}  // namespace lamin::http
