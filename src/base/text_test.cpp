#include "base/text.hpp"

#include <doctest/doctest.h>

using namespace lamin;

TEST_CASE("split and join are each other's reverse") {
  CHECK(split("a,b,,c", ",") == std::vector<std::string_view>{"a", "b", "", "c"});
  CHECK(split("", ",") == std::vector<std::string_view>{""});
  CHECK(split("a__b", "__") == std::vector<std::string_view>{"a", "b"});
  CHECK(join(std::vector<std::string>{"a", "b"}, ", ") == "a, b");
  CHECK(join({}, ", ").empty());
}

TEST_CASE("replace_all replaces every part and does not look at what it wrote") {
  CHECK(replace_all("aXbX", "X", "XX") == "aXXbXX");
  CHECK(replace_all("abc", "", "x") == "abc");
}

TEST_CASE("trim takes blanks off both ends") {
  CHECK(trim(" \t a b \n") == "a b");
  CHECK(trim("  ").empty());
}

TEST_CASE("lower case of ASCII leaves other bytes, of Unicode does not") {
  CHECK(ascii_lower("ÄBC") == "Äbc");
  CHECK(unicode_lower("ÄBC ß ΔΕ Ж Ǆ Ꭰ Ā ā 𐐀") == "äbc ß δε ж ǆ ꭰ ā ā 𐐨");
  CHECK(unicode_lower("\xff"
                      "A") ==
        "\xff"
        "a");
}

TEST_CASE("code points are counted, not bytes") {
  CHECK(code_points("aé😀") == 3);
  CHECK(first_code_points("aé😀", 2) == "aé");
  CHECK(first_code_points("ab", 9) == "ab");
}

TEST_CASE("is_valid_utf8 refuses overlong forms, surrogates and cut sequences") {
  CHECK(is_valid_utf8("aé😀"));
  CHECK_FALSE(is_valid_utf8("\xc0\x80"));
  CHECK_FALSE(is_valid_utf8("\xed\xa0\x80"));
  CHECK_FALSE(is_valid_utf8("\xe2\x82"));
  CHECK_FALSE(is_valid_utf8("\xff"));
}

TEST_CASE("snake_case takes a run of capitals for one word") {
  CHECK(snake_case("CellType") == "cell_type");
  CHECK(snake_case("ULabel") == "ulabel");
  CHECK(snake_case("FlexTableData") == "flex_table_data");
}

TEST_CASE("edit_distance counts a swap of neighbours once") {
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("ab", "ba") == 1);
  CHECK(edit_distance("", "abc") == 3);
}

TEST_CASE("nearest finds what was meant, and nothing if all is far") {
  const std::vector<std::string> names{"artifact", "collection", "transform"};
  CHECK(nearest("Artefact", names) == "artifact");
  CHECK(nearest("transfrom", names) == "transform");
  CHECK(nearest("xyz", names) == std::nullopt);
}
