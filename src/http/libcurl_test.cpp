// Our declarations of libcurl's functions and numbers against its own header.
#include "http/libcurl.hpp"

#include <doctest/doctest.h>

#include <string_view>

#if __has_include(<curl/curl.h>)
#include <curl/curl.h>
#endif

using namespace lamin::http;

TEST_CASE("libcurl is loaded when it is asked for") {
  const Handle handle = libcurl().easy_init();
  CHECK(handle != nullptr);
  libcurl().easy_cleanup(handle);
  CHECK(std::string_view(libcurl().easy_strerror(curl::couldnt_resolve_host)).empty() == false);
}

#ifdef CURLINC_CURL_H
static_assert(curl::write_data == static_cast<int>(CURLOPT_WRITEDATA));
static_assert(curl::url == static_cast<int>(CURLOPT_URL));
static_assert(curl::error_buffer == static_cast<int>(CURLOPT_ERRORBUFFER));
static_assert(curl::user_agent == static_cast<int>(CURLOPT_USERAGENT));
static_assert(curl::low_speed_limit == static_cast<int>(CURLOPT_LOW_SPEED_LIMIT));
static_assert(curl::low_speed_time == static_cast<int>(CURLOPT_LOW_SPEED_TIME));
static_assert(curl::http_header == static_cast<int>(CURLOPT_HTTPHEADER));
static_assert(curl::header_data == static_cast<int>(CURLOPT_HEADERDATA));
static_assert(curl::no_progress == static_cast<int>(CURLOPT_NOPROGRESS));
static_assert(curl::fail_on_error == static_cast<int>(CURLOPT_FAILONERROR));
static_assert(curl::follow_location == static_cast<int>(CURLOPT_FOLLOWLOCATION));
static_assert(curl::progress_data == static_cast<int>(CURLOPT_XFERINFODATA));
static_assert(curl::ca_info == static_cast<int>(CURLOPT_CAINFO));
static_assert(curl::max_redirs == static_cast<int>(CURLOPT_MAXREDIRS));
static_assert(curl::no_signal == static_cast<int>(CURLOPT_NOSIGNAL));
static_assert(curl::connect_timeout_ms == static_cast<int>(CURLOPT_CONNECTTIMEOUT_MS));
static_assert(curl::protocols == static_cast<int>(CURLOPTTYPE_LONG) + 181);
static_assert(curl::redir_protocols == static_cast<int>(CURLOPTTYPE_LONG) + 182);
static_assert(curl::write_function == static_cast<int>(CURLOPT_WRITEFUNCTION));
static_assert(curl::header_function == static_cast<int>(CURLOPT_HEADERFUNCTION));
static_assert(curl::progress_function == static_cast<int>(CURLOPT_XFERINFOFUNCTION));
static_assert(curl::response_code == static_cast<int>(CURLINFO_RESPONSE_CODE));
static_assert(curl::http == CURLPROTO_HTTP && curl::https == CURLPROTO_HTTPS);
static_assert(curl::global_all == CURL_GLOBAL_ALL && curl::error_size == CURL_ERROR_SIZE);
static_assert(curl::couldnt_resolve_proxy == static_cast<int>(CURLE_COULDNT_RESOLVE_PROXY));
static_assert(curl::couldnt_resolve_host == static_cast<int>(CURLE_COULDNT_RESOLVE_HOST));
static_assert(curl::couldnt_connect == static_cast<int>(CURLE_COULDNT_CONNECT));
static_assert(curl::partial_file == static_cast<int>(CURLE_PARTIAL_FILE));
static_assert(curl::http_returned_error == static_cast<int>(CURLE_HTTP_RETURNED_ERROR));
static_assert(curl::write_error == static_cast<int>(CURLE_WRITE_ERROR));
static_assert(curl::operation_timed_out == static_cast<int>(CURLE_OPERATION_TIMEDOUT));
static_assert(curl::aborted_by_callback == static_cast<int>(CURLE_ABORTED_BY_CALLBACK));
static_assert(curl::got_nothing == static_cast<int>(CURLE_GOT_NOTHING));
static_assert(curl::send_error == static_cast<int>(CURLE_SEND_ERROR));
static_assert(curl::receive_error == static_cast<int>(CURLE_RECV_ERROR));
#endif
