#include "instance/env_file.hpp"

#include <unistd.h>

#include "base/text.hpp"

namespace lamin {

EnvFile EnvFile::parse(std::string prefix, std::string_view content) {
  EnvFile file(std::move(prefix));
  const auto take = [&](std::string_view line) {
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos || equals < file.prefix_.size()) return;
    const std::string key = ascii_lower(line.substr(0, equals));
    if (!key.starts_with(file.prefix_)) return;
    file.set(key.substr(file.prefix_.size()), std::string(trim(line.substr(equals + 1))));
  };
  for (const auto line : split(content, "\n")) take(line);
  for (char** variable = environ; *variable != nullptr; ++variable) {
    // Most variables differ in their first letter: cheaper than a look at each whole name.
    if ((**variable | 0x20) == 'l') take(*variable);
  }
  return file;
}

void EnvFile::add(std::string_view key, const std::optional<std::string>& value) {
  lines_.emplace_back(key, value ? *value : "null");
}

void EnvFile::add(std::string_view key, bool value) {
  lines_.emplace_back(key, value ? "True" : "False");
}

std::string EnvFile::text() const {
  std::string text;
  for (const auto& [key, value] : lines_) text += prefix_ + key + "=" + value + "\n";
  return text;
}

std::optional<std::string> EnvFile::get(std::string_view key) const {
  const std::string* value = find(key);
  if (value == nullptr || *value == "null") return std::nullopt;
  return *value;
}

bool EnvFile::truth(std::string_view key) const {
  const std::string value = ascii_lower(get(key).value_or(""));
  return value == "true" || value == "1" || value == "yes" || value == "on";
}

const std::string* EnvFile::find(std::string_view key) const {
  for (const auto& line : lines_) {
    if (line.first == key) return &line.second;
  }
  return nullptr;
}

void EnvFile::set(std::string key, std::string value) {
  for (auto& line : lines_) {
    if (line.first == key) {
      line.second = std::move(value);
      return;
    }
  }
  lines_.emplace_back(std::move(key), std::move(value));
}

}  // namespace lamin
