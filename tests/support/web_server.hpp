// A web server of the test's own on this machine, which does what servers do on bad days: breaks off, lies
// about lengths, sends elsewhere, goes silent.  One request a connection.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace lamin::test {

/// What the server says under one address.
struct WebAnswer {
  std::string body;
  int status = 200;
  std::string etag = {};
  std::string location = {};         // of a status 3xx
  std::size_t cut_after = SIZE_MAX;  // breaks off behind so many bytes ...
  int cuts = 1;                      // ... so often
  int failures = 0;                  // answers 503 so often before
  bool takes_ranges = true;
  bool goes_silent = false;  // after the head
};

class WebServer {
 public:
  WebServer() : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
      throw std::runtime_error("no port for the web server of the test");
    port_ = ntohs(address.sin_port);
    ::setenv("no_proxy", "127.0.0.1", 1);
    thread_ = std::thread([this] { serve(); });
  }
  WebServer(const WebServer&) = delete;
  WebServer& operator=(const WebServer&) = delete;
  ~WebServer() {
    is_ending_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    ::close(listener_);
    thread_.join();
    for (const int silent : silent_) ::close(silent);
  }

  void put(const std::string& path, WebAnswer answer) {
    const std::scoped_lock lock(mutex_);
    answers_[path] = std::move(answer);
  }
  std::string address(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  /// The heads of all requests so far.
  std::vector<std::string> requests() const {
    const std::scoped_lock lock(mutex_);
    return requests_;
  }

 private:
  void serve() {
    while (!is_ending_) {
      const int connection = ::accept(listener_, nullptr, nullptr);
      if (connection < 0) return;
      if (answer(connection)) ::close(connection);
    }
  }

  static std::string head_of_request(int connection) {
    std::string head;
    char buffer[4096];
    while (head.find("\r\n\r\n") == head.npos) {
      const ssize_t count = ::recv(connection, buffer, sizeof buffer, 0);
      if (count <= 0) break;
      head.append(buffer, static_cast<std::size_t>(count));
    }
    return head;
  }

  static std::string header(const std::string& head, const std::string& name) {
    const std::size_t at = head.find("\r\n" + name + ": ");
    if (at == head.npos) return "";
    const std::size_t begin = at + name.size() + 4;
    return head.substr(begin, head.find("\r\n", begin) - begin);
  }

  /// Whether the connection is to be closed.
  bool answer(int connection) {
    const std::string head = head_of_request(connection);
    const std::scoped_lock lock(mutex_);
    requests_.push_back(head);
    const std::string path = head.substr(4, head.find(' ', 4) - 4);
    const auto found = answers_.find(path);
    if (found == answers_.end()) {
      send(connection, "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnone");
      return true;
    }
    WebAnswer& what = found->second;
    if (what.failures-- > 0) {
      send(connection, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      return true;
    }
    send_answer(connection, what, head);
    if (what.goes_silent) silent_.push_back(connection);
    return !what.goes_silent;
  }

  static void send_answer(int connection, WebAnswer& what, const std::string& head) {
    std::size_t begin = 0;
    const std::string range = header(head, "Range"), condition = header(head, "If-Range");
    const bool is_same = condition.empty() || condition == what.etag;
    if (what.takes_ranges && is_same && range.starts_with("bytes=")) begin = std::stoul(range.substr(6));
    if (begin >= what.body.size() && begin > 0) {
      send(connection, "HTTP/1.1 416 Too far\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      return;
    }
    const int status = begin > 0 ? 206 : what.status;
    const std::string body = what.body.substr(begin);
    std::string lines = "HTTP/1.1 " + std::to_string(status) +
                        " so\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n";
    if (!what.etag.empty()) lines += "ETag: " + what.etag + "\r\n";
    if (!what.location.empty()) lines += "Location: " + what.location + "\r\n";
    if (begin > 0)
      lines += "Content-Range: bytes " + std::to_string(begin) + "-" + std::to_string(what.body.size() - 1) +
               "/" + std::to_string(what.body.size()) + "\r\n";
    send(connection, lines + "\r\n");
    const bool is_cut = what.cut_after < what.body.size() && what.cuts-- > 0;
    if (!what.goes_silent)
      send(connection, is_cut ? body.substr(0, std::min(body.size(), what.cut_after)) : body);
  }

  static void send(int connection, const std::string& bytes) {
    for (std::size_t sent = 0; sent < bytes.size();) {
      const ssize_t count = ::send(connection, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (count <= 0) return;
      sent += static_cast<std::size_t>(count);
    }
  }

  int listener_;
  int port_ = 0;
  std::atomic<bool> is_ending_ = false;
  mutable std::mutex mutex_;  // guards answers_, requests_, silent_
  std::map<std::string, WebAnswer> answers_;
  std::vector<std::string> requests_;
  std::vector<int> silent_;
  std::thread thread_;
};

}  // namespace lamin::test
