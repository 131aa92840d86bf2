#include "http/download.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>

#include <stdexcept>
#include <thread>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "http/part_file.hpp"
#include "http/progress.hpp"
#include "support/temporary_folder.hpp"
#include "support/web_server.hpp"

using namespace lamin;
using http::Download;

namespace {

struct Place {
  test::TemporaryFolder folder;
  test::WebServer server;
  std::string text = [] {
    std::string lines;
    for (int line = 0; line < 20'000; ++line) lines += "line " + std::to_string(line) + "\n";
    return lines;
  }();

  std::filesystem::path target() const { return folder / "down" / "cl.obo"; }
  bool has_leftovers() const {
    return std::filesystem::exists(target().native() + ".part") ||
           std::filesystem::exists(target().native() + ".part.from");
  }
  Download wanted(const std::string& path = "/cl.obo") const {
    Download wanted;
    wanted.address = server.address(path);
    wanted.target = target();
    return wanted;
  }
  /// The code of what `download` throws.
  static ErrorCode failure_of(const Download& wanted) {
    try {
      http::download(wanted);
    } catch (const Error& error) {
      const std::string what = error.what();
      CHECK(what.find(wanted.address) != what.npos);
      CHECK(what.find(wanted.target.native()) != what.npos);
      return error.code();
    }
    FAIL("nothing was thrown");
    return ErrorCode::runtime_failed;
  }
};

}  // namespace

TEST_CASE("a download brings the file, follows to where it is, and compares the checksum") {
  Place place;
  place.server.put("/cl.obo", {.body = "", .status = 302, .location = place.server.address("/there/cl.obo")});
  place.server.put("/there/cl.obo", {.body = place.text, .etag = "\"1\""});
  Download wanted = place.wanted();
  wanted.md5 = hex(md5(place.text));
  std::uint64_t seen = 0, whole = 0;
  wanted.progress = [&](std::uint64_t done, std::uint64_t all) { seen = done, whole = all; };
  http::download(wanted);
  CHECK(test::content_of(place.target()) == place.text);
  CHECK(seen == place.text.size());
  CHECK(whole == place.text.size());
  CHECK_FALSE(place.has_leftovers());
}

TEST_CASE("an empty file is a file") {
  Place place;
  place.server.put("/cl.obo", {.body = ""});
  http::download(place.wanted());
  CHECK(std::filesystem::file_size(place.target()) == 0);
}

TEST_CASE("a download that breaks off goes on where it stopped") {
  Place place;
  place.server.put("/cl.obo", {.body = place.text, .etag = "\"1\"", .cut_after = 1000});
  http::download(place.wanted());
  CHECK(test::content_of(place.target()) == place.text);
  const auto requests = place.server.requests();
  REQUIRE(requests.size() == 2);
  CHECK(requests[1].find("Range: bytes=1000-\r\n") != std::string::npos);
}

TEST_CASE("a later download goes on with what an earlier one has left, if the server has the same file") {
  Place place;
  place.server.put("/cl.obo", {.body = place.text, .etag = "\"1\"", .cut_after = 1000, .cuts = 99});
  Download wanted = place.wanted();
  wanted.tries = 1;
  CHECK(Place::failure_of(wanted) == ErrorCode::validation_failed);
  CHECK_FALSE(std::filesystem::exists(place.target()));
  CHECK(std::filesystem::file_size(place.target().native() + ".part") == 1000);
  SUBCASE("the same") {
    place.server.put("/cl.obo", {.body = place.text, .etag = "\"1\""});
    http::download(wanted);
    CHECK(place.server.requests().back().find("Range: bytes=1000-") != std::string::npos);
    CHECK(test::content_of(place.target()) == place.text);
  }
  SUBCASE("another") {
    place.server.put("/cl.obo", {.body = "new " + place.text, .etag = "\"2\""});
    http::download(wanted);
    CHECK(test::content_of(place.target()) == "new " + place.text);
  }
  SUBCASE("a server without ranges") {
    place.server.put("/cl.obo", {.body = place.text, .etag = "\"1\"", .takes_ranges = false});
    http::download(wanted);
    CHECK(test::content_of(place.target()) == place.text);
  }
  SUBCASE("a shorter one") {
    place.server.put("/cl.obo", {.body = "short", .etag = "\"1\""});
    wanted.tries = 2;
    http::download(wanted);
    CHECK(test::content_of(place.target()) == "short");
  }
  CHECK_FALSE(place.has_leftovers());
}

TEST_CASE("a download without a mark of the version begins anew") {
  Place place;
  place.server.put("/cl.obo", {.body = place.text, .cut_after = 1000});
  http::download(place.wanted());
  CHECK(place.server.requests().back().find("Range:") == std::string::npos);
  CHECK(test::content_of(place.target()) == place.text);
}

TEST_CASE("a wrong checksum leaves nothing, and the file that was there") {
  Place place;
  place.folder.write("down/cl.obo", "old");
  place.server.put("/cl.obo", {.body = place.text, .etag = "\"1\""});
  Download wanted = place.wanted();
  wanted.md5 = std::string(32, '0');
  CHECK(Place::failure_of(wanted) == ErrorCode::validation_failed);
  CHECK(test::content_of(place.target()) == "old");
  CHECK_FALSE(place.has_leftovers());
}

TEST_CASE("answers of a server become errors that name address and file") {
  Place place;
  place.server.put("/secret", {.body = "no", .status = 403});
  place.server.put("/broken", {.body = "no", .status = 500});
  place.server.put("/circle", {.body = "", .status = 302, .location = place.server.address("/circle")});
  place.server.put("/elsewhere", {.body = "", .status = 302, .location = "file:///etc/hostname"});
  CHECK(Place::failure_of(place.wanted("/nothing")) == ErrorCode::file_missing);
  CHECK(Place::failure_of(place.wanted("/secret")) == ErrorCode::permission_denied);
  CHECK(Place::failure_of(place.wanted("/broken")) == ErrorCode::io_failed);
  CHECK(Place::failure_of(place.wanted("/circle")) == ErrorCode::io_failed);
  CHECK(Place::failure_of(place.wanted("/elsewhere")) == ErrorCode::io_failed);
  CHECK_FALSE(std::filesystem::exists(place.target()));
  CHECK_FALSE(place.has_leftovers());
}

TEST_CASE("a server that is busy for a moment is asked again") {
  Place place;
  place.server.put("/cl.obo", {.body = place.text, .failures = 2});
  http::download(place.wanted());
  CHECK(place.server.requests().size() == 3);
}

TEST_CASE("a machine that is not there, and one that says nothing") {
  Place place;
  Download wanted = place.wanted();
  wanted.address = "http://127.0.0.1:1/cl.obo";
  CHECK(Place::failure_of(wanted) == ErrorCode::io_failed);
  place.server.put("/silent", {.body = place.text, .goes_silent = true});
  wanted = place.wanted("/silent");
  wanted.patience = std::chrono::milliseconds(1000);
  CHECK(Place::failure_of(wanted) == ErrorCode::io_failed);
  CHECK_FALSE(place.has_leftovers());
}

TEST_CASE("what the progress throws ends the download") {
  Place place;
  place.server.put("/cl.obo", {.body = place.text});
  Download wanted = place.wanted();
  wanted.progress = [](std::uint64_t, std::uint64_t) { throw std::runtime_error("enough"); };
  CHECK_THROWS_WITH(http::download(wanted), "enough");
  CHECK_FALSE(std::filesystem::exists(place.target()));
}

TEST_CASE("a folder that cannot be made is told") {
  Place place;
  place.folder.write("down", "a file");
  place.server.put("/cl.obo", {.body = place.text});
  CHECK(Place::failure_of(place.wanted()) == ErrorCode::file_missing);
}

TEST_CASE("many that want one file get it") {
  Place place;
  place.server.put("/cl.obo", {.body = place.text, .etag = "\"1\""});
  std::vector<std::thread> crowd;
  for (int one = 0; one < 8; ++one) crowd.emplace_back([&] { http::download(place.wanted()); });
  for (std::thread& one : crowd) one.join();
  CHECK(test::content_of(place.target()) == place.text);
  CHECK_FALSE(place.has_leftovers());
}

TEST_CASE("the line of progress says how much is here") {
  CHECK(http::progress_line("cl.owl", 12'340'000, 60'100'000, 4) ==
        "cl.owl  12.3 of 60.1 MB  20 %  3.1 MB/s");
  CHECK(http::progress_line("cl.owl", 500'000, 0, 0) == "cl.owl  0.5 MB");
  const int nowhere = ::open("/dev/null", O_WRONLY);
  CHECK_FALSE(http::terminal_progress("cl.owl", nowhere));
  ::close(nowhere);
}
