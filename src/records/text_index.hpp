// A TextIndex holds all texts of one registry in memory, laid out for scanning: what search, the warning
// about similar names and the check for an equal name read instead of the database.
//
// One buffer a text field: the texts of all rows in order, each followed by a zero byte, so that no match
// runs from one row into the next.  RecordStore fills it, keeps it up to date with its own writes, and throws
// it away when another connection has written.  Used by one thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "records/folded_rows.hpp"
#include "records/text_scan.hpp"
#include "schema/registry.hpp"

namespace lamin::records {

class TextIndex {
 public:
  /// A row that contains the text; a greater rank is a better match.
  struct Hit {
    std::int64_t id;
    int rank;
  };
  enum class Equal { whole, part };  // to the text of a row, or to one of its parts between '|'
  struct Search {
    std::string_view text;
    std::span<const std::size_t> fields;  // positions in fields(); empty = all
    Case letters = Case::ignore;
    bool prefer_prefix = false;  // two points more for texts that begin with it, as for similar names
    std::size_t limit = 0;       // 0 = all
  };

  explicit TextIndex(const schema::Registry& registry);

  /// The registry's text fields in model order.
  const std::vector<const schema::Field*>& fields() const { return fields_; }
  /// Rows that were removed or changed still take room; a worn index is better made anew.
  bool is_worn() const { return gone_count_ > 1000 && 2 * gone_count_ > ids_.size(); }

  /// `texts` are parallel to fields(); null is "".
  void append(std::int64_t id, std::int64_t branch_code, std::span<const std::string_view> texts);
  /// Replaces the row.
  void change(std::int64_t id, std::int64_t branch_code, std::span<const std::string_view> texts);
  void remove(std::int64_t id);

  /// All rows that contain the text, best first, then by id (surface.md QRY-35).
  std::vector<Hit> search(const Search& search) const;
  /// The same for each of `texts` in the one field that `search` names; its text is not read.  The texts of
  /// the rows are read a few times, however many are looked for.
  std::vector<std::vector<Hit>> search_many(std::span<const std::string_view> texts,
                                            const Search& search) const;
  /// Calls `see` with the id and the text (or part) of every row that has `text`, which is not empty, in any
  /// letters and in no order: what unicode_lower makes the same is the same.  The first call for a field
  /// reads all its texts, the others none.
  void find_equal(std::size_t field, Equal equal, std::string_view text,
                  const std::function<void(std::int64_t, std::string_view)>& see);
  /// Calls `see` with the id and the text of every row, a position in fields() given; the rows that were
  /// changed come last.
  void visit(std::size_t field, const std::function<void(std::int64_t, std::string_view)>& see) const;
  /// The row outside trash and archive whose name is exactly `name`; the oldest if there are several.
  std::optional<std::int64_t> find_named(std::string_view name);

 private:
  struct Texts {
    std::string bytes;
    std::vector<std::size_t> begins;  // of each row
    std::optional<FoldedRows> wholes;
    std::optional<FoldedRows> parts;
  };
  struct Points {
    std::size_t row;
    int points;
  };

  std::string_view text(std::size_t field, std::size_t row) const;
  std::vector<std::vector<Hit>> search_each(std::span<const std::string_view> texts, Search search) const;
  std::optional<std::size_t> row_of(std::int64_t id) const;
  // What rows get for one field, by row.
  std::vector<Points> rank_places(std::span<const std::size_t> places, std::size_t length,
                                  const Search& search, std::size_t field) const;
  std::vector<Points> rank_field(const Search& search, std::size_t field) const;
  std::vector<Points> rank_empty(const Search& search, std::size_t field) const;
  std::vector<Hit> best(std::span<const Points> ranked, std::size_t limit) const;
  static void add_parts(FoldedRows& rows, std::string_view text, std::size_t row);
  void add_name(std::size_t row);
  void rebuild_names();
  std::size_t slot_of(std::string_view name) const;

  const schema::Registry* registry_;
  std::vector<const schema::Field*> fields_;
  std::optional<std::size_t> name_field_;
  std::vector<Texts> texts_;  // parallel to fields_
  std::vector<std::int64_t> ids_;
  std::vector<std::int8_t> branch_codes_;
  std::vector<std::uint8_t> gone_;  // rows that were removed, or changed and appended anew
  std::size_t gone_count_ = 0;
  std::size_t ascending_ = 0;                            // the first rows, whose ids ascend
  std::unordered_map<std::int64_t, std::size_t> moved_;  // the rows after them
  std::vector<std::uint32_t> names_;                     // hash table: row + 1
  std::size_t name_count_ = 0;
  bool names_are_stale_ = false;
};

}  // namespace lamin::records
