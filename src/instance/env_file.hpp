// An env file: one `key=value` a line.  None is `null`, booleans are `True` and `False` (spec:
// data-model.md 10.4).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lamin {

class EnvFile {
 public:
  /// For writing: lines come in the order of the calls.
  explicit EnvFile(std::string prefix) : prefix_(std::move(prefix)) {}
  /// For reading: lines whose key starts with `prefix`, and the process's environment variables of such
  /// names, which win.
  static EnvFile parse(std::string prefix, std::string_view content);

  void add(std::string_view key, const std::optional<std::string>& value);
  void add(std::string_view key, bool value);
  std::string text() const;

  bool has(std::string_view key) const { return find(key) != nullptr; }
  /// Nothing for `null` and for a key that is missing.
  std::optional<std::string> get(std::string_view key) const;
  bool truth(std::string_view key) const;

 private:
  const std::string* find(std::string_view key) const;
  void set(std::string key, std::string value);

  std::string prefix_;
  std::vector<std::pair<std::string, std::string>> lines_;  // without the prefix
};

}  // namespace lamin
