#include "base/uid.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

using namespace lamin;

namespace {

std::string encoded(std::string_view bytes) {
  return encode_base62({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
}

}  // namespace

TEST_CASE("random_base62 draws characters of the alphabet, all of them, and no uid twice") {
  std::set<std::string> uids;
  std::set<char> seen;
  for (int i = 0; i < 2000; ++i) {
    const std::string uid = random_base62(20);
    CHECK(uid.size() == 20);
    seen.insert(uid.begin(), uid.end());
    uids.insert(uid);
  }
  CHECK(uids.size() == 2000);
  CHECK(seen.size() == 62);
  CHECK(std::ranges::all_of(seen, [](char c) { return std::isalnum(static_cast<unsigned char>(c)); }));
  CHECK(random_base62(0).empty());
}

TEST_CASE("increment_base62 counts on in the order 0-9 A-Z a-z") {
  CHECK(increment_base62("0000") == "0001");
  CHECK(increment_base62("0009") == "000A");
  CHECK(increment_base62("000Z") == "000a");
  CHECK(increment_base62("000z") == "0010");
  CHECK(increment_base62("00zz") == "0100");
  CHECK(increment_base62("zzzz") == "10000");
  CHECK_THROWS_AS(increment_base62("00-0"), Error);
}

TEST_CASE("versioned uids keep their stem") {
  CHECK(stem_of("kup03MJBsIVa0002") == "kup03MJBsIVa");
  CHECK(next_version_uid("kup03MJBsIVa0002") == "kup03MJBsIVa0003");
  CHECK(next_version_uid("kup03MJBsIVa000z") == "kup03MJBsIVa0010");
}

TEST_CASE("encode_base62 writes leading zero bytes as pairs") {
  using namespace std::string_literals;
  CHECK(encoded("") == "");
  CHECK(encoded("\0"s) == "01");
  CHECK(encoded("\0\0a"s) == "021Z");
  CHECK(encoded("abc") == "QmIN");
  CHECK(encoded(std::string(62, '\0')) == "0z01");
  CHECK(encoded(std::string(61, '\0') + "a") == "0z1Z");
}

TEST_CASE("hash_base62 gives the uids of sources and ontology terms") {
  CHECK(hash_base62("hello", 22) == "2py6ZcZ4zuqKEy47Zj8TXm");
  CHECK(hash_base62("", 22) == "6SFsQFoWZKg7DZ3I6vLDPK");
  const std::vector<std::pair<std::string_view, std::string_view>> uids{
      {"CL:0000084", "22LvKd01"},
      {"CL:0000037", "2U8xapxu"},
      {"my new cell type", "1c3gMzsB"},
      {"MONDO:0004975", "4F2HPJ3w"},
      {"UBERON:0000178", "6BGDnWJM"},
      {"NCBITaxon:9606", "1dpCL6Td"},
      {"human", "4gQdjtxb"},
      {"ENSG00000139618", "1DQZiYQ1wP6x"},
      {"ENSG00000081059", "7IkHKPl0ScQR"},
      {"YAL001C", "2RBTAJB89S9g"},
      {"TCF7human", "2mrMdTTRuqoL"},
      {"P12345", "56EmGxvBkxV4"},
      {"Synaptotagminhuman", "3Lmpbt3ubRYe"},
      {"CD8human", "1xRpnOHIkdyE"},
      {"bionty.CellTypeclall2024-08-16", "3Uw2Va7a"}};
  for (const auto& [text, uid] : uids) CHECK(hash_base62(text, uid.size()) == uid);
}

TEST_CASE("the id and uid of an instance follow from its slug") {
  const std::string id = uuid5_url_hex("anonymous/mydata");
  CHECK(dashed_uuid(id) == "3fae3ac9-c768-5a63-96f2-d619d4a5b2bf");
  CHECK(hash_base62(id, 12) == "186kfOVJd0dZ");
  CHECK(dashed_uuid(uuid5_url_hex("anonymous/test")) == "f63a0985-f46b-50fe-8220-d291b4cc5445");
  CHECK(hash_base62(uuid5_url_hex("anonymous/test"), 12) == "ITxvyjWeWURE");
  CHECK_THROWS_AS(dashed_uuid("abc"), Error);
}
