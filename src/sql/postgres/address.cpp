// Connection strings, as far as they are read without libpq.

#include <algorithm>

#include "base/error.hpp"
#include "sql/postgres/errors.hpp"
#include "sql/postgres/libpq.hpp"
#include "sql/postgres/postgres.hpp"

namespace lamin::sql {
namespace {

constexpr std::string_view hidden = "***";

// In "password=secret" and "password = 'se cret'", and in "?password=secret" of an URL.
std::string without_keyword(std::string text, std::string_view keyword) {
  std::size_t at = 0;
  while ((at = text.find(keyword, at)) != std::string::npos) {
    at += keyword.size();
    std::size_t begin = text.find_first_not_of(' ', at);
    if (begin == std::string::npos || text[begin] != '=') continue;
    begin = std::min(text.find_first_not_of(' ', begin + 1), text.size());
    const bool is_quoted = begin < text.size() && text[begin] == '\'';
    std::size_t end = is_quoted ? begin + 1 : begin;
    for (; end < text.size(); ++end) {
      if (text[end] == '\\') {
        ++end;
      } else if (is_quoted ? text[end] == '\'' : text[end] == ' ' || text[end] == '&') {
        break;
      }
    }
    end = std::min(is_quoted ? end + 1 : end, text.size());
    text.replace(begin, end - begin, hidden);
    at = begin;
  }
  return text;
}

}  // namespace

std::string without_password(const std::string& address) {
  std::string text = address;
  if (const std::size_t scheme = text.find("://"); scheme != std::string::npos) {
    const std::size_t begin = scheme + 3;
    // A password may hold an '@' or a '/' that nobody escaped: the last '@' before the query ends it.
    const std::size_t at = text.substr(0, text.find('?')).rfind('@');
    const std::size_t colon = text.find(':', begin);
    if (at != std::string::npos && at > begin && colon < at) text.replace(colon + 1, at - colon - 1, hidden);
  }
  return without_keyword(std::move(text), "password");
}

std::string discreet_address(const std::string& address) {
  std::string text = without_password(address);
  const std::size_t at = text.substr(0, text.find('?')).rfind('@');
  if (text.find("://") == std::string::npos || at == std::string::npos) return text;
  const std::size_t end = std::min(text.find_first_of(":/?", at + 1), text.size());
  return text.replace(at + 1, end - at - 1, hidden);
}

std::string database_name(const std::string& address) {
  char* complaint = nullptr;
  ConnectionOption* options = libpq().conninfoParse(address.c_str(), &complaint);
  if (options == nullptr) {
    // libpq's own words may quote the address, with the password.
    libpq().freemem(complaint);
    throw Error{ErrorCode::invalid_value, "This is not an address of a Postgres database"}
        .with("address", without_password(address))
        .hint(
            "It has the form postgresql://user:password@host:port/name; special characters in the password "
            "are written as %40, %2F, ...");
  }
  std::string name;
  for (const ConnectionOption* option = options; option->keyword != nullptr; ++option) {
    if (std::string_view(option->keyword) == "dbname" && option->value != nullptr) name = option->value;
  }
  libpq().conninfoFree(options);
  return name;
}

}  // namespace lamin::sql
