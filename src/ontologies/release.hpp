// A Release is the table of one version of a source, in one file that is read where it lies: opening it maps
// the file and checks its head, a look-up touches a few pages, and any number of releases can be open at
// once.
//
// The file has the texts of every column one after the other, and for each column that people ask by (ids,
// names, symbols, synonyms) a table of hashes of its texts in small letters, so that one table answers exact
// and caseless questions.  Its head has a version, its length and a checksum of the whole.
//
// A Release is immutable and may be asked by several threads.  Texts it gives live as long as it does.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/columns.hpp"

namespace lamin::ontologies {

class Release {
 public:
  /// Maps a file that `compile` wrote.  Throws file_missing, permission_denied, and validation_failed for
  /// what is no such file, cut off, or of another version of the format.
  static Release open(const std::filesystem::path& path);
  /// The same in memory.
  static Release from_bytes(std::string bytes);
  static Release from_table(const Columns& table);
  /// The bytes of the file.  Throws unsupported for a table of more than 4 GB.
  static std::string compile(const Columns& table);

  Release(Release&&) noexcept;
  Release& operator=(Release&&) noexcept;
  ~Release();

  /// Whether the content is what was written: reads all of it.
  bool is_intact() const;

  std::size_t rows() const;
  std::size_t columns() const;
  std::string_view column_name(std::size_t column) const;
  std::optional<std::size_t> find_column(std::string_view name) const;
  bool has_value(std::size_t column, std::size_t row) const;
  std::string_view text(std::size_t column, std::size_t row) const;
  /// A whole column, copied.
  Column column(std::size_t column) const;

  /// The rows whose text is exactly `text`, in order.
  std::vector<std::uint32_t> rows_with(std::size_t column, std::string_view text) const;
  std::optional<std::uint32_t> first_with(std::size_t column, std::string_view text) const;
  /// ... is `text` in whatever letters.
  std::vector<std::uint32_t> rows_like(std::size_t column, std::string_view text) const;
  /// The rows that have `text` as a part of their list (`synonyms`, joined by '|'), in order, each once.
  std::vector<std::uint32_t> rows_with_part(std::size_t column, std::string_view text,
                                            bool case_sensitive = false) const;

 private:
  struct Parts;
  explicit Release(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace lamin::ontologies
