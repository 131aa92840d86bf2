// Making artifacts: same content, same key, revises, keys, places.
#include <doctest/doctest.h>

#include "artifacts/read.hpp"
#include "artifacts/replace.hpp"
#include "artifacts/storage_key.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/uid.hpp"
#include "records/record.hpp"
#include "records/rules.hpp"
#include "support/artifact_fixture.hpp"

namespace lamin::artifacts {

using test::ArtifactFixture;
using test::error_of;
namespace fs = std::filesystem;

TEST_SUITE("artifacts") {
  TEST_CASE("a file becomes a row and a copy in the managed folder") {
    ArtifactFixture f;
    auto artifact = f.make(f.file("a.txt", "hello a\n"), "docs/a.txt");
    CHECK(!artifact.is_saved());
    CHECK(artifact.record.get("hash") == Value("t_DFCvY1IvFkGHDVa9VgAg"));
    CHECK(artifact.record.get("size") == Value(8));
    CHECK(artifact.record.get("suffix") == Value(".txt"));
    CHECK(artifact.record.uid().size() == 20);
    CHECK(artifact.record.uid().ends_with("0000"));
    CHECK(path(f.workspace, artifact) == f.work() / "a.txt");
    CHECK(f.said("! no run & transform got linked, call `ln.track()` & re-run"));
    save(f.workspace, artifact);
    CHECK(artifact.record.id() == 1);
    const auto place = f.storage_root() / (".lamindb/" + std::string(artifact.record.uid()) + ".txt");
    CHECK(path(f.workspace, artifact) == place);
    CHECK(f.read(place) == "hello a\n");
    CHECK(f.read(f.work() / "a.txt") == "hello a\n");
    CHECK(f.stored_objects() == 1);
    CHECK(artifact.record.get("_key_is_virtual").truth());
    CHECK(artifact.record.get("created_by") == Value(1));
  }

  TEST_CASE("the same content is the artifact that exists") {
    ArtifactFixture f;
    const auto first = f.make_and_save(f.file("a.txt", "a"), "docs/a.txt");
    f.lines().clear();
    auto again = f.make(f.file("b.txt", "a"), "docs/other.txt");
    CHECK(again.is_saved());
    CHECK(again.record.id() == first.record.id());
    CHECK(f.said("→ returning existing artifact with same hash: " + records::repr(first.record) +
                 "; to track this artifact as an input, use: ln.Artifact.get()"));
    CHECK(f.said("! key docs/a.txt on existing artifact differs from passed key docs/other.txt"));
    CreateOptions options;
    options.description = "newly described";
    auto described = create(f.workspace, f.work() / "a.txt", options);
    CHECK(f.said("! updated description from None to newly described"));
    save(f.workspace, described);
    CHECK(f.store().find_by_id(f.registry("Artifact"), 1)->get("description") == Value("newly described"));
    CHECK(f.count() == 1);
    CHECK(f.stored_objects() == 1);
  }

  TEST_CASE("two artifacts of one content made before either is saved become one") {
    ArtifactFixture f;
    auto first = f.make(f.file("a.txt", "a"), "a.txt");
    auto second = f.make(f.file("a.txt", "a"), "a.txt");
    CHECK(first.record.uid() != second.record.uid());
    save(f.workspace, first);
    save(f.workspace, second);
    CHECK(second.record.id() == first.record.id());
    CHECK(f.said("! returning artifact with same hash: " + records::repr(first.record)));
    CHECK(f.count() == 1);
    CHECK(f.stored_objects() == 1);
  }

  TEST_CASE("the same key with other content is the next version") {
    ArtifactFixture f;
    auto first = f.make_and_save(f.file("a.txt", "one"), "a.txt");
    f.lines().clear();
    auto second = f.make(f.file("a.txt", "two"), "a.txt");
    CHECK(f.said("→ creating new artifact version for key='a.txt' (storage: '" + f.storage_root().string() +
                 "')"));
    save(f.workspace, second);
    CHECK(second.record.uid() == next_version_uid(first.record.uid()));
    CHECK(second.record.get("is_latest").truth());
    CHECK(!f.store().find_by_id(f.registry("Artifact"), 1)->get("is_latest").truth());
    CHECK(second.record.get("description").is_null());
    CHECK(f.store().count(records::versions_of(second.record)) == 2);
    CHECK(f.read(path(f.workspace, first)) == "one");
    CHECK(f.read(path(f.workspace, second)) == "two");
  }

  TEST_CASE("two next versions made at once are numbered one after the other") {
    ArtifactFixture f;
    f.make_and_save(f.file("a.txt", "one"), "a.txt");
    auto second = f.make(f.file("b.txt", "two"), "a.txt");
    auto third = f.make(f.file("c.txt", "three"), "a.txt");
    CHECK(second.record.uid() == third.record.uid());
    save(f.workspace, second);
    save(f.workspace, third);
    CHECK(third.record.uid() == next_version_uid(second.record.uid()));
    CHECK(f.read(path(f.workspace, second)) == "two");
    CHECK(f.read(path(f.workspace, third)) == "three");
    const auto latest = query::Query(f.registry("Artifact")).where("is_latest", true);
    CHECK(f.store().one(latest).id() == 3);
  }

  TEST_CASE("revises takes over key and description and retrieves the latest version") {
    ArtifactFixture f;
    auto first = f.make_and_save(f.file("a.txt", "one"), "a.txt");
    first.record.set("description", "about");
    save(f.workspace, first);
    auto second = f.make_and_save(f.file("a.txt", "two"), "a.txt");
    f.lines().clear();
    CreateOptions options;
    options.revises = first.record;
    auto third = create(f.workspace, f.file("c.txt", "three"), options);
    CHECK(f.said("! didn't pass the latest version in `revises`, retrieved it: " +
                 records::repr(second.record)));
    CHECK(third.record.uid() == next_version_uid(second.record.uid()));
    CHECK(third.record.get("key") == Value("a.txt"));
    CHECK(third.record.get("description") == Value("about"));
    options.key = "b.txt";
    const auto error = error_of([&] { create(f.workspace, f.work() / "c.txt", options); });
    CHECK(error.code() == ErrorCode::invalid_value);
    CHECK(error.sentence() ==
          "`key` is b.txt, but `revises.key` is 'a.txt'\n\n Either do *not* pass `key`.\n\nOr update "
          "key \"a.txt\" to \"b.txt\" for all previous versions:\n\nln.Artifact.filter("
          "uid__startswith=\"" +
              std::string(stem_of(first.record.uid())) + "\").update(key=\"b.txt\")\n");
    options.revises = *f.store().find_by_id(f.registry("Storage"), 1);
    CHECK(error_of([&] { create(f.workspace, f.work() / "c.txt", options); }).sentence() ==
          "`revises` has to be of type `Artifact`");
  }

  TEST_CASE("a version tag has to differ from that of the version before") {
    ArtifactFixture f;
    CreateOptions options;
    options.key = "a.txt";
    options.version = "v4";
    auto first = create(f.workspace, f.file("a.txt", "one"), options);
    save(f.workspace, first);
    CHECK(error_of([&] { create(f.workspace, f.file("a.txt", "two"), options); }).sentence() ==
          "Please increment the previous version: 'v4'");
  }

  TEST_CASE("a file inside the storage keeps its place and has a real key") {
    ArtifactFixture f;
    const auto file = f.file(f.storage_root().string() + "/data/r.txt", "real");
    auto artifact = f.make(file, "");
    CHECK(artifact.record.get("key") == Value("data/r.txt"));
    CHECK(!artifact.record.get("_key_is_virtual").truth());
    save(f.workspace, artifact);
    CHECK(path(f.workspace, artifact) == file);
    CHECK(f.stored_objects() == 0);
    const auto error =
        error_of([&] { f.make(f.file(f.storage_root().string() + "/data/s.txt", "s"), "other/s.txt"); });
    CHECK(error.code() == ErrorCode::invalid_argument);
    CHECK(error.sentence() ==
          "The path '" + f.storage_root().string() + "/data/s.txt' is already in registered storage '" +
              f.storage_root().string() +
              "' with key 'data/s.txt'\nYou passed conflicting key 'other/s.txt': please move the "
              "file before registering it.");
    const auto given = f.storage_root() / "data" / ".." / "data" / "s.txt";
    CHECK(error_of([&] { f.make(given, "other/s.txt"); }).sentence().find("/data/../data/s.txt'") !=
          std::string::npos);
  }

  TEST_CASE("of several suffixes that are not known together the last counts, and is told") {
    ArtifactFixture f;
    f.log().set_verbosity(Verbosity::hint);
    const auto artifact = f.make(f.file("a report of the second run.b.html", "x"), "report.html");
    CHECK(artifact.record.get("suffix") == Value(".html"));
    CHECK(f.said(
        "• file has more than one suffix (path.suffixes), using only last suffix: '.html' - if you want "
        "your composite suffix to be recognized add it to "
        "lamindb.core.storage.VALID_SIMPLE_SUFFIXES.add()"));
  }

  TEST_CASE("a path through a symbolic link is found inside the storage") {
    ArtifactFixture f;
    f.file(f.storage_root().string() + "/data/r.txt", "real");
    fs::create_directory_symlink(f.storage_root(), f.folder() / "link");
    const auto artifact = f.make(f.folder() / "link/data/r.txt", "");
    CHECK(artifact.record.get("key") == Value("data/r.txt"));
  }

  TEST_CASE("versions of a folder share its place, and the content is that of the latest") {
    ArtifactFixture f;
    f.file("d/a.txt", "A");
    f.file("d/sub/b.txt", "B");
    auto first = f.make_and_save(f.work() / "d", "d");
    CHECK(first.record.get("hash") == Value("mNocF34lz3FOd9KXTog34g"));
    CHECK(first.record.get("n_files") == Value(2));
    CHECK(first.record.get("_hash_type") == Value("md5-d"));
    CHECK(first.record.get("_overwrite_versions").truth());
    fs::remove(f.work() / "d/a.txt");
    f.file("d/c.txt", "C");
    auto second = f.make_and_save(f.work() / "d", "d");
    CHECK(path(f.workspace, second) == path(f.workspace, first));
    CHECK(f.read(path(f.workspace, second) / "c.txt") == "C");
    CHECK(!fs::exists(path(f.workspace, second) / "a.txt"));
    first.record = *f.store().find_by_id(f.registry("Artifact"), 1);
    const auto error = error_of([&] { cache(f.workspace, first); });
    CHECK(error.sentence().starts_with("Trying to read a folder artifact from an outdated version"));
  }

  TEST_CASE("a staged object moves from the cache into the storage") {
    ArtifactFixture f;
    auto staging = stage(f.workspace, ObjectKind::data_frame, "t/df.parquet");
    CHECK(staging.suffix == ".parquet");
    CHECK(staging.otype == "DataFrame");
    f.file(staging.path.string(), "PAR1");
    CreateOptions options;
    options.key = "t/df.parquet";
    options.kind = "dataset";
    options.otype = staging.otype;
    options.n_observations = 3;
    options.uid = staging.uid;
    options.is_staged = true;
    options.run = staging.run;
    auto artifact = create(f.workspace, staging.path, options);
    CHECK(artifact.record.uid() == staging.uid);
    save(f.workspace, artifact);
    CHECK(!fs::exists(staging.path));
    CHECK(f.read(path(f.workspace, artifact)) == "PAR1");
    CHECK(artifact.record.get("n_observations") == Value(3));
  }

  TEST_CASE("the suffix of a staged object follows its kind, key and format") {
    ArtifactFixture f;
    CHECK(stage(f.workspace, ObjectKind::ann_data).suffix == ".h5ad");
    CHECK(stage(f.workspace, ObjectKind::ann_data, "x/z.anndata.zarr").suffix == ".anndata.zarr");
    CHECK(stage(f.workspace, ObjectKind::ann_data, std::nullopt, "zarr").suffix == ".zarr");
    CHECK(stage(f.workspace, ObjectKind::mu_data, "m.h5mu").suffix == ".h5mu");
    CHECK(error_of([&] { stage(f.workspace, ObjectKind::data_frame, "t.csv"); }).sentence() ==
          "The suffix '.csv' of the provided key is inconsistent, it should be '.parquet'");
    CHECK(error_of([&] { stage(f.workspace, ObjectKind::ann_data, "t.csv"); }).sentence() ==
          "Error when specifying AnnData storage format, it should be 'h5ad', 'zarr', not 'csv'. Check "
          "'format' or the "
          "suffix of 'key'.");
    CHECK(error_of([&] { require_otype(ObjectKind::ann_data, "x.csv"); }).sentence() ==
          "data has to be an AnnData object or a path to AnnData-like");
  }

  TEST_CASE("otypes are inferred from names and zarr attributes") {
    ArtifactFixture f;
    CHECK(f.make(f.file("x.h5ad", "1"), "x.h5ad").record.get("otype") == Value("AnnData"));
    CHECK(f.make(f.file("x.h5mu", "2"), "x.h5mu").record.get("otype") == Value("MuData"));
    CHECK(f.make(f.file("x.csv", "3"), "x.csv").record.get("otype").is_null());
    f.file("s.zarr/.zattrs", R"({"encoding-type": "anndata", "encoding-version": "0.1.0"})");
    CHECK(f.make(f.work() / "s.zarr", "s.zarr").record.get("otype") == Value("AnnData"));
  }

  TEST_CASE("a folder gives an artifact a file, without duplicates") {
    ArtifactFixture f;
    f.file("many/1.txt", "one");
    f.file("many/2.txt", "two");
    f.file("many/s/3.txt", "three");
    f.file("many/zdup.txt", "one");
    auto made = create_from_folder(f.workspace, f.work() / "many", "k");
    REQUIRE(made.size() == 3);
    CHECK(made[0].record.get("key") == Value("k/1.txt"));
    CHECK(made[2].record.get("key") == Value("k/s/3.txt"));
    CHECK(
        f.said("! there are multiple artifact uids with the same hashes, dropping 1 duplicates out of 4 "
               "artifacts:"));
    std::vector<Artifact*> pointers;
    for (auto& artifact : made) pointers.push_back(&artifact);
    save_all(f.workspace, pointers);
    CHECK(f.count() == 3);
    CHECK(f.stored_objects() == 3);
    auto again = create_from_folder(f.workspace, f.work() / "many", "k");
    CHECK(again.front().is_saved());
    CHECK(error_of([&] { create_from_folder(f.workspace, f.work() / "none"); }).code() ==
          ErrorCode::file_missing);
  }

  TEST_CASE("replace keeps the uid and removes the former bytes when the suffix changes") {
    ArtifactFixture f;
    auto artifact = f.make_and_save(f.file("p.txt", "p1"), "rep/p.txt");
    const auto former = path(f.workspace, artifact);
    const std::string uid(artifact.record.uid());
    CHECK(!replace(f.workspace, artifact, f.file("q.txt", "q2")));
    save(f.workspace, artifact);
    CHECK(f.read(former) == "q2");
    CHECK(!replace(f.workspace, artifact, f.file("q.csv", "a,b")));
    CHECK(artifact.record.get("key") == Value("rep/p.csv"));
    save(f.workspace, artifact);
    CHECK(artifact.record.uid() == uid);
    CHECK(!fs::exists(former));
    CHECK(f.read(path(f.workspace, artifact)) == "a,b");
    CHECK(f.stored_objects() == 1);
    f.file("d/x", "1");
    CHECK(error_of([&] { replace(f.workspace, artifact, f.work() / "d"); }).sentence() ==
          "It is not allowed to replace a file with a folder.");
  }

  TEST_CASE("replacing the bytes of a real key renames it when the suffix changes") {
    ArtifactFixture f;
    const auto file = f.file(f.storage_root().string() + "/data/rr.txt", "real key");
    auto artifact = f.make_and_save(file, "");
    CHECK(!replace(f.workspace, artifact, f.file("q.csv", "a,b")));
    CHECK(
        f.said("! replacing the file will replace key 'data/rr.txt' with 'data/rr.csv' and delete "
               "'data/rr.txt' upon "
               "`save()`"));
    save(f.workspace, artifact);
    CHECK(!fs::exists(file));
    CHECK(f.read(f.storage_root() / "data/rr.csv") == "a,b");
  }

  TEST_CASE("a second artifact of the same content by another run notes that run") {
    ArtifactFixture f;
    const auto transform = f.add("Transform", {{"key", "t"}, {"type", "script"}});
    const auto run = f.add("Run", {{"transform", transform.id()}});
    const auto other = f.add("Run", {{"transform", transform.id()}});
    CreateOptions options;
    options.key = "a.txt";
    options.run = RunChoice::of(run);
    auto artifact = create(f.workspace, f.file("a.txt", "a"), options);
    save(f.workspace, artifact);
    options.run = RunChoice::of(other);
    const auto again = create(f.workspace, f.work() / "a.txt", options);
    CHECK(again.record.get("run") == Value(run.id()));
    CHECK(f.store().count(f.store().related(again.record, "_subsequent_runs")) == 1);
  }
}

}  // namespace lamin::artifacts
