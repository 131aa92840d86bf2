// What goes wrong: an error of the right class that says what and which, and nothing half written.
#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

#include "artifacts/read.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "support/artifact_fixture.hpp"
#include "support/without_privileges.hpp"

namespace lamin::artifacts {

using test::ArtifactFixture;
using test::error_of;
namespace fs = std::filesystem;

TEST_SUITE("bad input") {
  TEST_CASE("a missing file") {
    ArtifactFixture f;
    const auto error = error_of([&] { f.make(f.work() / "missing.txt", "m.txt"); });
    CHECK(error.code() == ErrorCode::file_missing);
    CHECK(error.sentence() == (f.work() / "missing.txt").string());
    CHECK(f.said("no run & transform got linked"));
  }

  TEST_CASE("an empty folder") {
    ArtifactFixture f;
    fs::create_directories(f.work() / "empty");
    CHECK(error_of([&] { f.make(f.work() / "empty", "empty"); }).code() == ErrorCode::invalid_value);
  }

  TEST_CASE("a file that may not be read") {
    const test::WithoutPrivileges owner_only;
    ArtifactFixture f;
    const auto file = f.file("secret.txt", "s");
    fs::permissions(file, fs::perms::none);
    CHECK(error_of([&] { f.make(file, "secret.txt"); }).code() == ErrorCode::permission_denied);
  }

  TEST_CASE("a key or a path inside the managed folder") {
    ArtifactFixture f;
    const auto file = f.file("b.txt", "b");
    CHECK(error_of([&] { f.make(file, "x/.lamindb/b.txt"); }).sentence() ==
          "Do not pass key that contains a managed storage path in `.lamindb/`");
    const auto inside = f.file(f.storage_root().string() + "/.lamindb/x.txt", "x");
    CHECK(error_of([&] { f.make(inside, "x.txt"); }).sentence() ==
          "Do not pass path inside the `.lamindb/` directory.");
    CHECK(f.lines().empty());
  }

  TEST_CASE("a suffix of the key that is not that of the file") {
    ArtifactFixture f;
    const auto error = error_of([&] { f.make(f.file("b.txt", "b"), "b.csv"); });
    CHECK(error.code() == ErrorCode::invalid_argument);
    CHECK(error.sentence() == "The suffix '.txt' of the provided path is inconsistent, it should be '.csv'");
  }

  TEST_CASE("nothing that identifies the artifact") {
    ArtifactFixture f;
    CHECK(error_of([&] { f.make(f.file("b.txt", "b"), ""); }).sentence() ==
          "Pass one of key, run or description as a parameter");
  }

  TEST_CASE("a change of suffix, of a real key, of the suffix of a virtual key") {
    ArtifactFixture f;
    auto artifact = f.make_and_save(f.file("k.txt", "k"), "k/one.txt");
    artifact.record.set("key", "k/two.txt");
    save(f.workspace, artifact);
    artifact.record.set("key", "k/two.csv");
    CHECK(error_of([&] { save(f.workspace, artifact); }).sentence() ==
          "The suffix '.csv' of the provided key is incorrect, it should be '.txt'.");
    artifact.record.set("key", "k/two.txt");
    artifact.record.set("suffix", ".csv");
    CHECK(error_of([&] { save(f.workspace, artifact); }).sentence() ==
          "Changing the `.suffix` of an artifact is not allowed! You tried to change it from '.txt' to "
          "'.csv'.");
    auto real = f.make_and_save(f.file(f.storage_root().string() + "/data/r.txt", "r"), "");
    real.record.set("key", "data/r9.txt");
    CHECK(error_of([&] { save(f.workspace, real); }).sentence() ==
          "Changing a non-virtual key of an artifact is not allowed! You tried to change it from "
          "'data/r.txt' to "
          "'data/r9.txt'.");
  }

  TEST_CASE("a disk that is full leaves neither row nor bytes") {
    ArtifactFixture f;
    auto artifact = f.make(f.file("big.bin", std::string(3'000'000, 'x')), "big.bin");
    struct rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const auto previous = std::signal(SIGXFSZ, SIG_IGN);
    const struct rlimit low{2'500'000, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &low);
    const auto error = error_of([&] { save(f.workspace, artifact); });
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, previous);
    CHECK(error.code() == ErrorCode::storage_full);
    CHECK(!artifact.is_saved());
    CHECK(f.count() == 0);
    CHECK(f.stored_objects() == 0);
    save(f.workspace, artifact);  // with room again
    CHECK(f.count() == 1);
  }

  TEST_CASE("a storage that may not be written") {
    const test::WithoutPrivileges owner_only;
    ArtifactFixture f;
    auto artifact = f.make(f.file("a.txt", "a"), "a.txt");
    fs::permissions(f.storage_root(), fs::perms::owner_read | fs::perms::owner_exec);
    CHECK(error_of([&] { save(f.workspace, artifact); }).code() == ErrorCode::permission_denied);
    fs::permissions(f.storage_root(), fs::perms::owner_all);
    CHECK(f.count() == 0);
  }

  TEST_CASE("a file that is gone or changed by the time it is saved") {
    ArtifactFixture f;
    auto gone = f.make(f.file("gone.txt", "gone"), "gone.txt");
    fs::remove(f.work() / "gone.txt");
    const auto error = error_of([&] { save(f.workspace, gone); });
    CHECK(error.code() == ErrorCode::file_missing);
    CHECK(error.sentence() ==
          "[Errno 2] No such file or directory: '" + (f.work() / "gone.txt").string() + "'");
    CHECK(f.count() == 0);
    auto changed = f.make(f.file("six.txt", "six"), "six.txt");
    f.file("six.txt", "six changed");
    save(f.workspace, changed);
    CHECK(changed.record.get("hash") == Value(hash_file(path(f.workspace, changed)).hash));
    CHECK(changed.record.get("size") == Value(11));
    CHECK(f.said("! content changed since the artifact was made"));
  }

  TEST_CASE("names that are not UTF-8") {
    ArtifactFixture f;
    const auto file = f.file("caf\xe9.txt", "latin");
    f.make_and_save(file, "cafe.txt");
    CHECK(f.count() == 1);
    const auto inside = f.file(f.storage_root().string() + "/caf\xe9.txt", "inside");
    CHECK(error_of([&] { f.make(inside, ""); }).code() == ErrorCode::invalid_value);
    CHECK(error_of([&] { f.make(f.file("b.txt", "b"), "caf\xe9.txt"); }).code() == ErrorCode::invalid_value);
  }

  TEST_CASE("a place in the cloud") {
    ArtifactFixture f;
    CHECK(error_of([&] { f.make("s3://bucket/a.txt", "a.txt"); }).code() == ErrorCode::unsupported);
  }
}

}  // namespace lamin::artifacts
