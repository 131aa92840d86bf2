#include <doctest/doctest.h>

#include "base/error.hpp"
#include "support/instance_fixture.hpp"

namespace lamin::records {
namespace {

struct Validate : test::InstanceFixture {
  std::string refusal(std::string_view name, const Assignments& given) {
    try {
      validate_fields(registry(name), given);
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::field_invalid);
      return error.sentence();
    }
    return "";
  }
};

TEST_SUITE_BEGIN("validate");

TEST_CASE_FIXTURE(Validate, "what is wrong is said in the reference's words") {
  CHECK(refusal("Project", {{"url", "x"}}) ==
        "\n  url: \x1b[1;93mx\x1b[0m is not valid\n    → Enter a valid URL.\n  ");
  CHECK(refusal("Person", {{"email", "x"}}) ==
        "\n  email: \x1b[1;93mx\x1b[0m is not valid\n    → Enter a valid email address.\n  ");
  CHECK(refusal("Reference", {{"doi", "x"}, {"url", "y"}}) ==
        "\n  url: \x1b[1;93my\x1b[0m is not valid\n    → Enter a valid URL.\n  doi: \x1b[1;93mx\x1b[0m is "
        "not valid\n"
        "    → Must be a DOI (e.g., 10.1000/xyz123 or https://doi.org/10.1000/xyz123)\n  ");
  CHECK(refusal("Transform", {{"type", "bad"}}) ==
        "\n  type: \x1b[1;93mbad\x1b[0m is not a valid value\n    → Valid values are: \x1b[1;92mfunction, "
        "linker, "
        "notebook, pipeline, script, upload\x1b[0m\n  ");
  CHECK(refusal("Reference", {{"pubmed_id", "9223372036854775808"}}) ==
        "\n  pubmed_id: \x1b[1;93m9223372036854775808\x1b[0m is not valid\n    → Ensure this value is less "
        "than or equal to %(limit_value)s.\n  ");
}

TEST_CASE_FIXTURE(Validate, "addresses") {
  for (const char* url : {"https://a.io", "http://localhost:80/x?y#z", "ftp://user:pw@sub.example.com/a",
                          "http://1.2.3.4", "http://[::1]:80/"}) {
    CHECK_MESSAGE(refusal("Project", {{"url", url}}).empty(), url);
  }
  for (const char* url : {"a.io", "http://a.b", "http://a b.io", "http://", "http://-a.io",
                          "http://a.io:123456", "http://1.2.3.456", "gopher://a.io"}) {
    CHECK_MESSAGE(!refusal("Project", {{"url", url}}).empty(), url);
  }
  CHECK(refusal("Person", {{"email", "a.b+c@b.com"}}).empty());
  for (const char* email : {"a@b", "@b.com", "a..b@b.com", "a b@b.com"}) {
    CHECK_MESSAGE(!refusal("Person", {{"email", email}}).empty(), email);
  }
  for (const char* doi :
       {"10.1000/xyz123", "https://doi.org/10.1/x", "doi:10.1000/x", "10.10/x", "10.1000/x y"}) {
    CHECK_MESSAGE(refusal("Reference", {{"doi", doi}}).empty(), doi);
  }
  CHECK(!refusal("Reference", {{"doi", "11.1000/a"}}).empty());
}

TEST_CASE_FIXTURE(Validate, "lengths, dates and numbers") {
  CHECK(!refusal("Reference", {{"abbr", std::string(33, 'x')}}).empty());
  CHECK(!refusal("Project", {{"start_date", "bad"}}).empty());
  CHECK(refusal("Project", {{"start_date", "2025-04-01"}}).empty());
  CHECK(!refusal("Reference", {{"pubmed_id", "a"}}).empty());
  CHECK(!refusal("Person", {{"external", "d"}}).empty());
}

TEST_CASE_FIXTURE(Validate, "other registries take any text") {
  CHECK(refusal("ULabel", {{"description", std::string(300, 'x')}}).empty());
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::records
