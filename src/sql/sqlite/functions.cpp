#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <regex>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "sql/sqlite/sqlite_connection.hpp"

namespace lamin::sql {
namespace {

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

// UTF-8 to code points; a byte that is not UTF-8 stands for itself.
std::wstring wide(std::string_view text) {
  std::wstring result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    wchar_t point = first;
    if (length > 1 && i + length <= text.size()) {
      point = static_cast<wchar_t>(first & (0xFF >> (length + 1)));
      for (std::size_t k = 1; k < length; ++k) {
        point = (point << 6) | static_cast<wchar_t>(static_cast<unsigned char>(text[i + k]) & 0x3F);
      }
      i += length;
    } else {
      ++i;
    }
    result += point;
  }
  return result;
}

// What Python writes differently: (?i) in front, \A and \Z, (?P<name>...).
class Pattern {
 public:
  explicit Pattern(std::string_view text) {
    bool ignore_case = false;
    if (text.starts_with("(?i)")) {
      ignore_case = true;
      text.remove_prefix(4);
    }
    source_ = translated(text);
    flags_ = std::regex::ECMAScript | std::regex::optimize;
    if (ignore_case) flags_ |= std::regex::icase;
    ascii_ = is_ascii(text);
    if (!ignore_case) start_ = fixed_start(source_);
    if (ascii_) narrow_ = compiled<char>(source_);
    if (!ascii_) wide_ = compiled<wchar_t>(wide(source_));
  }

  bool found_in(std::string_view text) {
    if (ascii_ && is_ascii(text)) return found_in_ascii(text);
    if (!wide_) wide_ = compiled<wchar_t>(wide(source_));
    return std::regex_search(wide(text), *wide_);
  }

 private:
  // The engine is slow; places where the pattern cannot start are passed over without it.
  bool found_in_ascii(std::string_view text) const {
    if (start_.empty()) return std::regex_search(text.begin(), text.end(), *narrow_);
    for (std::size_t at = text.find(start_); at != text.npos; at = text.find(start_, at + 1)) {
      const auto only_here = std::regex_constants::match_continuous | std::regex_constants::match_prev_avail;
      const auto flags = at == 0 ? std::regex_constants::match_continuous : only_here;
      if (std::regex_search(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), *narrow_, flags))
        return true;
    }
    return false;
  }

  // The letters that every match starts with; "" if that cannot be told.
  static std::string fixed_start(std::string_view source) {
    if (source.find('|') != source.npos) return {};
    const std::size_t end = std::min(source.find_first_of("\\^$.*+?()[]{}"), source.size());
    const bool last_may_be_missing =
        end < source.size() && std::string_view("*?{").find(source[end]) != std::string_view::npos;
    return std::string(source.substr(0, end - (last_may_be_missing && end > 0 ? 1 : 0)));
  }

  static std::string translated(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\\' && i + 1 < text.size()) {
        const char next = text[++i];
        if (next == 'A') {
          result += '^';
        } else if (next == 'Z') {
          result += '$';
        } else {
          result += {'\\', next};
        }
      } else if (text.substr(i).starts_with("(?P<")) {
        result += '(';
        i = std::min(text.find('>', i), text.size());
      } else {
        result += text[i];
      }
    }
    return result;
  }

  // The polynomial search does not recurse over the text, so that a long text cannot exhaust the stack; only
  // back references need the other one.
  template <class Char>
  std::basic_regex<Char> compiled(const std::basic_string<Char>& source) const {
    try {
      return std::basic_regex<Char>(source, flags_ | std::regex_constants::__polynomial);
    } catch (const std::regex_error& error) {
      if (error.code() != std::regex_constants::error_complexity) throw;
      return std::basic_regex<Char>(source, flags_);
    }
  }

  std::string source_;
  std::string start_;
  std::regex::flag_type flags_{};
  bool ascii_ = true;
  std::optional<std::regex> narrow_;
  std::optional<std::wregex> wide_;
};

std::string_view text_of(sqlite3_value* value) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  return {text, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

void delete_pattern(void* pattern) {
  delete static_cast<Pattern*>(pattern);
}

// `text REGEXP pattern` calls regexp(pattern, text).  SQLite keeps the compiled pattern for as long as it is
// a constant.
void regexp(sqlite3_context* context, int, sqlite3_value** arguments) {
  if (sqlite3_value_type(arguments[0]) == SQLITE_NULL || sqlite3_value_type(arguments[1]) == SQLITE_NULL) {
    sqlite3_result_null(context);
    return;
  }
  try {
    auto* pattern = static_cast<Pattern*>(sqlite3_get_auxdata(context, 0));
    std::unique_ptr<Pattern> made;
    if (pattern == nullptr) {
      made = std::make_unique<Pattern>(text_of(arguments[0]));
      pattern = made.get();
    }
    sqlite3_result_int(context, pattern->found_in(text_of(arguments[1])) ? 1 : 0);
    if (made) sqlite3_set_auxdata(context, 0, made.release(), delete_pattern);
  } catch (const std::exception&) {
    sqlite3_result_error(context, "not a regular expression that can be searched for", -1);
  }
}

}  // namespace

void add_functions(sqlite3* database) {
  sqlite3_create_function_v2(database, "regexp", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                             nullptr, regexp, nullptr, nullptr, nullptr);
  add_standard_functions(database);
  add_aggregates(database);
}

}  // namespace lamin::sql
