#include "remote/transfer.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "artifacts/read.hpp"
#include "base/error.hpp"
#include "records/integrity.hpp"
#include "support/artifact_fixture.hpp"

namespace lamin::remote {
namespace {

using records::Record;
using test::ArtifactFixture;

/// Two instances: what comes from one goes to the other.
struct Pair {
  ArtifactFixture source, target;

  Pair() {
    source.store().update(query::Query(source.registry("Storage")), {{"uid", "sourcestorag"}});
    source.workspace.instance_uid = "sourceinstan";
    source.workspace.slug = "anonymous/source";
    source.workspace.storage.uid = "sourcestorag";
  }

  /// An artifact with a label of a type, a value, a project; and a label above the label.
  Record annotated(const std::string& key) {
    auto artifact = source.make_and_save(source.file(key, "content of " + key), key).record;
    const auto type = named("ULabel", "Quality" + key, {{"is_type", true}});
    const auto above = named("ULabel", "above" + key);
    const auto label = named("ULabel", "good" + key, {{"type", type.id()}});
    link(label, "parents", above);
    link(artifact, "ulabels", label);
    const auto feature = named("Feature", "temp" + key, {{"dtype", "float"}});
    auto value = source.add("FeatureValue", {{"feature", feature.id()}, {"value", Json(3.5)}});
    link(artifact, "_feature_values", value);
    link(artifact, "projects", named("Project", "proj" + key));
    return artifact;
  }
  Record named(const std::string& registry, const std::string& name, records::Assignments fields = {}) {
    fields.emplace_back("name", name);
    return source.add(registry, fields);
  }
  void link(const Record& record, std::string_view relation, const Record& other) {
    const std::int64_t ids[] = {other.id()};
    source.store().add_links(record, relation, ids);
  }
  std::vector<Record> take(const std::vector<Record>& rows, bool with_annotations = true) {
    return transfer(target.workspace, source.workspace, rows, {.with_annotations = with_annotations});
  }
  /// All rows of all tables of the target.
  std::vector<std::string> everything() {
    std::vector<std::string> lines;
    for (const auto& registry : target.store().catalog().registries()) {
      for (const auto& row : target.store().all(query::Query(*registry).order_by({"id"}))) {
        std::string& line = lines.emplace_back(registry->table);
        for (std::size_t i = 0; i < registry->fields.size(); ++i) line += " " + python_repr(row.at(i));
      }
    }
    return lines;
  }
  std::int64_t count(const std::string& registry, const records::Assignments& conditions = {}) {
    query::Query query(target.registry(registry));
    for (const auto& [path, value] : conditions) query.where(path, value);
    return target.store().count(query);
  }
};

}  // namespace

TEST_SUITE("transfer") {
  TEST_CASE("an artifact comes with its storage, its bytes stay where they are") {
    Pair pair;
    const auto artifact = pair.source.make_and_save(pair.source.file("a.txt", "a"), "a.txt").record;
    const auto taken = pair.take({artifact}).at(0);
    CHECK(taken.uid() == artifact.uid());
    CHECK(taken.get("created_by").integer() == 1);
    CHECK(artifacts::path(pair.target.workspace, artifacts::Artifact(taken)) ==
          artifacts::path(pair.source.workspace, artifacts::Artifact(artifact)));
    CHECK(pair.count("Storage") == 2);
    const auto run = pair.target.store().find_by_id(pair.target.registry("Run"), taken.get("run").integer());
    REQUIRE(run);
    const auto transform =
        pair.target.store().find_by_id(pair.target.registry("Transform"), run->get("transform").integer());
    CHECK(transform->uid() == "sourceinstan0000");
    CHECK(transform->get("key").text() == "transfers/sourceinstan");
    CHECK(transform->get("description").text() == "Transfer from `anonymous/source`");
  }

  TEST_CASE("annotations come along: labels with types, values with features, projects") {
    Pair pair;
    const auto artifact = pair.annotated("a.txt");
    pair.take({artifact});
    CHECK(pair.count("Artifact", {{"ulabels__type__name", "Qualitya.txt"}}) == 1);
    CHECK(pair.count("ULabel") == 2);
    CHECK(pair.count("Artifact", {{"_feature_values__feature__name", "tempa.txt"}}) == 1);
    CHECK(pair.count("Artifact", {{"projects__name", "proja.txt"}}) == 1);
    CHECK(records::dangling_links(pair.target.store()).empty());
  }

  TEST_CASE("without annotations the record comes alone, and they can be taken later") {
    Pair pair;
    const auto artifact = pair.annotated("a.txt");
    pair.take({artifact}, false);
    CHECK(pair.count("ULabel") == 0);
    CHECK(pair.count("Artifact") == 1);
    pair.take({artifact}, true);
    CHECK(pair.count("Artifact", {{"ulabels__name", "gooda.txt"}}) == 1);
    CHECK(pair.count("Artifact") == 1);
  }

  TEST_CASE("a second transfer changes nothing") {
    Pair pair;
    const auto artifact = pair.annotated("a.txt");
    const auto first = pair.take({artifact}).at(0);
    const auto other = pair.target.open_again();
    const auto before = other->data_version();
    const auto second = pair.take({artifact}).at(0);
    CHECK(second.id() == first.id());
    for (const std::string registry : {"Artifact", "ULabel", "Feature", "FeatureValue", "Run", "Transform"}) {
      CAPTURE(registry);
      CHECK(pair.count(registry) == (registry == "ULabel" ? 2 : 1));
    }
    // Postgres counts transactions, also those that have changed nothing: for it the next test speaks.
    if (!test::on_postgres()) CHECK(other->data_version() == before);
  }

  TEST_CASE("a second transfer changes no row of any table") {
    Pair pair;
    std::vector<Record> rows;
    for (int i = 0; i < 3; ++i) rows.push_back(pair.annotated(std::to_string(i)));
    pair.take(rows);
    const auto before = pair.everything();
    pair.take(rows);
    CHECK(pair.everything() == before);
  }

  TEST_CASE("what the target has already is mapped, by uid or by what no two records share") {
    Pair pair;
    const auto artifact = pair.annotated("a.txt");
    const auto mine = pair.target.add("Feature", {{"name", "tempa.txt"}, {"dtype", "float"}});
    pair.take({artifact});
    CHECK(pair.count("Feature") == 1);
    CHECK(pair.count("FeatureValue", {{"feature_id", mine.id()}}) == 1);
  }

  TEST_CASE("a whole collection comes with its artifacts in order") {
    Pair pair;
    const auto a = pair.annotated("a.txt"), b = pair.annotated("b.txt");
    const auto collection = pair.source.add("Collection", {{"key", "c"}, {"hash", "1234567890123456789012"}});
    pair.link(collection, "artifacts", b);
    pair.link(collection, "artifacts", a);
    const auto taken = pair.take({collection}).at(0);
    CHECK(pair.count("CollectionArtifact", {{"collection_id", taken.id()}}) == 2);
    query::Query links(pair.target.registry("CollectionArtifact"));
    const auto rows = pair.target.store().values(links.order_by({"id"}), {"artifact__key"});
    CHECK(rows.at(0).at(0).text() == "b.txt");
  }

  TEST_CASE("a collection with more artifacts than one parcel holds comes with all of them, and once") {
    Pair pair;
    constexpr std::size_t number = 5'100;
    std::vector<Record> rows(number, Record(pair.source.registry("Artifact")));
    std::vector<Record*> pointers;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (const auto& [field, value] : records::Assignments{{"key", "a/" + std::to_string(i)},
                                                             {"suffix", ""},
                                                             {"storage", 1},
                                                             {"_key_is_virtual", true},
                                                             {"_overwrite_versions", false}})
        rows[i].set(field, value);
      pointers.push_back(&rows[i]);
    }
    pair.source.store().save_all(pointers);
    const auto collection = pair.source.add("Collection", {{"key", "all"}, {"hash", "h"}});
    std::vector<std::int64_t> ids;
    for (const auto& row : rows) ids.push_back(row.id());
    pair.source.store().add_links(collection, "artifacts", ids);
    pair.target.lines().clear();
    const auto taken = pair.take({collection}).at(0);
    CHECK(pair.target.store().count(pair.target.store().related(taken, "artifacts")) == number);
    CHECK(std::ranges::count_if(pair.target.lines(), [](const std::string& line) {
            return line.find("transferred records: ") != std::string::npos;
          }) == 1);
    const auto before = pair.everything();
    pair.take({collection});
    CHECK(pair.everything() == before);
  }

  TEST_CASE("a version that is not the latest is refused") {
    Pair pair;
    const auto old = pair.source.make_and_save(pair.source.file("a.txt", "a"), "a.txt").record;
    pair.source.make_and_save(pair.source.file("a.txt", "b"), "a.txt");
    const auto row = *pair.source.store().find_by_id(pair.source.registry("Artifact"), old.id());
    CHECK(test::error_of([&] { pair.take({row}); }).code() == ErrorCode::unsupported);
  }

  TEST_CASE("transfers cost a number of statements that does not depend on the number of records") {
    const auto statements_for = [](int number) {
      Pair pair;
      std::vector<Record> rows;
      for (int i = 0; i < number; ++i) rows.push_back(pair.annotated(std::to_string(i)));
      const auto before = pair.target.store().statements_run() + pair.source.store().statements_run();
      pair.take(rows);
      return pair.target.store().statements_run() + pair.source.store().statements_run() - before;
    };
    CHECK(statements_for(40) == statements_for(5));
  }

  // LAMIN_TRANSFER=100000 for the long form.
  TEST_CASE("many artifacts come with 20 labels each") {
    const char* given = std::getenv("LAMIN_TRANSFER");
    const int number = given != nullptr ? std::atoi(given) : 200;
    Pair pair;
    std::vector<Record> labels(200, Record(pair.source.registry("ULabel")));
    std::vector<Record*> pointers;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      labels[i].set("name", "label " + std::to_string(i));
      pointers.push_back(&labels[i]);
    }
    pair.source.store().save_all(pointers);
    std::vector<Record> rows(static_cast<std::size_t>(number), Record(pair.source.registry("Artifact")));
    pointers.clear();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows[i].set("key", "a/" + std::to_string(i));
      rows[i].set("suffix", "");
      rows[i].set("storage", 1);
      rows[i].set("_key_is_virtual", true);
      rows[i].set("_overwrite_versions", false);
      pointers.push_back(&rows[i]);
    }
    pair.source.store().save_all(pointers);
    std::vector<Record> links(rows.size() * 20, Record(pair.source.registry("ArtifactULabel")));
    pointers.clear();
    for (std::size_t i = 0; i < links.size(); ++i) {
      links[i].set("artifact", rows[i / 20].id());
      links[i].set("ulabel", labels[(i * 7) % labels.size()].id());
      pointers.push_back(&links[i]);
    }
    pair.source.store().save_all(pointers);
    const auto begin = std::chrono::steady_clock::now();
    pair.take(rows);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    CHECK(pair.count("Artifact") == number);
    CHECK(pair.count("ArtifactULabel") == 20 * number);
    MESSAGE(number << " artifacts with 20 labels each in " << seconds.count() << " s");
  }

  TEST_CASE("transfers in both directions at once do not wait for each other") {
    Pair pair;
    std::vector<Record> there, here;
    for (int i = 0; i < 5; ++i) there.push_back(pair.annotated("there" + std::to_string(i)));
    for (int i = 0; i < 5; ++i)
      here.push_back(pair.target.add("ULabel", {{"name", "here" + std::to_string(i)}}));
    std::thread one([&] { pair.take(there); });
    std::thread other([&] { transfer(pair.source.workspace, pair.target.workspace, here); });
    one.join();
    other.join();
    CHECK(pair.count("Artifact") == 5);
  }
}

}  // namespace lamin::remote
