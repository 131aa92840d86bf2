#include <charconv>
#include <cmath>
#include <limits>

#include "base/code_points.hpp"
#include "base/error.hpp"
#include "base/json.hpp"

namespace lamin {
namespace {

constexpr int deepest = 1000;

// A recursive reader of RFC 8259, which also takes what Python writes: NaN, Infinity, lone surrogates.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Json document() {
    Json value = read_value();
    skip_blanks();
    if (place_ < text_.size()) fail("Extra data");
    return value;
  }

 private:
  [[noreturn]] void fail(std::string_view what) const {
    throw Error{ErrorCode::invalid_value, "Not JSON: " + std::string(what)}.with("at byte",
                                                                                 std::to_string(place_));
  }

  void skip_blanks() {
    while (place_ < text_.size() && std::string_view(" \t\n\r").find(text_[place_]) != std::string_view::npos)
      ++place_;
  }

  char peek() {
    if (place_ >= text_.size()) fail("the text ends too early");
    return text_[place_];
  }

  bool take(std::string_view expected) {
    if (!text_.substr(place_).starts_with(expected)) return false;
    place_ += expected.size();
    return true;
  }

  Json read_value() {
    skip_blanks();
    switch (peek()) {
      case '{':
        return read_object();
      case '[':
        return read_array();
      case '"':
        return read_string();
      default:
        return read_scalar();
    }
  }

  Json read_scalar() {
    if (take("true")) return true;
    if (take("false")) return false;
    if (take("null")) return nullptr;
    if (take("NaN")) return std::numeric_limits<double>::quiet_NaN();
    if (take("Infinity")) return std::numeric_limits<double>::infinity();
    if (take("-Infinity")) return -std::numeric_limits<double>::infinity();
    return read_number();
  }

  std::size_t count_digits(std::size_t from) const {
    std::size_t end = from;
    while (end < text_.size() && text_[end] >= '0' && text_[end] <= '9') ++end;
    return end - from;
  }

  Json read_number() {
    std::size_t end = place_ + (text_[place_] == '-' ? 1 : 0);
    const std::size_t digits = count_digits(end);
    if (digits == 0 || (digits > 1 && text_[end] == '0')) fail("expected a value");
    end += digits;
    bool integral = true;
    if (const std::size_t fraction = end < text_.size() && text_[end] == '.' ? count_digits(end + 1) : 0;
        fraction > 0) {
      end += 1 + fraction;
      integral = false;
    }
    if (end < text_.size() && (text_[end] == 'e' || text_[end] == 'E')) {
      const bool sign = end + 1 < text_.size() && (text_[end + 1] == '+' || text_[end + 1] == '-');
      const std::size_t exponent = count_digits(end + 1 + sign);
      if (exponent > 0) {
        end += 1 + sign + exponent;
        integral = false;
      }
    }
    const auto number = text_.substr(place_, end - place_);
    place_ = end;
    return number_of(number, integral);
  }

  static Json number_of(std::string_view text, bool integral) {
    const char* const end = text.data() + text.size();
    std::int64_t integer = 0;
    // An integer that is too large for 64 bits is kept as well as a real can.
    if (integral && std::from_chars(text.data(), end, integer).ec == std::errc{}) return integer;
    double real = 0;
    if (std::from_chars(text.data(), end, real).ec == std::errc::result_out_of_range)
      real = std::strtod(std::string(text).c_str(), nullptr);
    return real;
  }

  std::uint32_t read_hex4() {
    std::uint32_t unit = 0;
    if (place_ + 4 > text_.size()) fail("the text ends too early");
    const char* const begin = text_.data() + place_;
    const auto [end, error] = std::from_chars(begin, begin + 4, unit, 16);
    if (error != std::errc{} || end != begin + 4) fail("expected four hex digits");
    place_ += 4;
    return unit;
  }

  void read_unicode_escape(std::string& out) {
    std::uint32_t unit = read_hex4();
    if (unit >= 0xd800 && unit < 0xdc00) {
      const std::size_t second = place_;
      if (take("\\u")) {
        const std::uint32_t low = read_hex4();
        if (low >= 0xdc00 && low < 0xe000)
          unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
        else
          place_ = second;
      }
    }
    append_code_point(out, unit);
  }

  void read_escape(std::string& out) {
    const char kind = peek();
    ++place_;
    switch (kind) {
      case '"':
      case '\\':
      case '/':
        out += kind;
        return;
      case 'b':
        out += '\b';
        return;
      case 'f':
        out += '\f';
        return;
      case 'n':
        out += '\n';
        return;
      case 'r':
        out += '\r';
        return;
      case 't':
        out += '\t';
        return;
      case 'u':
        read_unicode_escape(out);
        return;
      default:
        fail("no such escape");
    }
  }

  std::string read_string() {
    ++place_;
    std::string out;
    for (;;) {
      const std::size_t start = place_;
      while (place_ < text_.size() && text_[place_] != '"' && text_[place_] != '\\' &&
             !is_control(text_[place_]))
        ++place_;
      out.append(text_.substr(start, place_ - start));
      const char stop = peek();
      if (is_control(stop)) fail("a control character in a string");
      ++place_;
      if (stop == '"') return out;
      read_escape(out);
    }
  }

  static bool is_control(char byte) { return static_cast<unsigned char>(byte) < 0x20; }

  void enter() {
    ++place_;
    if (++depth_ > deepest) fail("nested too deeply");
    skip_blanks();
  }

  // True if another element follows, false if `bracket` closed the list.
  bool another(char bracket) {
    skip_blanks();
    const char found = peek();
    if (found != ',' && found != bracket) fail("expected a comma or the end of the list");
    ++place_;
    if (found == ',') return true;
    --depth_;
    return false;
  }

  Json read_array() {
    enter();
    Json::Array elements;
    if (peek() == ']') {
      another(']');
      return elements;
    }
    do elements.push_back(read_value());
    while (another(']'));
    return elements;
  }

  void read_member(Json::Object& members) {
    skip_blanks();
    if (peek() != '"') fail("expected a key in quotes");
    std::string key = read_string();
    skip_blanks();
    if (!take(":")) fail("expected a colon");
    Json value = read_value();
    for (auto& member : members)
      if (member.first == key) return void(member.second = std::move(value));
    members.emplace_back(std::move(key), std::move(value));
  }

  Json read_object() {
    enter();
    Json::Object members;
    if (peek() == '}') {
      another('}');
      return members;
    }
    do read_member(members);
    while (another('}'));
    return members;
  }

  std::string_view text_;
  std::size_t place_ = 0;
  int depth_ = 0;
};

}  // namespace

Json Json::parse(std::string_view text) {
  return Parser(text).document();
}

}  // namespace lamin
