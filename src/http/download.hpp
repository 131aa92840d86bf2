// Download: the bytes at an http or https address become a file, whole or not at all.
//
// While it runs, the bytes are in "<target>.part" beside the target, which is put in its place, flushed, when
// all have come and the checksum is right.  What a broken download leaves there is taken up again by the next
// one from the same address if the server still has the same file (its ETag or date, in "<target>.part.from",
// is sent along); otherwise it begins anew.  Two processes that want one file wait for each other.
//
// Broken connections and answers that a server takes back (5xx) are tried again, each time from where it
// stopped.  Addresses that lead elsewhere are followed, only to http and https.  Proxies are those of the
// usual variables (https_proxy, no_proxy); SSL_CERT_FILE names other certificates than the machine's.
//
// Safe for use from several threads.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace lamin::http {

struct Download {
  std::string address;
  std::filesystem::path target;
  std::string md5;  // of the bytes; "" = not known
  /// Told several times a second: bytes that are here, and all of them (0 = the server does not say).  What
  /// it throws ends the download and leaves `download`.
  std::function<void(std::uint64_t done, std::uint64_t all)> progress;
  std::chrono::milliseconds patience{30'000};  // for a connection, and for a server that has fallen silent
  int tries = 3;
};

/// Brings the file to its target, whose folder is made.  Throws, each naming address and target:
///   file_missing       the server has no such file (404, 410)
///   permission_denied  it does not give it to us (401, 403)
///   validation_failed  another checksum than `md5`, or cut off; a file with a wrong checksum is removed
///   io_failed          no connection, no such server, too slow, another answer; the file cannot be written
///   storage_full       no space left
///   module_missing     there is no libcurl on this machine
/// After a failure the target is what it was before.
void download(const Download& wanted);

/// Whether the person wants no downloads: LAMIN_OFFLINE is set, and not to 0.
bool is_offline();

/// Whether the address begins with http:// or https://.
bool is_web_address(std::string_view address);

}  // namespace lamin::http
