#include "artifacts/check.hpp"

#include <doctest/doctest.h>

#include "artifacts/read.hpp"
#include "support/artifact_fixture.hpp"

namespace lamin::artifacts {
namespace {

namespace fs = std::filesystem;
using test::ArtifactFixture;
using Kind = Finding::Kind;

std::vector<Kind> kinds_of(const CheckReport& report) {
  std::vector<Kind> kinds;
  for (const auto& finding : report.findings) kinds.push_back(finding.kind);
  return kinds;
}

// What no rule of ours lets happen: past the constraints of the database.
void damage_by(const fs::path& database, const std::string& statement) {
  const auto connection = sql::open_sqlite(database);
  connection->execute("PRAGMA foreign_keys = OFF; " + statement);
}

}  // namespace

TEST_SUITE("check") {
  TEST_CASE("a healthy instance has no findings") {
    ArtifactFixture f;
    f.make_and_save(f.file("a.txt", "a"), "a.txt");
    f.make_and_save(f.file("a.txt", "b"), "a.txt");
    const auto report = check(f.workspace);
    CHECK(report.findings.empty());
    CHECK(report.artifacts == 2);
    CHECK(report.open() == 0);
  }

  TEST_CASE("rows without bytes are found, and a repair moves them to the trash") {
    ArtifactFixture f;
    const auto lost = f.make_and_save(f.file("a.txt", "a"), "a.txt");
    const auto kept = f.make_and_save(f.file("b.txt", "b"), "b.txt");
    fs::remove(path(f.workspace, lost));
    const auto report = check(f.workspace);
    REQUIRE(kinds_of(report) == std::vector{Kind::row_without_bytes});
    CHECK(report.findings[0].what == lost.record.uid());
    CHECK(f.store().find_by_id(f.registry("Artifact"), lost.record.id())->get("_branch_code").integer() == 1);

    const auto repaired = check(f.workspace, Repair::yes);
    CHECK(repaired.open() == 0);
    CHECK(repaired.findings.at(0).is_repaired);
    CHECK(f.store().find_by_id(f.registry("Artifact"), lost.record.id())->get("_branch_code").integer() ==
          -1);
    CHECK(f.store().find_by_id(f.registry("Artifact"), kept.record.id())->get("_branch_code").integer() == 1);
    CHECK(check(f.workspace).findings.empty());
  }

  TEST_CASE("bytes without rows and temporary files are found and removed") {
    ArtifactFixture f;
    f.make_and_save(f.file("a.txt", "a"), "a.txt");
    const fs::path managed = f.storage_root() / ".lamindb";
    f.file((managed / "abcdefghijklmnop0000.txt").native(), "orphan");
    f.file((managed / ".saving-gone").native(), "half");
    const auto draft = f.file((managed / "lamin.db.abcdefgh.tmp").native(), "draft");
    f.file((managed / "storage_uid.txt").native(), "uid");
    fs::last_write_time(draft, fs::file_time_type::clock::now() - std::chrono::hours(1));
    CHECK(kinds_of(check(f.workspace)) ==
          std::vector{Kind::bytes_without_row, Kind::temporary, Kind::temporary});
    const auto repaired = check(f.workspace, Repair::yes);
    CHECK(repaired.findings.size() == 3);
    CHECK(repaired.open() == 0);
    CHECK(check(f.workspace).findings.empty());
    CHECK(fs::exists(managed / "storage_uid.txt"));
  }

  TEST_CASE("changed bytes are told and left as they are") {
    ArtifactFixture f;
    const auto artifact = f.make_and_save(f.file("a.txt", "a"), "a.txt");
    fs::permissions(path(f.workspace, artifact), fs::perms::owner_all);
    f.file(path(f.workspace, artifact).native(), "longer than it was");
    CHECK(kinds_of(check(f.workspace)) == std::vector{Kind::changed_bytes});
    const auto repaired = check(f.workspace, Repair::yes);
    CHECK(repaired.open() == 1);
  }

  TEST_CASE("links to rows that are not there are told") {
    if (test::on_postgres()) return;  // the damage is done to a file
    ArtifactFixture f;
    const auto artifact = f.make_and_save(f.file("a.txt", "a"), "a.txt");
    damage_by(f.database_path(), "UPDATE lamindb_artifact SET run_id = 77");
    const auto report = check(f.workspace);
    REQUIRE(kinds_of(report) == std::vector{Kind::dangling_link});
    CHECK(report.findings[0].what == "Artifact.run of id 1 points to lamindb.Run 77");
  }

  TEST_CASE("two latest versions of one thing are told") {
    if (test::on_postgres()) return;  // the damage is done to a file
    ArtifactFixture f;
    f.make_and_save(f.file("a.txt", "a"), "a.txt");
    f.make_and_save(f.file("a.txt", "b"), "a.txt");
    damage_by(f.database_path(), "UPDATE lamindb_artifact SET is_latest = 1");
    CHECK(kinds_of(check(f.workspace)) == std::vector{Kind::doubled_latest});
  }

  TEST_CASE("a storage that is not there is one finding, and none of its rows is touched") {
    ArtifactFixture f;
    f.make_and_save(f.file("a.txt", "a"), "a.txt");
    fs::rename(f.storage_root(), f.folder() / "away");
    const auto report = check(f.workspace, Repair::yes);
    CHECK(kinds_of(report) == std::vector{Kind::missing_storage});
    CHECK(report.open() == 1);
    CHECK(f.store().all(query::Query(f.registry("Artifact"))).at(0).get("_branch_code").integer() == 1);
  }

  TEST_CASE("whoever may only read can check") {
    if (test::on_postgres()) return;  // the damage is done to a file
    ArtifactFixture f;
    const auto lost = f.make_and_save(f.file("a.txt", "a"), "a.txt");
    fs::remove(path(f.workspace, lost));
    auto store = std::make_unique<records::RecordStore>(
        sql::open_sqlite(f.database_path(), sql::OpenMode::read_only), registries::catalog({}));
    Workspace reader{.records = *store,
                     .log = f.log(),
                     .slug = "anonymous/test",
                     .instance_uid = f.workspace.instance_uid,
                     .storage = f.workspace.storage,
                     .cache_directory = f.workspace.cache_directory};
    CHECK(kinds_of(check(reader)) == std::vector{Kind::row_without_bytes});
    CHECK(test::error_of([&] { check(reader, Repair::yes); }).code() == ErrorCode::permission_denied);
  }
}

}  // namespace lamin::artifacts
