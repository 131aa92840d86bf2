// Trash, removal and restoring.
#include "artifacts/remove.hpp"

#include <doctest/doctest.h>

#include "artifacts/read.hpp"
#include "base/error.hpp"
#include "records/record.hpp"
#include "support/artifact_fixture.hpp"

namespace lamin::artifacts {

using test::ArtifactFixture;
using test::error_of;
namespace fs = std::filesystem;

TEST_SUITE("remove") {
  TEST_CASE("the first removal moves to the trash, and the same content brings it back") {
    ArtifactFixture f;
    auto artifact = f.make_and_save(f.file("a.txt", "a"), "a.txt");
    CHECK(remove(f.workspace, artifact.record, {.storage = true}) == Deleted::moved_to_trash);
    CHECK(f.said("! moving artifact to trash, storage arg is ignored"));
    CHECK(f.said("→ moved artifact to trash (_branch_code = -1)"));
    CHECK(fs::exists(path(f.workspace, artifact)));
    const auto again = f.make(f.work() / "a.txt", "a.txt");
    CHECK(f.said("→ restored artifact with same hash from trash: "));
    CHECK(again.record.get("_branch_code") == Value(1));
    CHECK(f.store().find_by_id(f.registry("Artifact"), 1)->get("_branch_code") == Value(1));
  }

  TEST_CASE("the second removal asks, and removes row and bytes") {
    ArtifactFixture f;
    auto artifact = f.make_and_save(f.file("a.txt", "a"), "a.txt");
    remove(f.workspace, artifact.record);
    f.answer = false;
    CHECK(remove(f.workspace, artifact.record) == Deleted::refused);
    CHECK(f.questions.back() ==
          "Artifact record is already in trash! Are you sure you want to permanently delete it? "
          "(y/n) You can't undo this action.");
    f.answer = true;
    CHECK(remove(f.workspace, artifact.record) == Deleted::removed);
    CHECK(f.count() == 0);
    CHECK(f.stored_objects() == 0);
    CHECK(error_of([&] { remove(f.workspace, artifact.record); }).sentence() ==
          "Artifact object can't be deleted because its id attribute is set to None.");
  }

  TEST_CASE("bytes under a real key go after a question, and stay if storage is false") {
    ArtifactFixture f;
    const auto file = f.file(f.storage_root().string() + "/data/r.txt", "real");
    auto artifact = f.make_and_save(file, "");
    remove(f.workspace, artifact.record, {.permanent = true, .storage = false});
    CHECK(f.said("→ a file/folder remains here: " + file.string()));
    CHECK(fs::exists(file));
    artifact = f.make_and_save(file, "");
    remove(f.workspace, artifact.record, {.permanent = true});
    CHECK(f.questions.back() ==
          "Are you sure to want to delete " + file.string() + "? (y/n)  You can't undo this action.");
    CHECK(!fs::exists(file));
  }

  TEST_CASE("removing the latest version makes the one before the latest") {
    ArtifactFixture f;
    auto first = f.make_and_save(f.file("a.txt", "one"), "a.txt");
    auto second = f.make_and_save(f.file("a.txt", "two"), "a.txt");
    remove(f.workspace, second.record, {.permanent = true});
    CHECK(f.store().find_by_id(f.registry("Artifact"), 1)->get("is_latest").truth());
    CHECK(f.said("! new latest version is Artifact(uid='" + std::string(first.record.uid()) +
                 "', is_latest=True"));
    CHECK(f.read(path(f.workspace, first)) == "one");
  }

  TEST_CASE("a former version of a folder leaves the bytes, the latest takes all versions along") {
    ArtifactFixture f;
    f.file("d/a", "A");
    f.make_and_save(f.work() / "d", "d");
    f.file("d/b", "B");
    f.make_and_save(f.work() / "d", "d");
    f.file("d/c", "C");
    auto third = f.make_and_save(f.work() / "d", "d");
    auto first = *f.store().find_by_id(f.registry("Artifact"), 1);
    remove(f.workspace, first, {.permanent = true, .storage = true});
    CHECK(f.said("! Storage argument is ignored; can't delete storage on an previous version"));
    CHECK(fs::exists(path(f.workspace, third)));
    CHECK(f.count() == 2);
    remove(f.workspace, third.record, {.permanent = true});
    CHECK(f.count() == 0);
    CHECK(f.stored_objects() == 0);
  }

  TEST_CASE("bytes in a storage of another instance are not removed") {
    ArtifactFixture f;
    const auto root = f.folder() / "s2";
    f.add("Storage", {{"uid", "storage2uid2"}, {"root", root.string()}, {"type", "local"}});
    auto artifact = f.make_and_save(f.file(root.string() + "/d/x.txt", "in s2"), "");
    CHECK(artifact.record.get("storage") == Value(2));
    const auto error =
        error_of([&] { remove(f.workspace, artifact.record, {.permanent = true, .storage = true}); });
    CHECK(error.code() == ErrorCode::foreign_storage);
    CHECK(error.sentence().starts_with(
        "Cannot simply delete artifacts outside of this instance's managed storage "
        "locations.\n(1) If you only want"));
    CHECK(f.count() == 1);
    CHECK(remove(f.workspace, artifact.record, {.permanent = true, .storage = false}) == Deleted::removed);
    CHECK(fs::exists(root / "d/x.txt"));
  }
}

}  // namespace lamin::artifacts
