#include "collections/collection.hpp"

#include <doctest/doctest.h>

#include "collections/reading.hpp"
#include "support/artifact_fixture.hpp"

using namespace lamin;
using namespace lamin::collections;
using lamin::test::error_of;
using records::Record;

namespace {

class Collected : public test::ArtifactFixture {
 public:
  std::vector<Record> artifacts(int count) {
    std::vector<Record> made;
    for (int i = 0; i < count; ++i) {
      const std::string name = std::to_string(i) + ".csv";
      made.push_back(make_and_save(file(name, "content " + name), name).record);
    }
    return made;
  }
  Collection made(const std::vector<Record>& artifacts, CreateOptions options) {
    Collection collection = create(workspace, artifacts, options);
    save(workspace, collection);
    return collection;
  }
  std::vector<std::string> keys(const Record& collection) {
    std::vector<std::string> keys;
    for (const Record& row : store().all(ordered_artifacts(store(), collection)))
      keys.emplace_back(row.get("key").text());
    return keys;
  }
};

using Keys = std::vector<std::string>;

}  // namespace

TEST_CASE_FIXTURE(Collected, "a collection keeps its artifacts in the order in which they were given") {
  const auto rows = artifacts(3);
  const Collection collection = made({rows[2], rows[0]}, {.key = "two"});
  CHECK(keys(collection.record) == Keys{"2.csv", "0.csv"});
  CHECK(collection.record.uid().ends_with("0000"));
  CHECK(common_suffix(rows) == ".csv");
  CHECK(arrow_format(rows) == "csv");
}

TEST_CASE_FIXTURE(Collected, "the hash is that of the set of hashes, and equal sets are one collection") {
  const auto rows = artifacts(2);
  const Collection first = made({rows[0], rows[1]}, {.key = "set"});
  const Collection second = create(workspace, {rows[1], rows[0]}, {.key = "set"});
  CHECK(second.record.is_saved());
  CHECK(second.record.uid() == first.record.uid());
  CHECK(said("returning existing collection with same hash"));
}

TEST_CASE_FIXTURE(Collected, "the same key, revises and append make the next version") {
  const auto rows = artifacts(3);
  const Collection first = made({rows[0]}, {.key = "versions", .description = "about"});
  Collection second = append(workspace, first.record, rows[1], artifacts::RunChoice::none());
  CHECK(!second.record.is_saved());
  save(workspace, second);
  CHECK(second.record.uid().ends_with("0001"));
  CHECK(second.record.get("description") == Value("about"));
  CHECK(keys(second.record) == Keys{"0.csv", "1.csv"});
  CHECK(keys(first.record) == Keys{"0.csv"});
  CHECK(!store().find_by_id(registry("Collection"), first.record.id())->get("is_latest").truth());
  const Collection third = made(rows, {.version = "2", .revises = first.record});
  CHECK(third.record.uid().ends_with("0002"));
  CHECK(said("didn't pass the latest version in `revises`"));
}

TEST_CASE_FIXTURE(Collected, "what cannot be a collection is refused") {
  auto rows = artifacts(2);
  const auto text_of = [&](const std::vector<Record>& given, const CreateOptions& options) {
    return error_of([&] { create(workspace, given, options); }).sentence();
  };
  CHECK(text_of(rows, {}) == "['key'] are required.");
  CHECK(text_of({}, {.key = "x"}) == "Artifact or list[Artifact] is allowed.");
  CHECK(text_of({rows[0], rows[0]}, {.key = "x"}).starts_with("Please pass artifacts with distinct hashes"));
  CHECK(text_of({make(file("u.txt", "u"), "u.txt").record}, {.key = "x"}) ==
        "Not all artifacts are yet saved, please save them");
  CHECK(text_of(rows, {.key = "x", .revises = rows[0]}) == "`revises` has to be of type `Collection`");
}

TEST_CASE_FIXTURE(Collected, "saving many artifacts takes as many statements as saving few") {
  const auto rows = artifacts(30);
  const auto statements = [&](const std::vector<Record>& given, const std::string& key) {
    Collection collection = create(workspace, given, {.key = key});
    const auto before = store().statements_run();
    save(workspace, collection);
    return store().statements_run() - before;
  };
  const auto few = statements({rows[0], rows[1]}, "few");
  CHECK(statements(rows, "many") == few);
}

TEST_CASE_FIXTURE(Collected, "to the trash, back, and for good") {
  const auto rows = artifacts(1);
  Collection collection = made(rows, {.key = "gone"});
  CHECK(remove(workspace, collection.record, std::nullopt) == Deleted::moved_to_trash);
  CHECK(create(workspace, rows, {.key = "other"}).record.is_saved() == false);
  restore(workspace, collection.record);
  CHECK(collection.record.get("_branch_code") == Value(1));
  CHECK(remove(workspace, collection.record, true) == Deleted::removed);
  CHECK(store().count(query::Query(registry("Collection"))) == 0);
  CHECK(count() == 1);
}
