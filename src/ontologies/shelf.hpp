// The Shelf is where the files of sources stand, and the compiled releases made of them.
//
// A source is looked for in every folder of `sources`, in their order, under the names that bionty gives its
// files (Source::table_name, Source::raw_name), under the last part of its address if that names the version,
// and under short names: "cl_2024-08-16.obo", "cl-basic_2022-08-16.obo.gz".  OBO, OWL, OBO Graphs and tables
// with tabs are read here, gzip or not; parquet through `read_parquet`, which Python provides.
//
// What was read is compiled once (release.hpp) into the folder `compiled`, several versions side by side, and
// compiled again when its file has changed.  A file NAME.md5 beside a file holds what its MD5 must be.
//
// Safe for use by several threads.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/columns.hpp"
#include "ontologies/release.hpp"
#include "ontologies/source.hpp"

namespace lamin::ontologies {

struct Places {
  std::vector<std::filesystem::path> sources;  // folders with files, first come first
  std::filesystem::path compiled;              // made when it is first written to
};
/// LAMIN_BIONTY_SOURCES, folders separated by ':', then `cache`/bionty, which also takes compiled releases.
Places places_from_environment(const std::filesystem::path& cache);

class Shelf {
 public:
  explicit Shelf(Places places) : places_(std::move(places)) {}

  /// The release of a source, opened once.  Throws file_missing, naming file, address and folders, if it is
  /// nowhere; validation_failed for a damaged file or a wrong checksum; unsupported for parquet without
  /// `read_parquet`.
  std::shared_ptr<const Release> get(const Source& source);
  /// The file that `get` would read; nothing if there is none.
  std::optional<std::filesystem::path> find_file(const Source& source) const;
  std::filesystem::path compiled_file(const Source& source) const;
  /// Where a fetched file goes: the last folder of the sources.
  const std::filesystem::path& target() const { return places_.sources.back(); }
  /// What `get` throws when there is no file.
  [[noreturn]] void refuse_missing(const Source& source) const;

  /// Copies a file -- a path, or an address with file:// -- to where it is looked for, its checksum compared
  /// with that of the source or with `md5`.  Returns where it lies.  Throws validation_failed for a wrong
  /// checksum or a file that cannot be read as a table, unsupported for other addresses.
  std::filesystem::path fetch(const Source& source, std::string_view address, std::string_view md5 = "");

  /// Looks in `folder` first from now on.
  void add_folder(std::filesystem::path folder);
  void set_parquet_reader(std::function<Columns(const std::filesystem::path&)> read) {
    read_parquet_ = std::move(read);
  }

 private:
  Columns read_table(const Source& source, const std::filesystem::path& file) const;
  std::shared_ptr<const Release> compiled(const Source& source, const std::filesystem::path& file);

  Places places_;
  std::function<Columns(const std::filesystem::path&)> read_parquet_;
  std::mutex mutex_;  // guards open_
  struct Open {
    std::string origin;
    std::shared_ptr<const Release> release;
  };
  std::unordered_map<std::string, Open> open_;  // by table name
};

}  // namespace lamin::ontologies
