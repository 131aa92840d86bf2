#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "base/error.hpp"
#include "lineage/environment.hpp"
#include "lineage/graph.hpp"

namespace fs = std::filesystem;
namespace lineage = lamin::lineage;

namespace {

lineage::Graph small_graph() {
  lineage::Graph graph;
  graph.name = "artifact_b";
  graph.nodes = {{.kind = lineage::Node::Kind::artifact,
                  .id = "artifact_a",
                  .uid = "a",
                  .label = "raw <1>",
                  .type = ".csv"},
                 {.kind = lineage::Node::Kind::run,
                  .id = "run_r",
                  .uid = "t",
                  .label = "clean.py",
                  .type = "script",
                  .user = "me",
                  .time = "now"},
                 {.kind = lineage::Node::Kind::artifact,
                  .id = "artifact_b",
                  .uid = "b",
                  .label = "clean",
                  .type = ".csv",
                  .is_focus = true}};
  graph.edges = {{0, 1}, {1, 2}};
  return graph;
}

}  // namespace

TEST_CASE("to_dot gives every node its name, uid and colour and escapes what people typed") {
  const std::string dot = lineage::to_dot(small_graph());
  CHECK(dot.starts_with("digraph artifact_b {\n"));
  CHECK(dot.find("📄 raw &lt;1&gt;<BR/>") != std::string::npos);
  CHECK(dot.find("uid=t<BR/>type=script, user=me<BR/>run=now") != std::string::npos);
  CHECK(dot.find("artifact_a -> run_r [color=dimgrey]") != std::string::npos);
  CHECK(dot.find("fillcolor=\"#10b981\"") != std::string::npos);
}

TEST_CASE("to_text shows what the focal node was made by") {
  CHECK(lineage::to_text(small_graph()) ==
        "📄 clean (b)\nmade by\n└── 📝 clean.py (t)\n    └── 📄 raw <1> (a)\n");
}

TEST_CASE("frozen_environment lists distributions as pip freeze does") {
  const fs::path folder = fs::temp_directory_path() / "lamin-environment-test";
  fs::remove_all(folder);
  const auto add = [&](const char* name, const char* metadata, const char* url = nullptr) {
    fs::create_directories(folder / name);
    std::ofstream(folder / name / "METADATA") << metadata;
    if (url != nullptr) std::ofstream(folder / name / "direct_url.json") << url;
  };
  add("zlib_ng-1.dist-info", "Metadata-Version: 2.1\nName: zlib-ng\nVersion: 1.0\n\nVersion: 9");
  add("Deprecated-1.2.18.dist-info", "Name: Deprecated\nVersion: 1.2.18\n");
  add("pip-23.dist-info", "Name: pip\nVersion: 23\n");
  add("mine-0.1.dist-info", "Name: mine\nVersion: 0.1\n",
      R"({"url": "file:///src/mine", "dir_info": {"editable": true}})");
  const std::vector<fs::path> path = {folder, folder / "missing"};
  CHECK(lineage::frozen_environment(path) == "Deprecated==1.2.18\nmine @ file:///src/mine\nzlib-ng==1.0\n");
  CHECK(lineage::installed_version(path, "zlib_ng") == "1.0");
  CHECK(lineage::installed_version(path, "absent") == "");
  fs::remove_all(folder);
}
