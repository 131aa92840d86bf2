#include "http/download.hpp"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <thread>
#include <utility>

#include "base/environment.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "http/libcurl.hpp"
#include "http/part_file.hpp"

namespace lamin::http {
namespace {

/// One request, from where the part file ends.
class Transfer {
 public:
  Transfer(const Download& wanted, PartFile& part)
      : wanted_(wanted), part_(part), curl_(libcurl()), handle_(curl_.easy_init()) {
    if (handle_ == nullptr) throw Error(ErrorCode::runtime_failed, "libcurl does not start");
  }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer() {
    curl_.easy_cleanup(handle_);
    curl_.slist_free_all(headers_);
  }

  /// Libcurl's code.  Throws what the progress or the file has thrown.
  int perform() {
    if (part_.mark().empty()) begun_at_ = 0;
    ask_from(begun_at_);
    set_options();
    const int code = curl_.easy_perform(handle_);
    if (thrown_) std::rethrow_exception(thrown_);
    if (code == curl::ok && !has_begun_) begin();
    return is_another_part_ ? static_cast<int>(curl::partial_file) : code;
  }

  long status() const {
    long status = 0;
    curl_.easy_getinfo(handle_, curl::response_code, &status);
    return status;
  }
  bool has_received() const { return has_begun_ && part_.size() > begun_at_; }
  std::string reason(int code) const { return error_[0] != '\0' ? error_ : curl_.easy_strerror(code); }

 private:
  void ask_from(std::uint64_t begin) {
    if (begin == 0) return;
    add_header("Range: bytes=" + std::to_string(begin) + "-");
    add_header("If-Range: " + part_.mark());
  }

  void add_header(const std::string& line) { headers_ = curl_.slist_append(headers_, line.c_str()); }

  template <class Value>
  void set(curl::Option option, Value value) {
    curl_.easy_setopt(handle_, option, value);
  }

  void set_options() {
    set(curl::url, wanted_.address.c_str());
    set(curl::user_agent, "lamin-cpp");
    set(curl::http_header, headers_);
    set(curl::error_buffer, error_);
    set(curl::protocols, static_cast<long>(curl::http | curl::https));
    set(curl::redir_protocols, static_cast<long>(curl::http | curl::https));
    set(curl::follow_location, 1L);
    set(curl::max_redirs, 10L);
    set(curl::fail_on_error, 1L);
    set(curl::no_signal, 1L);
    set(curl::connect_timeout_ms, static_cast<long>(wanted_.patience.count()));
    set(curl::low_speed_limit, 1L);
    set(curl::low_speed_time, std::max(1L, static_cast<long>(wanted_.patience.count() / 1000)));
    if (const char* certificates = std::getenv("SSL_CERT_FILE")) set(curl::ca_info, certificates);
    set(curl::write_function, &Transfer::on_bytes);
    set(curl::write_data, this);
    set(curl::header_function, &Transfer::on_header);
    set(curl::header_data, this);
    set(curl::progress_function, &Transfer::on_progress);
    set(curl::progress_data, this);
    set(curl::no_progress, 0L);
  }

  // A server that has another version now, or knows no ranges, sends all of it.
  void begin() {
    has_begun_ = true;
    const bool goes_on = status() == 206 && begun_at_ > 0;
    is_another_part_ = goes_on && !range_.starts_with("bytes " + std::to_string(begun_at_) + "-");
    if (is_another_part_ || !goes_on) {
      begun_at_ = 0;
      part_.restart(mark_);
    }
  }

  void take(std::string_view bytes) {
    if (!has_begun_) begin();
    if (!is_another_part_) part_.append(bytes);
  }

  void read_header(std::string_view line) {
    if (line.starts_with("HTTP/")) {
      mark_.clear();
      range_.clear();
    }
    const std::size_t colon = line.find(':');
    if (colon == line.npos) return;
    const std::string name = ascii_lower(line.substr(0, colon));
    const std::string value(trim(line.substr(colon + 1)));
    if (name == "etag" && !value.starts_with("W/")) mark_ = value;
    if (name == "last-modified" && mark_.empty()) mark_ = value;
    if (name == "content-range") range_ = value;
  }

  template <class Act>
  bool holds(Act act) noexcept {
    try {
      act();
      return true;
    } catch (...) {
      thrown_ = std::current_exception();
      return false;
    }
  }

  static std::size_t on_bytes(char* bytes, std::size_t size, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    const bool is_taken = transfer.holds([&] { transfer.take({bytes, size * count}); });
    return is_taken && !transfer.is_another_part_ ? size * count : 0;
  }

  static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    return transfer.holds([&] { transfer.read_header({bytes, size * count}); }) ? size * count : 0;
  }

  static int on_progress(void* self, std::int64_t all, std::int64_t, std::int64_t, std::int64_t) {
    auto& transfer = *static_cast<Transfer*>(self);
    return transfer.holds([&] { transfer.tell(static_cast<std::uint64_t>(all)); }) ? 0 : 1;
  }

  void tell(std::uint64_t rest) {
    if (!wanted_.progress || !has_begun_) return;
    const auto now = std::chrono::steady_clock::now();
    const std::uint64_t all = rest == 0 ? 0 : begun_at_ + rest;
    if (now - told_ < std::chrono::milliseconds(100) && part_.size() != all) return;
    told_ = now;
    wanted_.progress(part_.size(), all);
  }

  const Download& wanted_;
  PartFile& part_;
  const Libcurl& curl_;
  Handle handle_;
  curl_slist* headers_ = nullptr;
  char error_[curl::error_size] = "";
  std::uint64_t begun_at_ = part_.size();
  std::string mark_, range_;
  bool has_begun_ = false, is_another_part_ = false;
  std::chrono::steady_clock::time_point told_{};
  std::exception_ptr thrown_;
};

/// What came of one request, for the person and for the decision to try again.
struct Outcome {
  int code = curl::ok;
  long status = 0;
  bool has_received = false;
  std::string reason;

  bool is_worth_another_try() const {
    switch (code) {
      case curl::http_returned_error:
        return status >= 500 || status == 429 || status == 416;
      case curl::operation_timed_out:
        return has_received;
      default:
        return code == curl::partial_file || code == curl::got_nothing || code == curl::send_error ||
               code == curl::receive_error;
    }
  }
};

Outcome attempt(const Download& wanted, PartFile& part) {
  Transfer transfer(wanted, part);
  Outcome outcome;
  outcome.code = transfer.perform();
  outcome.status = transfer.status();
  outcome.has_received = transfer.has_received();
  if (outcome.code != curl::ok) outcome.reason = transfer.reason(outcome.code);
  // What is here is not a beginning of what the server has.
  if (outcome.status == 416) part.restart("");
  return outcome;
}

Error error_of(const Outcome& outcome) {
  const std::string status = std::to_string(outcome.status);
  if (outcome.code == curl::http_returned_error && (outcome.status == 404 || outcome.status == 410))
    return {ErrorCode::file_missing, "The server has no such file (" + status + ")"};
  if (outcome.code == curl::http_returned_error && (outcome.status == 401 || outcome.status == 403))
    return {ErrorCode::permission_denied, "The server does not give the file (" + status + ")"};
  if (outcome.code == curl::http_returned_error)
    return {ErrorCode::io_failed, "The server answers with an error (" + status + ")"};
  if (outcome.code == curl::partial_file)
    return {ErrorCode::validation_failed, "The download was cut off: " + outcome.reason};
  if (outcome.code == curl::couldnt_resolve_host || outcome.code == curl::couldnt_resolve_proxy ||
      outcome.code == curl::couldnt_connect)
    return {ErrorCode::io_failed, "There is no way to the server: " + outcome.reason};
  return {ErrorCode::io_failed, "The download has failed: " + outcome.reason};
}

[[noreturn]] void refuse(const Download& wanted, Error error) {
  throw std::move(error).with("address", wanted.address).with("path", wanted.target.native());
}

void expect_md5(const Download& wanted, PartFile& part) {
  if (wanted.md5.empty()) return;
  const std::string found = part.md5();
  if (found == wanted.md5) return;
  part.remove();
  refuse(wanted, Error(ErrorCode::validation_failed, "The file has another checksum than it should")
                     .with("md5", found)
                     .with("expected", wanted.md5));
}

}  // namespace

void download(const Download& wanted) {
  PartFile part(wanted.target, wanted.address);
  if (part.was_finished()) return;
  Outcome outcome;
  for (int tried = 0; tried < wanted.tries; ++tried) {
    if (tried > 0) std::this_thread::sleep_for(std::chrono::milliseconds(100 << tried));
    outcome = attempt(wanted, part);
    if (!outcome.is_worth_another_try()) break;
  }
  if (outcome.code != curl::ok) refuse(wanted, error_of(outcome));
  expect_md5(wanted, part);
  part.finish();
}

bool is_offline() {
  return environment("LAMIN_OFFLINE").value_or("0") != "0";
}

bool is_web_address(std::string_view address) {
  return address.starts_with("http://") || address.starts_with("https://");
}

}  // namespace lamin::http
