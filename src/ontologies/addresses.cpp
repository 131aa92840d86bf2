#include "ontologies/addresses.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/environment.hpp"
#include "http/download.hpp"

namespace lamin::ontologies {
namespace {

constexpr std::string_view bucket = "s3://bionty-assets/";

std::string percent_encoded(std::string_view path) {
  constexpr std::string_view digits = "0123456789ABCDEF", plain = "-._~/";
  std::string encoded;
  for (const char letter : path) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool is_word = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                         (letter >= '0' && letter <= '9');
    if (is_word || plain.find(letter) != plain.npos)
      encoded += letter;
    else
      encoded += {'%', digits[byte >> 4], digits[byte & 15]};
  }
  return encoded;
}

std::string with_key(std::string url) {
  if (!url.ends_with("apikey=")) return url;
  const auto key = environment("BIOPORTAL_API_KEY");
  return key ? url + *key : "";
}

}  // namespace

std::string web_address(std::string_view url, std::string_view assets) {
  if (url.starts_with(bucket) && !assets.empty())
    return std::string(assets) + "/" + percent_encoded(url.substr(bucket.size()));
  if (!url.starts_with("s3://")) return std::string(url);
  const std::string_view path = url.substr(5);
  const std::size_t slash = std::min(path.find('/'), path.size());
  return "https://" + std::string(path.substr(0, slash)) + ".s3.amazonaws.com" +
         percent_encoded(path.substr(slash));
}

Address address_from(const Source& source, std::string_view url) {
  const std::string_view path = url.substr(0, url.find('?'));
  const bool is_table = path.ends_with(".parquet");
  return {std::string(url), is_table ? source.table_name() + ".parquet" : source.raw_name(), ""};
}

std::vector<Address> addresses_of(const Source& source, std::string_view assets, bool reads_parquet) {
  std::vector<Address> addresses;
  const bool is_in_bucket = source.url.starts_with(bucket);
  const std::string url = is_in_bucket && assets.empty() ? "" : web_address(with_key(source.url), assets);
  if (http::is_web_address(url)) {
    addresses.push_back(address_from(source, url));
    addresses.back().md5 = source.md5;
  }
  if (is_in_bucket || assets.empty()) return addresses;
  const std::string table = web_address(std::string(bucket) + source.table_name() + ".parquet", assets);
  addresses.insert(reads_parquet ? addresses.begin() : addresses.end(), address_from(source, table));
  return addresses;
}

}  // namespace lamin::ontologies
