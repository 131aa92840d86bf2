// All of `lamin_parquet.so`; the only file that includes headers of Arrow.
#include "formats/parquet/module/module.hpp"

#include <arrow/api.h>
#include <arrow/c/bridge.h>
#include <arrow/io/file.h>
#include <parquet/arrow/reader.h>
#include <parquet/arrow/schema.h>
#include <parquet/file_reader.h>
#include <parquet/metadata.h>

#include <cstring>
#include <exception>
#include <memory>
#include <string>
#include <vector>

namespace {

/// What `own` points to.
struct OpenFile {
  std::shared_ptr<arrow::io::ReadableFile> file;
  std::shared_ptr<parquet::FileMetaData> metadata;
  parquet::arrow::SchemaManifest manifest;
};

struct Failure : std::exception {
  explicit Failure(const arrow::Status& status) : text(status.message()) {}
  const char* what() const noexcept override { return text.c_str(); }
  std::string text;
};

void expect(const arrow::Status& status) {
  if (!status.ok()) throw Failure(status);
}

template <class T>
T taken(arrow::Result<T> result) {
  expect(result.status());
  return std::move(result).ValueUnsafe();
}

/// Runs `action`; what it throws becomes a message.
template <class Action>
int guarded(LaminParquetFile& file, const Action& action) {
  try {
    action();
    return 0;
  } catch (const std::exception& error) {
    std::strncpy(file.message, error.what(), sizeof file.message - 1);
  } catch (...) {
    std::strncpy(file.message, "unknown error", sizeof file.message - 1);
  }
  file.message[sizeof file.message - 1] = '\0';
  return 1;
}

/// Arrow's fields nest; parquet numbers what lies at their ends.
void add_leaves(const parquet::arrow::SchemaField& field, std::vector<int>& leaves) {
  if (field.is_leaf()) leaves.push_back(field.column_index);
  for (const auto& child : field.children) add_leaves(child, leaves);
}

bool is_text(const parquet::arrow::SchemaField& field) {
  return field.is_leaf() && field.field->type()->id() == arrow::Type::STRING;
}

std::unique_ptr<parquet::arrow::FileReader> reader_of(const OpenFile& file,
                                                      const parquet::ArrowReaderProperties& properties) {
  parquet::arrow::FileReaderBuilder builder;
  expect(builder.Open(file.file, parquet::default_reader_properties(), file.metadata));
  std::unique_ptr<parquet::arrow::FileReader> reader;
  expect(builder.memory_pool(arrow::default_memory_pool())->properties(properties)->Build(&reader));
  return reader;
}

/// A stream that keeps alive what it reads from.
class Stream : public arrow::RecordBatchReader {
 public:
  Stream(std::unique_ptr<parquet::arrow::FileReader> file, std::unique_ptr<arrow::RecordBatchReader> batches)
      : file_(std::move(file)), batches_(std::move(batches)) {}

  std::shared_ptr<arrow::Schema> schema() const override { return batches_->schema(); }
  arrow::Status ReadNext(std::shared_ptr<arrow::RecordBatch>* batch) override {
    try {
      return batches_->ReadNext(batch);
    } catch (const std::exception& error) {
      return arrow::Status::Invalid(error.what());
    }
  }

 private:
  std::unique_ptr<parquet::arrow::FileReader> file_;
  std::unique_ptr<arrow::RecordBatchReader> batches_;
};

int read(LaminParquetFile* file, const int* columns, std::size_t count, ArrowArrayStream* out) {
  return guarded(*file, [&] {
    const auto& open = *static_cast<OpenFile*>(file->own);
    parquet::ArrowReaderProperties properties(false);
    std::vector<int> leaves;
    for (std::size_t i = 0; i < count; ++i) {
      const auto& field = open.manifest.schema_fields.at(static_cast<std::size_t>(columns[i]));
      if (is_text(field)) properties.set_read_dictionary(field.column_index, true);
      add_leaves(field, leaves);
    }
    std::vector<int> row_groups(static_cast<std::size_t>(open.metadata->num_row_groups()));
    for (std::size_t i = 0; i < row_groups.size(); ++i) row_groups[i] = static_cast<int>(i);
    auto reader = reader_of(open, properties);
    auto batches = taken(reader->GetRecordBatchReader(row_groups, leaves));
    auto stream = std::make_shared<Stream>(std::move(reader), std::move(batches));
    expect(arrow::ExportRecordBatchReader(stream, out));
  });
}

void release(LaminParquetFile* file) {
  if (file->schema.release != nullptr) file->schema.release(&file->schema);
  delete static_cast<OpenFile*>(file->own);
  file->own = nullptr;
  file->release = nullptr;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) int lamin_parquet_open_1(const char* path,
                                                                           LaminParquetFile* out) {
  *out = {};
  return guarded(*out, [&] {
    auto open = std::make_unique<OpenFile>();
    open->file = taken(arrow::io::ReadableFile::Open(path));
    open->metadata = parquet::ParquetFileReader::Open(open->file)->metadata();
    const parquet::ArrowReaderProperties properties;
    expect(parquet::arrow::SchemaManifest::Make(
        open->metadata->schema(), open->metadata->key_value_metadata(), properties, &open->manifest));
    std::shared_ptr<arrow::Schema> schema;
    expect(parquet::arrow::FromParquetSchema(open->metadata->schema(), properties,
                                             open->metadata->key_value_metadata(), &schema));
    expect(arrow::ExportSchema(*schema, &out->schema));
    out->rows = open->metadata->num_rows();
    out->own = open.release();
    out->read = read;
    out->release = release;
  });
}
