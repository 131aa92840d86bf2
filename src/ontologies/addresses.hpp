// Where the file of a source is in the web.
//
// bionty 1.2.1 first asks a public bucket for the finished table, as parquet, and then the address of the
// source.  The same here where parquet can be read; elsewhere the address comes first.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ontologies/source.hpp"

namespace lamin::ontologies {

struct Address {
  std::string url;   // http or https
  std::string name;  // what its file is called here
  std::string md5;   // of its bytes; "" = not known
};

/// In the order in which they are tried.  `assets` is the address of the bucket "bionty-assets", without a
/// slash at the end; "" leaves it out.
/// BioPortal wants a key of the user's own: an address that ends with "apikey=" is completed from the
/// variable BIOPORTAL_API_KEY, and left out without.
std::vector<Address> addresses_of(const Source& source, std::string_view assets, bool reads_parquet);

/// Where a file from `url` goes: by bionty's name of the table for parquet, else of the raw file.
Address address_from(const Source& source, std::string_view url);

/// "s3://bionty-assets/a b.parquet" -> "https://bionty-assets.s3.amazonaws.com/a%20b.parquet"; other
/// addresses stay as they are.
std::string web_address(std::string_view url, std::string_view assets);

inline constexpr std::string_view public_assets = "https://bionty-assets.s3.amazonaws.com";

}  // namespace lamin::ontologies
