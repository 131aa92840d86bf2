#include "formats/parquet/parquet.hpp"

#include <cstdint>
#include <deque>
#include <optional>

#include "base/error.hpp"
#include "base/shared_library.hpp"
#include "base/text.hpp"
#include "formats/arrow/column.hpp"
#include "formats/parquet/module/module.hpp"
#include "formats/parquet/pandas_metadata.hpp"

namespace lamin::formats {
namespace {

namespace fs = std::filesystem;

LaminParquetOpen find_open() {
  static const LaminParquetOpen open = [] {
    const SharedLibrary library(
        {.message = "Parquet needs lamin_parquet.so, which could not be loaded",
         .hint = "Install pyarrow (pip install pyarrow) and build lamin again: it is bound to the "
                 "pyarrow that it was built with. Python reads parquet without it "
                 "(ln.curators)",
         .variable = "LAMIN_PARQUET",
         .files = files_beside_this_code("lamin_parquet.so")});
    LaminParquetOpen found = nullptr;
    library.find(lamin_parquet_function, found);
    return found;
  }();
  return open;
}

[[noreturn]] void refuse(const fs::path& path, std::string_view reason) {
  throw Error{ErrorCode::invalid_value,
              "This is no parquet file, or it is cut off or damaged: " + path.string()}
      .with("reason", reason);
}

class OpenFile {
 public:
  explicit OpenFile(const fs::path& path) : path_(path) {
    if (find_open()(path.c_str(), &file_) != 0) refuse(path, file_.message);
  }
  ~OpenFile() { file_.release(&file_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  std::size_t rows() const { return static_cast<std::size_t>(file_.rows); }
  const char* metadata() const { return file_.schema.metadata; }
  std::size_t size() const { return static_cast<std::size_t>(file_.schema.n_children); }
  const ArrowSchema& field(std::size_t place) const { return *file_.schema.children[place]; }

  /// The columns at `places`, in this order; `take(i, field, array)` gets each batch of the column at
  /// places[i].
  template <class Take>
  void read(const std::vector<int>& places, const Take& take) {
    arrow::Owned<ArrowArrayStream> stream;
    if (file_.read(&file_, places.data(), places.size(), stream.get()) != 0) refuse(path_, file_.message);
    arrow::Owned<ArrowSchema> schema;
    if (stream->get_schema(stream.get(), schema.get()) != 0) refuse_last(stream);
    arrow::Owned<ArrowArray> batch, before;
    while (true) {
      before = std::exchange(batch, {});
      if (stream->get_next(stream.get(), batch.get()) != 0) refuse_last(stream);
      if (!batch) return;
      for (std::size_t i = 0; i < places.size(); ++i) take(i, *schema->children[i], *batch->children[i]);
    }
  }

 private:
  [[noreturn]] void refuse_last(arrow::Owned<ArrowArrayStream>& stream) const {
    const char* reason = stream->get_last_error(stream.get());
    refuse(path_, reason == nullptr ? "unknown error" : reason);
  }

  fs::path path_;
  LaminParquetFile file_{};
};

bool counts_from_zero(const FrameColumn& column) {
  for (std::size_t row = 0; row < column.integers.size(); ++row)
    if (column.integers[row] != static_cast<std::int64_t>(row)) return false;
  return !column.integers.empty() && column.missing.empty();
}

/// Labels of the rows; none for rows that are counted from 0.
std::vector<std::string> labels_of(const std::vector<FrameColumn>& index, const PandasMetadata& pandas,
                                   std::size_t rows) {
  std::vector<std::string> labels;
  if (pandas.range && (pandas.range->start != 0 || pandas.range->step != 1)) {
    for (std::size_t row = 0; row < rows; ++row)
      labels.push_back(
          std::to_string(pandas.range->start + static_cast<std::int64_t>(row) * pandas.range->step));
  }
  if (index.empty() || (index.size() == 1 && counts_from_zero(index.front()))) return labels;
  for (std::size_t row = 0; row < rows; ++row) {
    std::vector<std::string> parts;
    for (const FrameColumn& column : index) parts.push_back(column.shown(row));
    labels.push_back(parts.size() == 1 ? parts.front() : "(" + join(parts, ", ") + ")");
  }
  return labels;
}

}  // namespace

Frame read_parquet(const fs::path& path, const Wanted& is_wanted) {
  if (!fs::exists(path)) throw Error{ErrorCode::file_missing, "No such file: " + path.string()};
  OpenFile file(path);
  const PandasMetadata pandas = read_pandas_metadata(file.metadata());
  Frame frame;
  frame.rows = file.rows();
  std::vector<int> places;
  std::vector<std::size_t> targets;  // in the frame; behind its end for an index
  std::vector<arrow::ColumnBuilder> builders;
  for (std::size_t place = 0; place < file.size(); ++place) {
    const ArrowSchema& field = file.field(place);
    const bool is_index = pandas.is_index(field.name);
    if (!is_index) frame.columns.push_back({.name = field.name, .dtype = "object"});
    if (!is_index && is_wanted && !is_wanted(field.name)) continue;
    places.push_back(static_cast<int>(place));
    targets.push_back(is_index ? SIZE_MAX : frame.columns.size() - 1);
    builders.emplace_back(field, pandas.numpy_type(field.name));
  }
  if (!places.empty())
    file.read(places, [&](std::size_t i, const ArrowSchema& field, const ArrowArray& array) {
      builders[i].add(field, array);
    });
  std::vector<FrameColumn> index;
  for (std::size_t i = 0; i < builders.size(); ++i)
    (targets[i] == SIZE_MAX ? index.emplace_back() : frame.columns[targets[i]]) = builders[i].take();
  if (index.size() == 1) frame.index_name = index.front().name;
  frame.index = labels_of(index, pandas, frame.rows);
  return frame;
}

bool can_read_parquet() {
  try {
    return find_open() != nullptr;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace lamin::formats
