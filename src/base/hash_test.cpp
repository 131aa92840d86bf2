#include "base/hash.hpp"

#include <doctest/doctest.h>

using namespace lamin;

TEST_CASE("md5 and sha1 give the digests of RFC 1321 and RFC 3174") {
  CHECK(hex(md5("")) == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(hex(md5("message digest")) == "f96b697d7cb7938d525a2f31aaf161d0");
  CHECK(hex(sha1("abc")) == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(hex(sha1("")) == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  CHECK(hex(sha1(std::string("blob 9\0print(1)\n", 16))) == "b917a726c93f902e43291d9009d6488385133b67");
}

TEST_CASE("hash_string is the b64 of the md5") {
  CHECK(hash_string("") == "1B2M2Y8AsgTpgAmY7PhCfg");
  CHECK(hash_string("hello") == "XUFAKrxLKna5cZ2REBfFkg");
  CHECK(hash_string("print(1)\n") == "3uXEaYn17AkjERiPT-gpww");
  CHECK(hash_string("é") == "Zt3Nl8_eq7L2-4qZm0vHbw");
}

TEST_CASE("hash_set depends neither on order nor on repetition") {
  CHECK(hash_set({}) == "1B2M2Y8AsgTpgAmY7PhCfg");
  CHECK(hash_set({"a"}) == "DMF1ucDxtqgxw5niaXcmYQ");
  CHECK(hash_set({"b", "a"}) == "2BYMmz3CDU6TGutPRSYhVQ");
  CHECK(hash_set({"c", "a", "b", "a"}) == "AsyPCDmKTzETtVToEF6-TA");
  CHECK(hash_set({"uoCkqAzHE14W", "QUQibiUgdOiu"}) == "5x1e2Tniyl6iuoo_NJ9Swg");
  CHECK(hash_set({"-1", "False", "Feature", "None", "S2", "True", "num", "{'af': {'0': True}}"}) ==
        "EYzy05TWFrI4x2RcGbd-BQ");
  CHECK(hash_set({"-1", "False", "Feature", "None", "S2", "True", "num"}) == "SdxqNiDoRJeMPDBkjeAUBA");
  CHECK(hash_set({"5x1e2Tniyl6iuoo_NJ9Swg", "EYzy05TWFrI4x2RcGbd-BQ"}) == "vbBzhBsqm_gN7mXbh96DhQ");
  CHECK(hash_set({"sZRqySSS0jR8YjW00mERhA", "NE_SMj3TPVwFi3zyfeAp6A"}) == "-R5k5FuAcnq5JUS8babTJw");
}

TEST_CASE("hash_json is taken of the JSON text with sorted keys") {
  CHECK(hash_json(Json::object()) == "mZFLkyvTelC5g8XnyQrpOw");
  CHECK(hash_json(Json::parse(R"({"a":1})")) == "Qre08pIXiOoU2sVWbm8G0A");
  CHECK(hash_json(Json::parse("[1,2]")) == "BM0OAVHzUuf9QU1pSmBBNg");
  CHECK(hash_json(Json::array()) == "11FxOYiYfpMxmANj4kGJzg");
  CHECK(hash_json(nullptr) == "N6YlnMDB2uKZp4Zkid_wvQ");
  CHECK(hash_json(Json::parse(R"({"b":1,"a":[1,2.5,null,"é"]})")) == "QMJzJyloOGOH94E8Rd7n8A");
  CHECK(hash_json(Json::parse(R"({"b":{"y":2,"x":1},"a":true})")) == "XdZqciLlCsXgN2BBC3S_6w");
}

TEST_CASE("hash_list does not depend on order") {
  CHECK(hash_list({"XUFAKrxLKna5cZ2REBfFkg"}) == "yOolhHvmH7MGbaTnyfn8cQ");
  CHECK(hash_list({"sZRqySSS0jR8YjW00mERhA", "WR06rXvyoJ5vnyTkLWxOQA"}) == "zeODV3BeE_fN_urwaZxoyw");
  CHECK(hash_list({"WR06rXvyoJ5vnyTkLWxOQA", "sZRqySSS0jR8YjW00mERhA"}) == "zeODV3BeE_fN_urwaZxoyw");
  CHECK(hash_list({"WReFt5RgHiErJg4lklY2_Q", "sZRqySSS0jR8YjW00mERhA"}) == "PFZ3g1ZNxzA7mqT6Mbce4w");
}

TEST_CASE("base64_22 cuts longer digests") {
  const Sha1Digest blob{0xb6, 0xfc, 0x4c, 0x62, 0x0b, 0x67, 0xd9, 0x5f, 0x95, 0x3a,
                        0x5c, 0x1c, 0x12, 0x30, 0xaa, 0xab, 0x5d, 0xb5, 0xa1, 0xb0};
  CHECK(base64_22(blob) == "tvxMYgtn2V-VOlwcEjCqq1");
  CHECK(base64_22({}) == "");
}
