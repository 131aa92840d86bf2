#include <doctest/doctest.h>

#include "base/error.hpp"
#include "support/instance_fixture.hpp"

namespace lamin::records {
namespace {

using query::Query;

struct Remove : test::InstanceFixture {
  Record label = add("ULabel", {{"name", "label"}});
  Record artifact = add_artifact("aaaaaaaaaaaaaaaa0000");

  Record add_artifact(std::string_view uid) {
    return add("Artifact", {{"uid", uid},
                            {"suffix", ".txt"},
                            {"storage", 1},
                            {"_key_is_virtual", true},
                            {"_overwrite_versions", false}});
  }
  void link(const Record& record, std::string_view relation, std::int64_t id) {
    const std::int64_t ids[] = {id};
    store().add_links(record, relation, ids);
  }
  std::int64_t count(std::string_view name) { return store().count(Query(registry(name))); }
  std::string refusal(Record& record) {
    try {
      store().remove(record);
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::record_protected);
      return error.sentence();
    }
    return "";
  }
};

TEST_SUITE_BEGIN("remove");

TEST_CASE_FIXTURE(Remove, "tables that do not refer to the record are not gone through") {
  const auto before = store().statements_run();
  store().remove(artifact);
  CHECK(store().statements_run() - before == 2);
}

TEST_CASE_FIXTURE(Remove, "links go along with the record they belong to") {
  link(artifact, "ulabels", label.id());
  store().remove(artifact);
  CHECK(count("Artifact") == 0);
  CHECK(count("ArtifactULabel") == 0);
  CHECK(count("ULabel") == 1);
}

TEST_CASE_FIXTURE(Remove, "a record that others refer to is protected, and they are named") {
  link(artifact, "ulabels", label.id());
  add("ULabel", {{"name", "child"}, {"type", label.id()}});
  CHECK(refusal(label) ==
        "Cannot delete some instances of model 'ULabel' because they are referenced through protected "
        "foreign keys: "
        "'ULabel.type', 'ArtifactULabel.ulabel'.");
  CHECK(label.is_saved());
  CHECK(count("ULabel") == 2);
  CHECK(count("ArtifactULabel") == 1);
}

TEST_CASE_FIXTURE(Remove, "automatic links go from both sides") {
  const Record parent = add("ULabel", {{"name", "parent"}});
  const Record child = add("ULabel", {{"name", "child"}});
  link(label, "parents", parent.id());
  link(child, "parents", label.id());
  store().remove(label);
  CHECK(store().recursive("SELECT count(*) FROM lamindb_ulabel_parents", {})[0][0] == Value(0));
}

TEST_CASE_FIXTURE(Remove, "runs go along with their transform unless something came of them") {
  Record transform = add("Transform", {{"uid", "aaaaaaaaaaaa0000"}, {"key", "k"}, {"type", "script"}});
  const Record run = add("Run", {{"transform", transform.id()}, {"started_at", now()}});
  artifact.set("run", run.id());
  store().save(artifact);
  CHECK(refusal(transform) ==
        "Cannot delete some instances of model 'Transform' because they are referenced through protected "
        "foreign "
        "keys: 'Run.transform'.");
  artifact.set("run", nullptr);
  store().save(artifact);
  store().remove(transform);
  CHECK(count("Run") == 0);
}

TEST_CASE_FIXTURE(Remove, "many records are removed by as many statements as one") {
  for (int index = 1; index < 40; ++index) add_artifact("aaaaaaaaaaaaaa" + std::to_string(100000 + index));
  const auto before_one = store().statements_run();
  store().remove(artifact);
  const auto for_one = store().statements_run() - before_one;
  const auto before_many = store().statements_run();
  CHECK(store().remove_all(Query(registry("Artifact"))) == 39);
  CHECK(store().statements_run() - before_many <= for_one + 1);
  CHECK(count("Artifact") == 0);
}

TEST_CASE_FIXTURE(Remove, "nobody can remove a record that is not there") {
  Record unsaved(registry("ULabel"));
  CHECK_THROWS_AS(store().remove(unsaved), Error);
  CHECK(store().remove_all(Query(registry("ULabel")).where("name", "none")) == 0);
}

TEST_CASE_FIXTURE(Remove, "the user and the space of everything are protected") {
  auto user = *store().find_by_id(registry("User"), 1);
  CHECK(refusal(user).find("'Storage.created_by'") != std::string::npos);
  auto space = *store().find_by_id(registry("Space"), 1);
  CHECK(!refusal(space).empty());
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::records
