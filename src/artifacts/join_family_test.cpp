#include "artifacts/join_family.hpp"

#include <doctest/doctest.h>

#include "artifacts/read.hpp"
#include "records/rules.hpp"
#include "support/artifact_fixture.hpp"

namespace lamin::artifacts {
namespace {

struct Families : test::ArtifactFixture {
  Artifact saved(const std::string& name, const std::string& content) {
    return make_and_save(file(name, content), name);
  }
  bool is_latest(const records::Record& record) {
    return store().find_by_id(record.registry(), record.id())->get("is_latest").truth();
  }
};

TEST_SUITE_BEGIN("join_family");

TEST_CASE_FIXTURE(Families,
                  "an artifact becomes the latest version of another family, and its file follows") {
  const Artifact first = saved("a.txt", "a1"), second = saved("a.txt", "a2");
  const Artifact other_first = saved("b.txt", "b1");
  Artifact other = saved("b.txt", "b2");
  const auto place = path(workspace, other);
  lines().clear();
  log().set_verbosity(Verbosity::success);
  join_family(workspace, other.record, first.record, "3");
  CHECK(other.record.uid() == std::string(second.record.uid()).replace(19, 1, "2"));
  CHECK(other.record.get("version") == Value("3"));
  CHECK(read(path(workspace, other)) == "b2");
  CHECK_FALSE(std::filesystem::exists(place));
  CHECK(is_latest(other.record));
  CHECK_FALSE(is_latest(second.record));
  CHECK(is_latest(other_first.record));
  CHECK(lines().size() == 2);
  CHECK(lines().front() ==
        "✓ updated path from " + place.string() + " to " + path(workspace, other).string() + "!");
}

TEST_CASE_FIXTURE(Families, "what cannot join is refused, and nothing changes") {
  const Artifact first = saved("a.txt", "a");
  Artifact unsaved = make(file("n.txt", "n"), "n.txt");
  CHECK_THROWS_AS(join_family(workspace, unsaved.record, first.record, {}), Error);
  file("folder/x", "x");
  Artifact folder = make_and_save(work() / "folder", "folder");
  const std::string uid(folder.record.uid());
  CHECK_THROWS_WITH_AS(join_family(workspace, folder.record, first.record, {}),
                       doctest::Contains("A folder cannot join"), Error);
  CHECK(folder.record.uid() == uid);
  Artifact other = saved("b.txt", "b");
  CHECK_THROWS_WITH_AS(
      join_family(workspace, other.record, add("ULabel", {{"uid", "abcdefgh"}, {"name", "x"}}), {}),
      doctest::Contains("has to be of type `Artifact`"), Error);
}

TEST_CASE_FIXTURE(Families, "a failed rename leaves the rows as they were") {
  const Artifact first = saved("a.txt", "a");
  Artifact other = saved("b.txt", "b");
  const std::string uid(other.record.uid());
  // A folder with content stands where the file would go.
  const auto taken = storage_root() / ".lamindb" / (std::string(first.record.uid()).substr(0, 19) + "1.txt");
  file((taken / "x").string(), "x");
  CHECK_THROWS_AS(join_family(workspace, other.record, first.record, {}), Error);
  CHECK(other.record.uid() == uid);
  CHECK(store().find_by_id(registry("Artifact"), other.record.id())->uid() == uid);
  CHECK(is_latest(first.record));
  CHECK(read(path(workspace, other)) == "b");
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::artifacts
