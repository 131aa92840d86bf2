#include "ontologies/release.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace lamin::ontologies {
namespace {

constexpr char format_mark[8] = {'L', 'A', 'M', 'I', 'N', 'O', 'N', '1'};

struct Head {
  char mark[8];
  std::uint64_t size;      // of the whole file
  std::uint64_t checksum;  // of all after the head
  std::uint32_t columns;
  std::uint32_t rows;
};

/// Places are bytes from the start of the file.
struct ColumnHead {
  std::uint64_t name, name_length;
  std::uint64_t valid;    // a byte a row
  std::uint64_t offsets;  // rows + 1 of std::uint32_t
  std::uint64_t bytes;
  std::uint64_t slots, slot_count;  // a power of two, or 0 if nobody asks by this column
};

/// One text that can be asked for: `length` bytes from `begin` in the text of the row.
struct Slot {
  std::uint32_t hash;
  std::uint32_t row;  // from 1; 0 = free
  std::uint32_t begin, length;
};

std::uint64_t mixed(std::uint64_t state, std::uint64_t word) {
  state = (state ^ word) * 0x9e3779b97f4a7c15ULL;
  return state ^ (state >> 29);
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t state = text.size();
  while (text.size() >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), 8);
    state = mixed(state, word);
    text.remove_prefix(8);
  }
  std::uint64_t word = 0;
  std::memcpy(&word, text.data(), text.size());
  return mixed(state, word);
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string folded(std::string_view text) {
  return is_ascii(text) ? ascii_lower(text) : unicode_lower(text);
}

bool is_long_text(std::string_view column) {
  return column == "definition" || column == "description" || column == "parents";
}

bool is_list(std::string_view column) {
  return column == "synonyms";
}

/// Appends with room to the next multiple of 8.
class Writer {
 public:
  std::uint64_t place() const { return bytes_.size(); }
  std::uint64_t append(const void* data, std::size_t size) {
    const std::uint64_t begin = place();
    bytes_.append(static_cast<const char*>(data), size);
    bytes_.append((8 - bytes_.size() % 8) % 8, '\0');
    return begin;
  }
  void overwrite(std::uint64_t place, const void* data, std::size_t size) {
    std::memcpy(bytes_.data() + place, data, size);
  }
  std::string take() { return std::move(bytes_); }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

void add_slot(std::vector<Slot>& slots, std::string_view text, std::uint32_t row, std::uint32_t begin) {
  const auto hash = static_cast<std::uint32_t>(hash_of(folded(text)));
  const std::size_t mask = slots.size() - 1;
  std::size_t at = hash & mask;
  while (slots[at].row != 0) at = (at + 1) & mask;
  slots[at] = {hash, row + 1, begin, static_cast<std::uint32_t>(text.size())};
}

std::vector<Slot> slots_of(const Column& column) {
  const bool by_part = is_list(column.name);
  std::size_t texts = column.size();
  if (by_part) texts += static_cast<std::size_t>(std::ranges::count(column.bytes, '|'));
  std::vector<Slot> slots(std::bit_ceil(std::max<std::size_t>(8, 2 * texts)));
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (!column.has_value(row)) continue;
    const std::string_view text = column.text(row);
    if (!by_part) {
      add_slot(slots, text, static_cast<std::uint32_t>(row), 0);
      continue;
    }
    for (const std::string_view part : split(text, "|"))
      add_slot(slots, part, static_cast<std::uint32_t>(row),
               static_cast<std::uint32_t>(part.data() - text.data()));
  }
  return slots;
}

ColumnHead append_column(Writer& writer, const Column& column) {
  std::vector<std::uint32_t> offsets(column.offsets.begin(), column.offsets.end());
  ColumnHead head{};
  head.name_length = column.name.size();
  head.name = writer.append(column.name.data(), column.name.size());
  head.valid = writer.append(column.valid.data(), column.valid.size());
  head.offsets = writer.append(offsets.data(), offsets.size() * sizeof(std::uint32_t));
  head.bytes = writer.append(column.bytes.data(), column.bytes.size());
  if (!is_long_text(column.name)) {
    const std::vector<Slot> slots = slots_of(column);
    head.slot_count = slots.size();
    head.slots = writer.append(slots.data(), slots.size() * sizeof(Slot));
  }
  return head;
}

[[noreturn]] void refuse(std::string_view problem) {
  throw Error(ErrorCode::validation_failed, "The compiled release is damaged: " + std::string(problem))
      .hint("Remove the file; it is made anew from its source.");
}

}  // namespace

struct Release::Parts {
  std::string owned;
  void* mapped = nullptr;
  std::string_view bytes;
  const Head* head = nullptr;
  const ColumnHead* columns = nullptr;

  Parts() = default;
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;
  ~Parts() {
    if (mapped != nullptr) ::munmap(mapped, bytes.size());
  }

  template <class T>
  const T* at(std::uint64_t place) const {
    return reinterpret_cast<const T*>(bytes.data() + place);
  }
  void expect(std::uint64_t place, std::uint64_t size) const {
    if (place > bytes.size() || size > bytes.size() - place || place % 8 != 0)
      refuse("a part lies outside of it");
  }
  void check_head() {
    if (bytes.size() < sizeof(Head)) refuse("it is too short");
    head = at<Head>(0);
    if (std::memcmp(head->mark, format_mark, sizeof format_mark) != 0) refuse("it is of another format");
    if (head->size != bytes.size()) refuse("it is cut off");
    expect(sizeof(Head), head->columns * sizeof(ColumnHead));
    columns = at<ColumnHead>(sizeof(Head));
    for (std::uint32_t i = 0; i < head->columns; ++i) check_column(columns[i]);
  }
  void check_column(const ColumnHead& column) const {
    expect(column.name, column.name_length);
    expect(column.valid, head->rows);
    expect(column.offsets, (std::uint64_t{head->rows} + 1) * sizeof(std::uint32_t));
    expect(column.bytes, at<std::uint32_t>(column.offsets)[head->rows]);
    expect(column.slots, column.slot_count * sizeof(Slot));
    if (column.slot_count != 0 && !std::has_single_bit(column.slot_count)) refuse("a table has no size");
  }
};

namespace {

template <class See>
void visit_slots(const ColumnHead& column, const char* bytes, std::string_view small_letters, See&& see) {
  if (column.slot_count == 0) return;
  const auto* slots = reinterpret_cast<const Slot*>(bytes + column.slots);
  const auto hash = static_cast<std::uint32_t>(hash_of(small_letters));
  const std::size_t mask = column.slot_count - 1;
  for (std::size_t at = hash & mask; slots[at].row != 0; at = (at + 1) & mask)
    if (slots[at].hash == hash && !see(slots[at])) return;
}

}  // namespace

Release::Release(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Release::Release(Release&&) noexcept = default;
Release& Release::operator=(Release&&) noexcept = default;
Release::~Release() = default;

Release Release::open(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) {
    throw Error(errno == EACCES ? ErrorCode::permission_denied : ErrorCode::file_missing,
                "Cannot open the compiled release")
        .with("path", path.native());
  }
  struct stat status{};
  auto parts = std::make_unique<Parts>();
  void* mapped = MAP_FAILED;
  if (::fstat(file.number(), &status) == 0 && status.st_size > 0)
    mapped =
        ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_SHARED, file.number(), 0);
  if (mapped == MAP_FAILED) refuse("it cannot be mapped");
  parts->mapped = mapped;
  parts->bytes = {static_cast<const char*>(mapped), static_cast<std::size_t>(status.st_size)};
  parts->check_head();
  return Release(std::move(parts));
}

Release Release::from_bytes(std::string bytes) {
  auto parts = std::make_unique<Parts>();
  parts->owned = std::move(bytes);
  parts->bytes = parts->owned;
  parts->check_head();
  return Release(std::move(parts));
}

Release Release::from_table(const Columns& table) {
  return from_bytes(compile(table));
}

std::string Release::compile(const Columns& table) {
  for (const Column& column : table.columns)
    if (column.bytes.size() >= (std::uint64_t{1} << 32) || column.size() >= (std::uint64_t{1} << 31))
      throw Error(ErrorCode::unsupported, "A column of this table is too large for a compiled release")
          .with("column", column.name);
  Writer writer;
  Head head{};
  std::memcpy(head.mark, format_mark, sizeof format_mark);
  head.columns = static_cast<std::uint32_t>(table.columns.size());
  head.rows = static_cast<std::uint32_t>(table.rows());
  std::vector<ColumnHead> columns(table.columns.size());
  writer.append(&head, sizeof head);
  const std::uint64_t heads = writer.append(columns.data(), columns.size() * sizeof(ColumnHead));
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i] = append_column(writer, table.columns[i]);
  writer.overwrite(heads, columns.data(), columns.size() * sizeof(ColumnHead));
  head.size = writer.place();
  head.checksum = hash_of(std::string_view(writer.bytes()).substr(sizeof(Head)));
  writer.overwrite(0, &head, sizeof head);
  return writer.take();
}

bool Release::is_intact() const {
  return hash_of(parts_->bytes.substr(sizeof(Head))) == parts_->head->checksum;
}

std::size_t Release::rows() const {
  return parts_->head->rows;
}

std::size_t Release::columns() const {
  return parts_->head->columns;
}

std::string_view Release::column_name(std::size_t column) const {
  const ColumnHead& head = parts_->columns[column];
  return parts_->bytes.substr(head.name, head.name_length);
}

std::optional<std::size_t> Release::find_column(std::string_view name) const {
  for (std::size_t i = 0; i < columns(); ++i)
    if (column_name(i) == name) return i;
  return std::nullopt;
}

bool Release::has_value(std::size_t column, std::size_t row) const {
  return parts_->bytes[parts_->columns[column].valid + row] != 0;
}

std::string_view Release::text(std::size_t column, std::size_t row) const {
  const ColumnHead& head = parts_->columns[column];
  const auto* offsets = parts_->at<std::uint32_t>(head.offsets);
  return parts_->bytes.substr(head.bytes + offsets[row], offsets[row + 1] - offsets[row]);
}

Column Release::column(std::size_t column) const {
  const ColumnHead& head = parts_->columns[column];
  const auto* offsets = parts_->at<std::uint32_t>(head.offsets);
  const auto* valid = parts_->at<std::uint8_t>(head.valid);
  Column result;
  result.name = column_name(column);
  result.valid.assign(valid, valid + rows());
  result.offsets.assign(offsets, offsets + rows() + 1);
  result.bytes = parts_->bytes.substr(head.bytes, offsets[rows()]);
  return result;
}

std::vector<std::uint32_t> Release::rows_with(std::size_t column, std::string_view text) const {
  std::vector<std::uint32_t> rows;
  const ColumnHead& head = parts_->columns[column];
  if (head.slot_count == 0 || is_list(column_name(column))) {
    for (std::uint32_t row = 0; row < this->rows(); ++row)
      if (has_value(column, row) && this->text(column, row) == text) rows.push_back(row);
    return rows;
  }
  visit_slots(head, parts_->bytes.data(), folded(text), [&](const Slot& slot) {
    if (this->text(column, slot.row - 1) == text) rows.push_back(slot.row - 1);
    return true;
  });
  return rows;
}

std::optional<std::uint32_t> Release::first_with(std::size_t column, std::string_view text) const {
  std::optional<std::uint32_t> first;
  const ColumnHead& head = parts_->columns[column];
  if (head.slot_count == 0 || is_list(column_name(column))) {
    const auto rows = rows_with(column, text);
    return rows.empty() ? first : rows.front();
  }
  visit_slots(head, parts_->bytes.data(), folded(text), [&](const Slot& slot) {
    if (this->text(column, slot.row - 1) == text) first = slot.row - 1;
    return !first;
  });
  return first;
}

std::vector<std::uint32_t> Release::rows_like(std::size_t column, std::string_view text) const {
  std::vector<std::uint32_t> rows;
  const std::string wanted = folded(text);
  visit_slots(parts_->columns[column], parts_->bytes.data(), wanted, [&](const Slot& slot) {
    if (folded(this->text(column, slot.row - 1)) == wanted) rows.push_back(slot.row - 1);
    return true;
  });
  return rows;
}

std::vector<std::uint32_t> Release::rows_with_part(std::size_t column, std::string_view text,
                                                   bool case_sensitive) const {
  std::vector<std::uint32_t> rows;
  const std::string wanted = folded(text);
  visit_slots(parts_->columns[column], parts_->bytes.data(), wanted, [&](const Slot& slot) {
    const std::string_view part = this->text(column, slot.row - 1).substr(slot.begin, slot.length);
    const bool is_it = case_sensitive ? part == text : folded(part) == wanted;
    if (is_it && (rows.empty() || rows.back() != slot.row - 1)) rows.push_back(slot.row - 1);
    return true;
  });
  return rows;
}

}  // namespace lamin::ontologies
