// The border between the engine and `lamin_parquet.so`, the library beside it that is linked to Arrow and
// Parquet and loaded when the first parquet file is read (docs/decisions/0008-parquet-on-demand.md).
//
// Only C crosses: no exception, no class, nothing of Arrow but the structs of its specification.  The number
// in the name of the one function changes with the struct.
#pragma once

#include <cstddef>
#include <cstdint>

#include "formats/arrow/abi.hpp"

extern "C" {

/// An open file; `release` closes it.
struct LaminParquetFile {
  std::int64_t rows;
  /// A struct of all columns of the file, with its metadata; lent.
  struct ArrowSchema schema;
  /// The columns at these places, in batches of a struct of them, in the order of the file.  Texts may come
  /// as dictionaries where `schema` says text.  0, or else `message` holds the reason.
  int (*read)(struct LaminParquetFile*, const int* columns, std::size_t count, struct ArrowArrayStream* out);
  void (*release)(struct LaminParquetFile*);
  void* own;
  /// The last reason, ended with 0.
  char message[512];
};

/// 0 if the file is open; else `out->message` holds the reason and nothing is to be released.
using LaminParquetOpen = int (*)(const char* path, struct LaminParquetFile* out);
constexpr const char* lamin_parquet_function = "lamin_parquet_open_1";

}  // extern "C"
