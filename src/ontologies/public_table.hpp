// A PublicTable is what one source says, as people ask it: which values are terms, what others mean, which
// terms contain a text, what differs from another release.  It needs no database.
//
// Values are held against a column as curation/values.hpp holds them against a field, and answered in its
// types.  Safe for use by several threads.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "curation/values.hpp"
#include "ontologies/release.hpp"
#include "ontologies/source.hpp"
#include "records/text_index.hpp"

namespace lamin::ontologies {

class PublicTable {
 public:
  PublicTable(Source source, std::shared_ptr<const Release> release);
  ~PublicTable();

  const Source& source() const { return source_; }
  const Release& release() const { return *release_; }
  /// The column that `df()` is indexed by: "ontology_id", for organisms "name", for genes none ("").
  std::string index_column() const;
  /// "name", or "symbol" where there is none.
  std::string naming_column() const;
  /// The position of a column.  Throws missing_key with its name.
  std::size_t column(std::string_view name) const;

  curation::Validation validate(const curation::Values& values, std::string_view column) const;
  /// What values stand for: names in other letters and synonyms; a name itself only if `meaning` asks for
  /// another column.  Throws missing_key for columns that are not there.
  std::vector<curation::Mapped> standardize(const curation::Values& values, std::string_view column,
                                            const curation::Meaning& meaning = {}) const;
  curation::Inspection inspect(const curation::Values& values, std::string_view column,
                               bool with_meanings = true) const;

  /// Rows whose columns contain `text`, best match first.
  std::vector<std::uint32_t> search(std::string_view text, const std::vector<std::string>& columns = {},
                                    bool case_sensitive = false, std::size_t limit = 0) const;
  /// What `lookup` offers: a key for every text of the column, each with its rows.
  struct Lookup {
    std::vector<std::string> keys;
    std::vector<std::vector<std::uint32_t>> rows;  // parallel to keys
  };
  Lookup lookup(std::string_view column = "") const;
  /// Terms whose names are nearest to a misspelt one, the nearest first.
  std::vector<std::uint32_t> nearest(std::string_view name, std::size_t limit = 3) const;

  /// Rows by id, "parents" split; a term that is named and not in the table is left out.
  std::vector<std::string> parents_of(std::uint32_t row) const;
  /// `rows` and everything above them, each once, parents behind their children.
  std::vector<std::uint32_t> with_ancestors(const std::vector<std::uint32_t>& rows) const;
  std::optional<std::uint32_t> row_of_id(std::string_view id) const;

 private:
  std::vector<Value> meanings_of(const std::vector<std::uint32_t>& rows, std::size_t column) const;

  Source source_;
  std::shared_ptr<const Release> release_;
  mutable std::mutex mutex_;  // guards texts_
  mutable std::unique_ptr<schema::Registry> shape_;
  mutable std::unique_ptr<records::TextIndex> texts_;  // made at the first search
};

/// What changed from an older release to a newer one.
struct Difference {
  struct Change {
    std::string id;
    std::string column;
    std::string before, after;
  };
  std::vector<std::string> added, gone;  // ids
  std::vector<Change> changes;           // by row of the newer release, then by column
};
/// Throws invalid_value unless both are of one entity and source and of two versions.
Difference difference(const PublicTable& older, const PublicTable& newer);

}  // namespace lamin::ontologies
