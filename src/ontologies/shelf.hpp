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
// What is in no folder is downloaded into the last one (addresses.hpp), if `downloads` says so.  An attempt
// that fails is not repeated for ten minutes, so that a machine without a network waits once.
//
// Safe for use by several threads.
#pragma once

#include <chrono>
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
#include "http/download.hpp"
#include "ontologies/addresses.hpp"
#include "ontologies/release.hpp"
#include "ontologies/source.hpp"

namespace lamin::ontologies {

/// What to do about a file that is in no folder.
enum class Downloads { never, off, when_missing };

struct Places {
  std::vector<std::filesystem::path> sources;  // folders with files, first come first
  std::filesystem::path compiled;              // made when it is first written to
  Downloads downloads = Downloads::never;      // `off`: by the person's wish, who is told so
  std::string assets;                          // the address of the bucket bionty-assets; "" = not asked
  /// Who shows how far the download of the file `name` is (http/download.hpp); may be empty.
  std::function<std::function<void(std::uint64_t done, std::uint64_t all)>(const std::string& name)> progress;
};
/// LAMIN_BIONTY_SOURCES, folders separated by ':', then `cache`/bionty, which also takes compiled releases.
/// Downloads unless LAMIN_OFFLINE is set; LAMIN_BIONTY_ASSETS is another address of the bucket.
Places places_from_environment(const std::filesystem::path& cache);

class Shelf {
 public:
  explicit Shelf(Places places) : places_(std::move(places)) {}

  /// The release of a source, opened once.  Throws file_missing, naming file, address and folders, if it is
  /// nowhere and cannot be downloaded; validation_failed for a damaged file or a wrong checksum; unsupported
  /// for parquet without `read_parquet`.
  std::shared_ptr<const Release> get(const Source& source);
  /// The file that `get` would read; nothing if there is none.
  std::optional<std::filesystem::path> find_file(const Source& source) const;
  std::filesystem::path compiled_file(const Source& source) const;
  /// Where a fetched file goes: the last folder of the sources.
  const std::filesystem::path& target() const { return places_.sources.back(); }

  /// Brings a file to where it is looked for, and returns where it lies: from its own addresses, or from
  /// `address` -- a path, a folder with such files, or an address with file://, http://, https:// or s3:// of
  /// a public bucket.  Its checksum is compared with `md5`, or else, for its own addresses and copies of the
  /// original, with that of the source if it is known.
  /// The file appears whole and is a table that can be read.  Throws file_missing, validation_failed for a
  /// wrong checksum or a file that is no such table, and what http::download throws.
  std::filesystem::path fetch(const Source& source, std::string_view address = "", std::string_view md5 = "");

  /// The ontology that the table of a source is made from -- OBO, OWL, OBO Graphs -- for who wants more of it
  /// than the table; downloaded if it is not here.  Nothing for sources that are published as tables.
  std::optional<std::filesystem::path> ontology_file(const Source& source);

  /// Looks in `folder` first from now on.
  void add_folder(std::filesystem::path folder);
  void set_parquet_reader(std::function<Columns(const std::filesystem::path&)> read) {
    read_parquet_ = std::move(read);
  }

 private:
  /// All files that could be it, the best first.
  std::vector<std::filesystem::path> files_of(const Source& source) const;
  Columns read_table(const Source& source, const std::filesystem::path& file) const;
  std::shared_ptr<const Release> compiled(const Source& source, const std::filesystem::path& file);
  std::shared_ptr<const Release> shelve(const Source& source, const std::filesystem::path& file,
                                        const Columns& table) const;
  [[noreturn]] void refuse_missing(const Source& source, const std::string& reason = "") const;

  http::Download download_of(const Address& address, std::filesystem::path target) const;
  std::filesystem::path fetch_from_web(const Source& source, std::string_view md5 = "");
  std::filesystem::path download(const Source& source, const Address& address);
  std::filesystem::path copy(const Source& source, std::filesystem::path from, std::string_view md5);
  std::optional<Columns> read_or_trust(const Source& source, const std::filesystem::path& incoming) const;
  /// Checks a file that has come, and gives it its name.
  std::filesystem::path take_in(const Source& source, const std::filesystem::path& incoming);
  std::filesystem::path find_or_fetch(const Source& source);

  Places places_;
  std::function<Columns(const std::filesystem::path&)> read_parquet_;
  std::mutex mutex_;  // guards open_, failures_
  struct Open {
    std::string origin;
    std::shared_ptr<const Release> release;
  };
  std::unordered_map<std::string, Open> open_;  // by table name
  struct Failure {
    std::chrono::steady_clock::time_point time;
    std::string reason;
  };
  std::unordered_map<std::string, Failure> failures_;  // by table name
};

}  // namespace lamin::ontologies
