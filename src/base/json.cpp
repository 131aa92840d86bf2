#include "base/json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "base/code_points.hpp"

namespace lamin {
namespace {

void append_escape(std::string& out, unsigned unit) {
  std::array<char, 8> buffer;
  std::snprintf(buffer.data(), buffer.size(), "\\u%04x", unit);
  out.append(buffer.data(), 6);
}

void append_escaped_code_point(std::string& out, std::uint32_t code_point) {
  if (code_point < 0x10000) return append_escape(out, code_point);
  append_escape(out, 0xd800 + ((code_point - 0x10000) >> 10));
  append_escape(out, 0xdc00 + ((code_point - 0x10000) & 0x3ff));
}

// The two-character escape of `byte`, or nothing.
std::string_view short_escape(char byte) {
  switch (byte) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    case '\f':
      return "\\f";
    case '\b':
      return "\\b";
    default:
      return {};
  }
}

enum class Unicode { escaped, kept };

// Bytes that are no UTF-8 become the lone surrogates that Python's "surrogateescape" reads them as.
void append_quoted(std::string& out, std::string_view text, Unicode unicode) {
  out += '"';
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text.front());
    if (const auto escape = short_escape(text.front()); !escape.empty()) {
      out += escape;
    } else if (byte < 0x20 || (byte == 0x7f && unicode == Unicode::escaped)) {
      append_escape(out, byte);
    } else if (byte < 0x80) {
      out += text.front();
    } else {
      const auto [code_point, length] = first_code_point(text);
      if (length == 0)
        append_escape(out, 0xdc00 + byte);
      else if (unicode == Unicode::escaped)
        append_escaped_code_point(out, code_point);
      else
        out.append(text.substr(0, length));
      text.remove_prefix(std::max<std::size_t>(length, 1));
      continue;
    }
    text.remove_prefix(1);
  }
  out += '"';
}

// What differs between the text forms.
struct Style {
  Unicode unicode = Unicode::escaped;
  bool sort_keys = false;
  bool names_for_infinity = true;  // NaN and Infinity, as Python; null otherwise
  std::string_view between_elements = ", ";
  std::string_view after_key = ": ";
  int indentation = 0;  // 0: all on one line
};

class Writer {
 public:
  explicit Writer(const Style& style) : style_(style) {}

  void write(const Json& value) {
    if (value.is_null())
      text_ += "null";
    else if (value.is_boolean())
      text_ += value.boolean() ? "true" : "false";
    else if (value.is_integer())
      text_ += std::to_string(value.integer());
    else if (value.is_real())
      write_real(value.real());
    else if (value.is_text())
      append_quoted(text_, value.text(), style_.unicode);
    else if (value.is_array())
      write_array(value.elements());
    else
      write_object(value.members());
  }

  std::string take() { return std::move(text_); }

 private:
  void write_real(double value) {
    if (std::isfinite(value))
      text_ += python_text(value);
    else if (!style_.names_for_infinity)
      text_ += "null";
    else
      text_ += std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
  }

  void write_array(const Json::Array& elements) {
    if (elements.empty()) return void(text_ += "[]");
    open('[');
    for (std::size_t i = 0; i < elements.size(); ++i) {
      if (i > 0) separate();
      write(elements[i]);
    }
    close(']');
  }

  void write_object(const Json::Object& members) {
    if (members.empty()) return void(text_ += "{}");
    std::vector<const std::pair<std::string, Json>*> order;
    order.reserve(members.size());
    for (const auto& member : members) order.push_back(&member);
    if (style_.sort_keys)
      std::ranges::stable_sort(order, {}, [](const auto* member) { return std::string_view(member->first); });
    open('{');
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i > 0) separate();
      append_quoted(text_, order[i]->first, style_.unicode);
      text_ += style_.after_key;
      write(order[i]->second);
    }
    close('}');
  }

  void open(char bracket) {
    text_ += bracket;
    ++depth_;
    new_line();
  }

  void separate() {
    text_ += style_.between_elements;
    new_line();
  }

  void close(char bracket) {
    --depth_;
    new_line();
    text_ += bracket;
  }

  void new_line() {
    if (style_.indentation > 0) text_.append(1, '\n').append(depth_ * style_.indentation, ' ');
  }

  const Style& style_;
  std::string text_;
  int depth_ = 0;
};

std::string written(const Json& value, const Style& style) {
  Writer writer(style);
  writer.write(value);
  return writer.take();
}

// "1234", -2 -> "12.34" and so on: Python's repr has no exponent for 1e-4 <= |value| < 1e16.
std::string positional(const std::string& digits, int exponent) {
  const int count = static_cast<int>(digits.size());
  if (exponent < 0) return "0." + std::string(-exponent - 1, '0') + digits;
  if (exponent + 1 >= count) return digits + std::string(exponent + 1 - count, '0') + ".0";
  return digits.substr(0, exponent + 1) + "." + digits.substr(exponent + 1);
}

std::string scientific(const std::string& digits, int exponent) {
  std::string text = digits.substr(0, 1);
  if (digits.size() > 1) text += "." + digits.substr(1);
  text += exponent < 0 ? "e-" : "e+";
  const int magnitude = std::abs(exponent);
  return text + (magnitude < 10 ? "0" : "") + std::to_string(magnitude);
}

}  // namespace

const Json* Json::find(std::string_view key) const {
  if (!is_object()) return nullptr;
  for (const auto& member : members())
    if (member.first == key) return &member.second;
  return nullptr;
}

Json& Json::operator[](std::string_view key) {
  if (is_null()) value_ = Object{};
  for (auto& member : members())
    if (member.first == key) return member.second;
  return members().emplace_back(std::string(key), Json()).second;
}

void Json::push_back(Json value) {
  if (is_null()) value_ = Array{};
  elements().push_back(std::move(value));
}

std::string Json::python_text(bool sort_keys) const {
  return written(*this, {.sort_keys = sort_keys});
}

std::string Json::pretty_text() const {
  return written(
      *this,
      {.unicode = Unicode::kept, .names_for_infinity = false, .between_elements = ",", .indentation = 2});
}

std::string Json::compact_text() const {
  return written(
      *this,
      {.unicode = Unicode::kept, .names_for_infinity = false, .between_elements = ",", .after_key = ":"});
}

std::string python_text(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  std::array<char, 40> buffer;
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific).ptr;
  std::string_view text(buffer.data(), end - buffer.data());  // -d.ddde-dd
  const std::string sign = text.front() == '-' ? "-" : "";
  text.remove_prefix(sign.size());
  const std::size_t e = text.find('e');
  std::string digits(text.substr(0, e));
  if (digits.size() > 1) digits.erase(1, 1);
  const std::size_t number = text[e + 1] == '+' ? e + 2 : e + 1;
  int exponent = 0;
  std::from_chars(text.data() + number, text.data() + text.size(), exponent);
  if (value == 0) return sign + "0.0";
  return sign +
         (exponent < -4 || exponent >= 16 ? scientific(digits, exponent) : positional(digits, exponent));
}

}  // namespace lamin
