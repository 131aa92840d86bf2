// The main job as a C++ program: an instance, artifacts with versions and lineage, queries.
//
//     first_steps DATA_FOLDER
#include <cstdio>
#include <filesystem>
#include <string>

#include "artifacts/create.hpp"
#include "artifacts/describe.hpp"
#include "artifacts/read.hpp"
#include "artifacts/save.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "instance/instance.hpp"
#include "lineage/context.hpp"
#include "lineage/graph.hpp"
#include "lineage/transform.hpp"
#include "records/record.hpp"

namespace fs = std::filesystem;
using lamin::query::Query;

namespace {

lamin::artifacts::Artifact save(lamin::artifacts::Workspace& workspace, const fs::path& path,
                                const std::string& key) {
  lamin::artifacts::CreateOptions options;
  options.key = key;
  auto artifact = lamin::artifacts::create(workspace, path, options);
  lamin::artifacts::save(workspace, artifact);
  return artifact;
}

void run(const fs::path& data) {
  lamin::Log log([](lamin::Level level, std::string_view text) {
    std::printf("%.*s %.*s\n", int(lamin::icon_of(level).size()), lamin::icon_of(level).data(),
                int(text.size()), text.data());
  });
  auto settings = lamin::SettingsDirectory::from_environment();
  auto instance = lamin::Instance::init({.storage = "./lamin-cpp"}, settings, log);
  auto& workspace = instance->workspace();

  // What follows is a run of this program.
  lamin::lineage::TransformOptions pipeline;
  pipeline.key = "first_steps.cpp";
  lamin::lineage::Context context(workspace);
  context.track({.transform = lamin::lineage::make_transform(workspace, pipeline)});

  const auto raw = save(workspace, data / "penguins.csv", "penguins/raw.csv");
  save(workspace, data / "tables", "penguins/tables");
  const auto copy = lamin::artifacts::cache(workspace, raw);
  std::printf("%s lies at %s\n", std::string(raw.record.get("key").text()).c_str(), copy.c_str());

  const auto& registry = workspace.records.registry("Artifact");
  for (const auto& record :
       workspace.records.all(Query(registry).where("key__startswith", "penguins/").order_by({"key"})))
    std::printf("%s\n", lamin::records::repr(record).c_str());

  const auto graph =
      lamin::lineage::lineage_of(workspace.records, raw.record, lamin::lineage::Descendants::include, log);
  std::printf("%s", lamin::lineage::to_text(graph).c_str());
  context.finish();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: first_steps DATA_FOLDER\n");
    return 2;
  }
  try {
    run(argv[1]);
  } catch (const lamin::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
