// Shelf: how a file comes to the shelf.
#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "http/download.hpp"
#include "ontologies/checksum.hpp"
#include "ontologies/parse.hpp"
#include "ontologies/shelf.hpp"

namespace lamin::ontologies {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::minutes before_another_attempt{10};

/// Where a file is until it is known to be a table.
fs::path incoming_path(const fs::path& target, const std::string& name) {
  return target / "incoming" / name;
}

std::string name_for(const Source& source, const fs::path& from) {
  const std::string text = from.native();
  const std::string suffix = text.ends_with(".gz") ? ".gz" : "";
  if (text.ends_with(".parquet")) return source.table_name() + ".parquet";
  const bool is_table = text.find(".tsv") != std::string::npos;
  return is_table ? source.table_name() + ".tsv" + suffix : source.raw_name() + suffix;
}

/// A file under another of bionty's names would be found before the new one.
void remove_others(const Source& source, const fs::path& newest) {
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(newest.parent_path(), failure)) {
    const std::string name = entry.path().filename();
    const bool is_of_source =
        name.substr(0, name.find('.', source.table_name().size())) == source.table_name() ||
        name.substr(0, name.find('.', source.raw_name().size())) == source.raw_name();
    if (is_of_source && entry.is_regular_file(failure) && entry.path() != newest)
      fs::remove(entry.path(), failure);
  }
}

/// What can be seen of a parquet file without reading it.
void expect_whole_parquet(const fs::path& file) {
  const std::string bytes = read_file(file);
  if (bytes.size() >= 12 && bytes.ends_with("PAR1")) return;
  throw Error(ErrorCode::validation_failed, "The parquet file is cut off").with("path", file.native());
}

std::string in_one_line(const Error& error) {
  std::string text = error.sentence();
  for (const auto& [name, value] : error.facts())
    if (name == "address") text += " (" + value + ")";
  return replace_all(text, "\n", " ");
}

/// How to take a file that its publisher has changed since the list was made.
std::string way_round(const Source& source, const Error& error, const Address& address) {
  const bool is_changed =
      std::ranges::any_of(error.facts(), [](const auto& fact) { return fact.first == "expected"; });
  return !is_changed ? ""
                     : ", `lamin bionty fetch " + source.entity + " --from \"" + address.url +
                           "\"` takes it as it is";
}

}  // namespace

fs::path Shelf::fetch(const Source& source, std::string_view address, std::string_view md5) {
  if (address.empty()) return fetch_from_web(source, md5);
  const std::string url = web_address(address, places_.assets);
  if (http::is_web_address(url)) {
    Address from = address_from(source, url);
    from.md5 = md5;
    return download(source, from);
  }
  if (address.starts_with("file://")) address.remove_prefix(7);
  if (address.find("://") != address.npos) {
    throw Error(ErrorCode::unsupported, "Files are fetched from http, https, file and public s3 addresses")
        .with("address", address)
        .hint("Fetch it by other means and put it into " + target().native() + " as " + source.raw_name() +
              ".");
  }
  return copy(source, fs::path(address), md5);
}

fs::path Shelf::fetch_from_web(const Source& source, std::string_view md5) {
  if (places_.downloads == Downloads::off) refuse_missing(source, "Downloads are off (LAMIN_OFFLINE).");
  auto addresses = addresses_of(source, places_.assets, static_cast<bool>(read_parquet_));
  if (!md5.empty())
    for (Address& address : addresses) address.md5 = md5;
  if (addresses.empty() && source.url.ends_with("apikey="))
    refuse_missing(source, "BioPortal wants a key of your own: put it into BIOPORTAL_API_KEY.");
  std::vector<std::string> reasons;
  for (const Address& address : addresses) {
    try {
      return download(source, address);
    } catch (const Error& error) {
      reasons.push_back(in_one_line(error) + way_round(source, error, address));
      if (error.code() == ErrorCode::storage_full || error.code() == ErrorCode::module_missing) break;
    }
  }
  refuse_missing(source, reasons.empty() ? "It has no address."
                                         : "It could not be downloaded: " + join(reasons, "; ") + ".");
}

http::Download Shelf::download_of(const Address& address, fs::path target) const {
  http::Download wanted;
  wanted.address = address.url;
  wanted.target = std::move(target);
  wanted.md5 = address.md5;
  wanted.patience = std::chrono::seconds(15);
  if (places_.progress) wanted.progress = places_.progress(address.name);
  return wanted;
}

fs::path Shelf::download(const Source& source, const Address& address) {
  const http::Download wanted = download_of(address, incoming_path(target(), address.name));
  http::download(wanted);
  try {
    return take_in(source, wanted.target);
  } catch (Error& error) {
    throw std::move(error.with("address", address.url));
  }
}

fs::path Shelf::copy(const Source& source, fs::path from, std::string_view md5) {
  if (fs::is_directory(from)) {
    const Shelf there({{from}, places_.compiled});
    const auto found = there.find_file(source);
    if (!found) there.refuse_missing(source);
    from = *found;
  }
  if (!fs::is_regular_file(from))
    throw Error(ErrorCode::file_missing, "There is no such file").with("path", from.native());
  check_sidecar(from);
  const bool is_original = from.filename() == fs::path(source.url).filename();
  if (md5.empty() && is_original) md5 = source.md5;
  if (!md5.empty()) expect_md5(from, md5);
  const fs::path incoming = incoming_path(target(), name_for(source, from));
  fs::create_directories(incoming.parent_path());
  fs::copy_file(from, incoming, fs::copy_options::overwrite_existing);
  return take_in(source, incoming);
}

/// Nothing for parquet where only Python reads it.
std::optional<Columns> Shelf::read_or_trust(const Source& source, const fs::path& incoming) const {
  try {
    return read_table(source, incoming);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::unsupported) throw;
    expect_whole_parquet(incoming);
    return std::nullopt;
  }
}

fs::path Shelf::take_in(const Source& source, const fs::path& incoming) {
  std::error_code failure;
  std::optional<Columns> table;
  try {
    table = read_or_trust(source, incoming);
  } catch (...) {
    fs::remove(incoming, failure);
    throw;
  }
  const fs::path file = target() / incoming.filename();
  fs::rename(incoming, file);
  fs::remove(incoming.parent_path(), failure);  // if it is empty
  remove_others(source, file);
  if (table) shelve(source, file, *table);
  return file;
}

std::optional<fs::path> Shelf::ontology_file(const Source& source) {
  for (const fs::path& file : files_of(source)) {
    const Format format = format_of(read_file(file));
    if (format != Format::tsv && format != Format::parquet) return file;
  }
  const bool is_table =
      source.url.empty() || source.url.ends_with(".parquet") || source.url.ends_with(".txt");
  if (is_table) return std::nullopt;
  if (places_.downloads != Downloads::when_missing) refuse_missing(source);
  const auto addresses = addresses_of(source, "", false);
  if (addresses.empty()) refuse_missing(source);
  http::download(download_of(addresses.front(), target() / source.raw_name()));
  return target() / source.raw_name();
}

fs::path Shelf::find_or_fetch(const Source& source) {
  if (const auto file = find_file(source)) return *file;
  if (places_.downloads == Downloads::never) refuse_missing(source);
  const auto now = std::chrono::steady_clock::now();
  {
    const std::scoped_lock lock(mutex_);
    const auto failed = failures_.find(source.table_name());
    if (failed != failures_.end() && now - failed->second.time < before_another_attempt)
      throw Error(ErrorCode::file_missing, failed->second.reason);
  }
  try {
    return fetch_from_web(source);
  } catch (const Error& error) {
    const std::scoped_lock lock(mutex_);
    failures_[source.table_name()] = {now, error.sentence()};
    throw;
  }
}

}  // namespace lamin::ontologies
