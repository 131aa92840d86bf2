#include <zlib.h>

#include <cerrno>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/text_file.hpp"
#include "ontologies/parse.hpp"

namespace lamin::ontologies {
namespace {

std::string unpacked(std::string_view packed, const std::filesystem::path& path) {
  z_stream stream{};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  if (inflateInit2(&stream, 15 + 32) != Z_OK) throw Error(ErrorCode::runtime_failed, "zlib does not start");
  std::string text;
  std::string part(1 << 18, '\0');
  int state = Z_OK;
  while (state == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(part.data());
    stream.avail_out = static_cast<uInt>(part.size());
    state = inflate(&stream, Z_NO_FLUSH);
    text.append(part, 0, part.size() - stream.avail_out);
    // Several members in a row are one file.
    if (state == Z_STREAM_END && stream.avail_in > 0) state = inflateReset(&stream);
  }
  inflateEnd(&stream);
  if (state != Z_STREAM_END) {
    throw Error(ErrorCode::validation_failed, "The gzip file is damaged or cut off")
        .with("path", path.native())
        .hint("Fetch it again.");
  }
  return text;
}

}  // namespace

std::string read_file(const std::filesystem::path& path) {
  auto text = read_text_file(path);
  if (!text) throw Error(ErrorCode::file_missing, "Cannot open the file").with("path", path.native());
  return text->starts_with("\x1f\x8b") ? unpacked(*text, path) : *std::move(text);
}

Format format_of(std::string_view text) {
  if (text.starts_with("PAR1")) return Format::parquet;
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const std::string_view start = trim(text.substr(0, 4096));
  if (start.starts_with('<')) return Format::owl;
  if (start.starts_with('{')) return Format::graphs;
  if (start.starts_with("format-version:") || start.starts_with("[Term]") ||
      start.find("\n[Term]") != start.npos)
    return Format::obo;
  if (start.substr(0, start.find('\n')).find('\t') != start.npos) return Format::tsv;
  if (start.find(": ") != start.npos) return Format::obo;
  throw Error(ErrorCode::validation_failed, "This is neither OBO nor OWL, OBO Graphs or a table")
      .hint("The first bytes are: " + std::string(start.substr(0, 60)));
}

Ontology parse(std::string_view text) {
  const auto read = [&] {
    switch (format_of(text)) {
      case Format::owl:
        return parse_owl(text);
      case Format::graphs:
        return parse_graphs(text);
      case Format::obo:
        return parse_obo(text);
      default:
        throw Error(ErrorCode::validation_failed, "This is a table, not an ontology");
    }
  };
  Ontology ontology = read();
  if (!ontology.terms.empty()) return ontology;
  // A page that says "log in" is XML without a class.
  throw Error(ErrorCode::validation_failed, "There are no terms in it")
      .hint("The first bytes are: " + std::string(trim(text.substr(0, 60))));
}

std::string compact_id(std::string_view address) {
  constexpr std::string_view obo = "http://purl.obolibrary.org/obo/";
  if (!address.starts_with(obo)) return std::string(address);
  std::string id(address.substr(obo.size()));
  if (const std::size_t underscore = id.find('_');
      underscore != std::string::npos && id.find('#') == std::string::npos)
    id[underscore] = ':';
  return id;
}

}  // namespace lamin::ontologies
