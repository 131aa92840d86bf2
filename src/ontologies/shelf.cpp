#include "ontologies/shelf.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "base/environment.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/text_file.hpp"
#include "ontologies/build.hpp"
#include "ontologies/checksum.hpp"
#include "ontologies/parse.hpp"

namespace lamin::ontologies {
namespace {

namespace fs = std::filesystem;

void add_with_suffixes(std::vector<std::string>& names, const std::string& stem,
                       std::initializer_list<std::string_view> suffixes) {
  for (const std::string_view suffix : suffixes) {
    names.push_back(stem + std::string(suffix));
    if (suffix != ".parquet") names.push_back(stem + std::string(suffix) + ".gz");
  }
}

/// Names that a file of the source can have, the best first.
std::vector<std::string> names_of(const Source& source) {
  std::vector<std::string> names;
  add_with_suffixes(names, source.table_name(), {".tsv", ".parquet"});
  add_with_suffixes(names, source.raw_name(), {"", ".obo", ".owl", ".json", ".tsv"});
  const std::string last = source.url.substr(source.url.rfind('/') + 1);
  if (last.find(source.version) != std::string::npos && last.find('?') == std::string::npos)
    names.push_back(last);
  for (const std::string_view edition : {"", "-base", "-basic"})
    add_with_suffixes(names, source.name + std::string(edition) + "_" + source.version,
                      {".obo", ".owl", ".json", ".obographs.json", ".tsv"});
  return names;
}

/// Changes when the file does.
std::string origin_of(const fs::path& file) {
  std::error_code failure;
  const auto size = fs::file_size(file, failure);
  const auto time = fs::last_write_time(file, failure).time_since_epoch().count();
  return file.native() + "|" + std::to_string(size) + "|" + std::to_string(time);
}

std::string file_name_of(const std::string& origin) {
  return hex(md5(origin)).substr(0, 12);
}

fs::path compiled_path(const Places& places, const Source& source, const fs::path& file) {
  const std::string origin = file.empty() ? "" : origin_of(file);
  return places.compiled / (source.table_name() + "." + file_name_of(origin) + ".release");
}

void remove_older(const fs::path& newest, const std::string& stem) {
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(newest.parent_path(), failure)) {
    const std::string name = entry.path().filename();
    if (name.starts_with(stem + ".") && name.ends_with(".release") && entry.path() != newest)
      fs::remove(entry.path(), failure);
  }
}

}  // namespace

Places places_from_environment(const fs::path& cache) {
  Places places;
  places.sources = environment_folders("LAMIN_BIONTY_SOURCES");
  places.sources.push_back(cache / "bionty");
  places.compiled = cache / "bionty" / "compiled";
  places.downloads = http::is_offline() ? Downloads::off : Downloads::when_missing;
  places.assets = environment("LAMIN_BIONTY_ASSETS").value_or(std::string(public_assets));
  return places;
}

std::vector<fs::path> Shelf::files_of(const Source& source) const {
  const std::vector<std::string> names = names_of(source);
  std::vector<fs::path> files;
  for (const fs::path& folder : places_.sources)
    for (const std::string& name : names) {
      std::error_code failure;
      if (fs::is_regular_file(folder / name, failure)) files.push_back(folder / name);
    }
  return files;
}

std::optional<fs::path> Shelf::find_file(const Source& source) const {
  const std::vector<fs::path> files = files_of(source);
  return files.empty() ? std::nullopt : std::optional(files.front());
}

fs::path Shelf::compiled_file(const Source& source) const {
  return compiled_path(places_, source, find_file(source).value_or(""));
}

void Shelf::refuse_missing(const Source& source, const std::string& reason) const {
  std::vector<std::string> folders;
  for (const fs::path& folder : places_.sources) folders.push_back(folder.native());
  const std::string address = source.url.empty() ? "" : "\nIts address is " + source.url + " .";
  throw Error(ErrorCode::file_missing,
              source.entity + " source file is not here: " + source.title() + " (" + source.organism + ")." +
                  (reason.empty() ? "" : "  " + reason) + address + "\nPut it into " + folders.back() +
                  " as " + source.raw_name() + " (OBO, OWL or OBO Graphs, .gz or not) or as " +
                  source.table_name() +
                  ".parquet or .tsv; or name a folder with such files in "
                  "LAMIN_BIONTY_SOURCES.  Looked in: " +
                  join(folders, ", "));
}

Columns Shelf::read_table(const Source& source, const fs::path& file) const {
  try {
    const std::string text = read_file(file);
    switch (format_of(text)) {
      case Format::parquet:
        if (!read_parquet_) {
          throw Error(ErrorCode::unsupported, "Only Python reads parquet")
              .hint("Ask for it once in Python, e.g. `bt.base." + source.entity +
                    "()`: from then on there is a compiled release.");
        }
        return read_parquet_(file);
      case Format::tsv:
        return parse_table(text);
      default:
        return build_table(parse(text), rules_of(source.name));
    }
  } catch (Error& error) {
    throw std::move(error.with("path", file.native()));
  }
}

std::shared_ptr<const Release> Shelf::compiled(const Source& source, const fs::path& file) {
  const fs::path path = compiled_path(places_, source, file);
  std::error_code failure;
  if (fs::exists(path, failure)) {
    try {
      return std::make_shared<const Release>(Release::open(path));
    } catch (const Error&) {
      fs::remove(path, failure);  // made anew below
    }
  }
  check_sidecar(file);
  return shelve(source, file, read_table(source, file));
}

std::shared_ptr<const Release> Shelf::shelve(const Source& source, const fs::path& file,
                                             const Columns& table) const {
  const fs::path path = compiled_path(places_, source, file);
  std::string bytes = Release::compile(table);
  try {
    fs::create_directories(path.parent_path());
    replace_text_file(path, bytes);
    remove_older(path, source.table_name());
    return std::make_shared<const Release>(Release::open(path));
  } catch (const std::exception&) {
    return std::make_shared<const Release>(
        Release::from_bytes(std::move(bytes)));  // a folder nobody may write
  }
}

std::shared_ptr<const Release> Shelf::get(const Source& source) {
  const fs::path file = find_or_fetch(source);
  const std::string origin = origin_of(file);
  const std::scoped_lock lock(mutex_);
  Open& open = open_[source.table_name()];
  if (open.release == nullptr || open.origin != origin) open = {origin, compiled(source, file)};
  return open.release;
}

void Shelf::add_folder(fs::path folder) {
  const std::scoped_lock lock(mutex_);
  std::erase(places_.sources, folder);
  places_.sources.insert(places_.sources.begin(), std::move(folder));
}

}  // namespace lamin::ontologies
