// Saving many, and what a killed process leaves.
#include "artifacts/save.hpp"

#include <doctest/doctest.h>

#include "artifacts/read.hpp"
#include "base/error.hpp"
#include "base/uid.hpp"
#include "support/artifact_fixture.hpp"

namespace lamin::artifacts {
namespace {

using test::ArtifactFixture;
using test::error_of;
namespace fs = std::filesystem;

std::vector<Artifact> make_many(ArtifactFixture& f, int count, const std::string& prefix) {
  std::vector<Artifact> made;
  for (int i = 0; i < count; ++i) {
    const std::string name = prefix + std::to_string(i) + ".txt";
    made.push_back(f.make(f.file(name, "content of " + name), name));
  }
  return made;
}

std::vector<Artifact*> pointers_to(std::vector<Artifact>& artifacts) {
  std::vector<Artifact*> pointers;
  for (auto& artifact : artifacts) pointers.push_back(&artifact);
  return pointers;
}

std::uint64_t statements_for(ArtifactFixture& f, int count, const std::string& prefix) {
  auto made = make_many(f, count, prefix);
  const auto before = f.store().statements_run();
  save_all(f.workspace, pointers_to(made));
  return f.store().statements_run() - before;
}

}  // namespace

TEST_SUITE("save") {
  TEST_CASE("many are saved at once, in order") {
    ArtifactFixture f;
    auto made = make_many(f, 30, "m");
    save_all(f.workspace, pointers_to(made));
    CHECK(f.count() == 30);
    for (int i = 0; i < 30; ++i) {
      CHECK(made[static_cast<std::size_t>(i)].record.id() == i + 1);
      CHECK(f.read(path(f.workspace, made[static_cast<std::size_t>(i)])) ==
            "content of m" + std::to_string(i) + ".txt");
    }
    CHECK(f.stored_objects() == 30);
  }

  TEST_CASE("the number of statements does not grow with the number of artifacts") {
    ArtifactFixture f;
    const auto few = statements_for(f, 10, "a");
    const auto more = statements_for(f, 40, "b");
    CHECK(few == more);
  }

  TEST_CASE("many are saved all or none") {
    ArtifactFixture f;
    auto made = make_many(f, 12, "m");
    fs::remove(f.work() / "m7.txt");
    CHECK(error_of([&] { save_all(f.workspace, pointers_to(made)); }).code() == ErrorCode::file_missing);
    CHECK(f.count() == 0);
    CHECK(f.stored_objects() == 0);
    CHECK(!made.front().is_saved());
  }

  TEST_CASE("equal content and equal families among many are told apart") {
    ArtifactFixture f;
    f.make_and_save(f.file("v", "v1"), "v");
    std::vector<Artifact> made;
    made.push_back(f.make(f.file("v2", "v2"), "v"));
    made.push_back(f.make(f.file("v3", "v3"), "v"));
    made.push_back(f.make(f.file("x", "same"), "x"));
    made.push_back(f.make(f.file("y", "same"), "y"));
    save_all(f.workspace, pointers_to(made));
    CHECK(f.count() == 4);
    CHECK(made[3].record.id() == made[2].record.id());
    CHECK(made[1].record.uid() == next_version_uid(made[0].record.uid()));
    CHECK(f.read(path(f.workspace, made[0])) == "v2");
    CHECK(f.read(path(f.workspace, made[1])) == "v3");
    const auto latest = query::Query(f.registry("Artifact")).where("key", "v").where("is_latest", true);
    CHECK(f.store().one(latest).uid() == made[1].record.uid());
  }

  TEST_CASE("what a killed process left is found and swept, and nothing else") {
    ArtifactFixture f;
    const auto kept = f.make_and_save(f.file("a.txt", "a"), "a.txt");
    f.file("d/a", "A");
    const auto folder = f.make_and_save(f.work() / "d", "d");
    const auto managed = f.storage_root() / ".lamindb";
    f.file((managed / (random_base62(20) + ".txt")).string(), "no row");
    f.file((managed / ".saving-abandoned/0").string(), "staged");
    f.file((managed / "storage_uid.txt").string(), "abcdefghijkl");
    CHECK(find_leftovers(f.workspace).size() == 2);
    CHECK(sweep(f.workspace) == 2);
    CHECK(find_leftovers(f.workspace).empty());
    CHECK(f.read(path(f.workspace, kept)) == "a");
    CHECK(fs::exists(path(f.workspace, folder) / "a"));
    CHECK(fs::exists(managed / "storage_uid.txt"));
  }

  TEST_CASE("a replacement that was not committed is undone by the sweep") {
    ArtifactFixture f;
    const auto artifact = f.make_and_save(f.file("a.txt", "right"), "a.txt");
    const auto place = path(f.workspace, artifact);
    const auto staging = f.storage_root() / ".lamindb/.saving-abandoned";
    f.file((staging / "0").string(), "right");
    f.file(place.string(), "wrong");
    fs::create_symlink(place, staging / "0.replaces");
    sweep(f.workspace);
    CHECK(f.read(place) == "right");
    CHECK(f.stored_objects() == 1);
  }
}

}  // namespace lamin::artifacts
