// The formats of fields of registries that validate them.

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/text.hpp"
#include "query/operands.hpp"
#include "records/rules.hpp"

namespace lamin::records {
namespace {

using schema::FieldType;

bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

// Letters of other scripts are allowed in names of hosts.
bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         static_cast<unsigned char>(byte) >= 0x80;
}

bool is_host_label(std::string_view label) {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
  return std::ranges::all_of(label,
                             [](char byte) { return is_letter(byte) || is_digit(byte) || byte == '-'; });
}

bool is_ip_address(const std::vector<std::string_view>& labels) {
  return labels.size() == 4 && std::ranges::all_of(labels, [](std::string_view label) {
           if (label.empty() || label.size() > 3 || !std::ranges::all_of(label, is_digit)) return false;
           if (label.size() > 1 && label.front() == '0') return false;
           return std::stoi(std::string(label)) <= 255;
         });
}

bool is_host(std::string_view host) {
  if (host == "localhost") return true;
  if (host.starts_with('[') && host.ends_with(']')) return host.find(':') != std::string_view::npos;
  if (host.ends_with('.')) host.remove_suffix(1);
  const auto labels = split(host, ".");
  if (is_ip_address(labels)) return true;
  if (labels.size() < 2 || host.size() > 253) return false;
  const std::string_view top = labels.back();
  const bool has_top = top.size() >= 2 && std::ranges::none_of(top, is_digit);
  return (has_top || top.starts_with("xn--")) && std::ranges::all_of(labels, is_host_label);
}

bool is_port(std::string_view port) {
  return !port.empty() && port.size() <= 5 && std::ranges::all_of(port, is_digit);
}

bool is_url(std::string_view text) {
  if (std::ranges::any_of(text, [](char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }))
    return false;
  const std::size_t colon = text.find("://");
  if (colon == std::string_view::npos || text.size() > 2048) return false;
  const std::string scheme = ascii_lower(text.substr(0, colon));
  constexpr std::array<std::string_view, 4> schemes = {"http", "https", "ftp", "ftps"};
  if (std::ranges::find(schemes, scheme) == schemes.end()) return false;
  std::string_view host = text.substr(colon + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) host.remove_prefix(at + 1);
  const std::size_t port = host.rfind(':');
  if (port != std::string_view::npos && host.find(']', port) == std::string_view::npos) {
    if (!is_port(host.substr(port + 1))) return false;
    host = host.substr(0, port);
  }
  return is_host(host);
}

bool is_email(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || at == 0 || text.size() > 320) return false;
  const std::string_view user = text.substr(0, at);
  const auto is_atom = [](std::string_view atom) {
    return !atom.empty() && std::ranges::all_of(atom, [](char byte) {
      return (is_letter(byte) && static_cast<unsigned char>(byte) < 0x80) || is_digit(byte) ||
             contains("!#$%&'*+/=?^_`{}|~-", std::string_view(&byte, 1));
    });
  };
  return std::ranges::all_of(split(user, "."), is_atom) && is_host(text.substr(at + 1));
}

bool is_doi(std::string_view text) {
  for (const std::string_view begin :
       {"https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:", "DOI:"}) {
    if (!text.starts_with(begin)) continue;
    text.remove_prefix(begin.size());
    break;
  }
  if (!text.starts_with("10.")) return false;
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || slash == 3) return false;
  return std::ranges::all_of(text.substr(3, slash - 3),
                             [](char byte) { return is_digit(byte) || byte == '.'; });
}

bool is_integer(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

// Why the field cannot hold the text; nothing if it can.
std::optional<std::string> refusal(const schema::Field& field, std::string_view text) {
  if (field.type == FieldType::url && !is_url(text)) return "Enter a valid URL.";
  if (field.type == FieldType::email && !is_email(text)) return "Enter a valid email address.";
  if (field.name == "doi" && !is_doi(text)) {
    return "Must be a DOI (e.g., 10.1000/xyz123 or https://doi.org/10.1000/xyz123)";
  }
  if (field.max_length > 0 && code_points(text) > static_cast<std::size_t>(field.max_length)) {
    return "Ensure this value has at most " + std::to_string(field.max_length) + " characters (it has " +
           std::to_string(code_points(text)) + ").";
  }
  if (field.type == FieldType::date && !parse_date(text)) {
    return "“" + std::string(text) + "” value has an invalid date format. It must be in YYYY-MM-DD format.";
  }
  if (field.type == FieldType::boolean)
    return "“" + std::string(text) + "” value must be either True or False.";
  if (query::beyond_all_numbers(field, text) != 0) {
    // The reference's sentence, its gap included.
    const bool is_over = query::beyond_all_numbers(field, text) > 0;
    return std::string("Ensure this value is ") + (is_over ? "less" : "greater") +
           " than or equal to %(limit_value)s.";
  }
  if (field.type == FieldType::big_integer && !is_integer(text)) {
    return "“" + std::string(text) + "” value must be an integer.";
  }
  return std::nullopt;
}

std::string bold(std::string_view colour, std::string_view text) {
  return "\x1b[1;" + std::string(colour) + "m" + std::string(text) + "\x1b[0m";
}

std::string format_problems(const schema::Registry& registry, const Assignments& given) {
  std::string problems;
  for (const schema::Field& field : registry.fields) {
    const auto found = std::ranges::find(given, field.name, &Assignments::value_type::first);
    if (found == given.end() || !found->second.is<std::string>()) continue;
    const std::string_view text = found->second.text();
    if (const auto why = refusal(field, text)) {
      problems += field.name + ": " + bold("93", text) + " is not valid\n    → " + *why + "\n  ";
    }
  }
  return problems;
}

std::string choice_problems(const schema::Registry& registry, const Assignments& given) {
  std::string problems;
  for (const schema::Field& field : registry.fields) {
    if (field.choices.empty()) continue;
    const auto found = std::ranges::find(given, field.name, &Assignments::value_type::first);
    if (found == given.end() || found->second.is_null()) continue;
    const std::string text = python_str(found->second);
    if (std::ranges::find(field.choices, text) != field.choices.end()) continue;
    std::vector<std::string> choices = field.choices;
    std::ranges::sort(choices);
    problems += field.name + ": " + bold("93", text) +
                " is not a valid value\n    → Valid values are: " + bold("92", join(choices, ", ")) + "\n  ";
  }
  return problems;
}

}  // namespace

void validate_fields(const schema::Registry& registry, const Assignments& given) {
  std::string problems = choice_problems(registry, given);
  if (registry.traits.validates_fields) problems += format_problems(registry, given);
  if (!problems.empty()) throw Error{ErrorCode::field_invalid, "\n  " + problems};
}

}  // namespace lamin::records
