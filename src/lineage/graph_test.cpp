#include "lineage/graph.hpp"

#include <doctest/doctest.h>

#include <set>

#include "base/uid.hpp"
#include "support/instance_fixture.hpp"

using lamin::Json;
using lamin::lineage::Descendants;
using lamin::lineage::Graph;
using lamin::records::Record;
using lamin::test::InstanceFixture;
namespace lineage = lamin::lineage;

namespace {

Record add_run(InstanceFixture& instance, const std::string& key) {
  const Record transform = instance.add(
      "Transform", {{"uid", lamin::random_base62(12) + "0000"}, {"key", key}, {"type", "script"}});
  return instance.add("Run", {{"transform", transform.id()}});
}

Record add_output(InstanceFixture& instance, const Record& run, const std::string& key) {
  return instance.add("Artifact", {{"uid", lamin::random_base62(16) + "0000"},
                                   {"key", key},
                                   {"suffix", ""},
                                   {"_key_is_virtual", true},
                                   {"_overwrite_versions", false},
                                   {"storage", 1},
                                   {"run", run.id()}});
}

void add_input(InstanceFixture& instance, const Record& run, const Record& artifact) {
  const std::int64_t id = artifact.id();
  instance.store().add_links(run, "input_artifacts", std::span(&id, 1));
}

// "a -> step", sorted: who went into what, by name.
std::set<std::string> edges_of(const Graph& graph) {
  std::set<std::string> edges;
  for (const auto& edge : graph.edges)
    edges.insert(graph.nodes[edge.from].label + " -> " + graph.nodes[edge.to].label);
  return edges;
}

}  // namespace

TEST_CASE("lineage_of an artifact shows inputs and outputs of every run before and after it") {
  InstanceFixture instance;
  const Record first = add_run(instance, "first"), second = add_run(instance, "second"),
               third = add_run(instance, "third");
  const Record a = add_output(instance, first, "a"), twin = add_output(instance, first, "twin");
  const Record b = add_output(instance, second, "b"), c = add_output(instance, third, "c");
  add_input(instance, second, a);
  add_input(instance, third, b);
  auto& store = instance.store();
  CHECK(edges_of(lineage::lineage_of(store, b, Descendants::include, instance.log())) ==
        std::set<std::string>{"first -> a", "first -> twin", "a -> second", "second -> b", "b -> third",
                              "third -> c"});
  CHECK(edges_of(lineage::lineage_of(store, b, Descendants::leave_out, instance.log())) ==
        std::set<std::string>{"first -> a", "first -> twin", "a -> second", "second -> b"});
}

TEST_CASE("lineage_of does not walk through trash") {
  InstanceFixture instance;
  const Record first = add_run(instance, "first"), second = add_run(instance, "second");
  Record a = add_output(instance, first, "a");
  const Record b = add_output(instance, second, "b");
  add_input(instance, second, a);
  a.set("_branch_code", -1);
  instance.store().save(a);
  CHECK(edges_of(lineage::lineage_of(instance.store(), b, Descendants::include, instance.log())) ==
        std::set<std::string>{"second -> b"});
}

TEST_CASE("lineage_of shows what a run both read and made as its output, and says so") {
  InstanceFixture instance;
  const Record run = add_run(instance, "loop");
  const Record a = add_output(instance, run, "a");
  add_input(instance, run, a);
  CHECK(edges_of(lineage::lineage_of(instance.store(), a, Descendants::include, instance.log())) ==
        std::set<std::string>{"loop -> a"});
  REQUIRE(!instance.lines().empty());
  CHECK(instance.lines().back().find("are both inputs and outputs of Run(uid=") != std::string::npos);
}

TEST_CASE("lineage of a ladder costs edges, not paths, and a constant number of statements") {
  InstanceFixture instance;
  constexpr int depth = 40;  // 2^40 paths
  std::vector<Record> level;
  {
    auto work = instance.store().begin();
    for (int step = 0; step < depth; ++step) {
      std::vector<Record> made;
      for (const char* side : {"a", "b"}) {
        const Record run = add_run(instance, "step " + std::to_string(step) + side);
        made.push_back(add_output(instance, run, std::to_string(step) + side));
        for (const Record& parent : level) add_input(instance, run, parent);
      }
      level = std::move(made);
    }
    work.commit();
  }
  const auto before = instance.store().statements_run();
  const Graph graph =
      lineage::lineage_of(instance.store(), level.front(), Descendants::include, instance.log());
  CHECK(instance.store().statements_run() - before <= 8);
  CHECK(graph.nodes.size() == 4 * depth - 2);
  CHECK(graph.edges.size() == 2 * (depth - 1) + 1 + 4 * (depth - 1) - 2);
}

TEST_CASE("transforms_around and parents_around stop at the distance asked for") {
  InstanceFixture instance;
  std::vector<Record> chain;
  for (int i = 0; i < 8; ++i) {
    chain.push_back(instance.add("ULabel", {{"name", "label " + std::to_string(i)}}));
    if (i == 0) continue;
    const std::int64_t parent = chain[i - 1].id();
    instance.store().add_links(chain[i], "parents", std::span(&parent, 1));
  }
  CHECK(lineage::parents_around(instance.store(), chain[7], "", false, 5).edges.size() == 5);
  CHECK(edges_of(lineage::parents_around(instance.store(), chain[1], "", true, 1)) ==
        std::set<std::string>{"label 0 -> label 1", "label 1 -> label 2"});
  const Record run = add_run(instance, "alone");
  const auto transform =
      instance.store().find_by_id(instance.registry("Transform"), run.get("transform").integer());
  const Graph graph = lineage::transforms_around(instance.store(), *transform, true, 5);
  CHECK(graph.nodes.size() == 1);
  CHECK(graph.nodes.front().is_focus);
}
