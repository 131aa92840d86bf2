#include <doctest/doctest.h>

#include "base/error.hpp"
#include "support/instance_fixture.hpp"

namespace lamin::records {
namespace {

struct View : test::InstanceFixture {
  std::vector<std::string> names(const std::vector<ViewPart>& parts) {
    std::vector<std::string> found;
    for (const ViewPart& part : parts) found.push_back(part.module + "." + part.registry->name);
    return found;
  }
};

TEST_SUITE_BEGIN("view");

TEST_CASE_FIXTURE(View, "registries with records show, module by module, by name") {
  add("ULabel", {{"name", "a"}});
  add("Project", {{"name", "p"}});
  const auto parts = view(store());
  CHECK(names(parts) ==
        std::vector<std::string>{"core.Project", "core.Storage", "core.ULabel", "bionty.Source"});
  CHECK(store().columns(parts[3].query).rows() == 7);
  CHECK(names(view(store(), 7, {"bionty"})) == std::vector<std::string>{"bionty.Source"});
  CHECK(names(view(store(), 7, {}, {"ULabel", "Artifact"})) == std::vector<std::string>{"core.ULabel"});
}

TEST_CASE_FIXTURE(View, "a module that is not there is refused") {
  CHECK_THROWS_AS(view(store(), 7, {"nope"}), Error);
}

TEST_CASE_FIXTURE(View, "looking at many records takes as many statements as looking at a few") {
  const auto statements = [&](int count) {
    for (int i = 0; i < count; ++i)
      add("ULabel", {{"name", std::to_string(count) + "." + std::to_string(i)}});
    const auto before = store().statements_run();
    for (const ViewPart& part : view(store())) store().columns(part.query);
    return store().statements_run() - before;
  };
  const auto of_one = statements(1);
  CHECK(statements(50) == of_one);
}

TEST_CASE_FIXTURE(View, "which registries have records is one question") {
  const auto before = store().statements_run();
  view(store());
  CHECK(store().statements_run() - before == 1);
}

TEST_CASE_FIXTURE(View, "a registry shows its fields and relations") {
  CHECK(repr(store().catalog(), registry("ULabel")) ==
        "\x1b[1;92mULabel\x1b[0m\n"
        "  \x1b[3mSimple fields\x1b[0m\n"
        "    .uid: CharField\n    .name: CharField\n    .is_type: BooleanField\n    .description: CharField\n"
        "    .reference: CharField\n    .reference_type: CharField\n    .created_at: DateTimeField\n"
        "    .updated_at: DateTimeField\n"
        "  \x1b[3mRelational fields\x1b[0m\n"
        "    .space: Space\n    .created_by: User\n    .run: Run\n    .type: ULabel\n    .parents: ULabel\n"
        "    .runs: Run\n    .transforms: Transform\n    .records: ULabel\n    .children: ULabel\n"
        "    .artifacts: Artifact\n    .collections: Collection\n    .projects: Project");
  const std::string artifact = repr(store().catalog(), registry("Artifact"));
  CHECK(artifact.find(
            "    .n_observations: BigIntegerField\n    .version: CharField\n    .is_latest: BooleanField\n"
            "    .created_at: DateTimeField\n    .updated_at: DateTimeField\n") != std::string::npos);
  CHECK(artifact.find("    .space: Space\n    .storage: Storage\n    .run: Run\n    .schema: Schema\n    "
                      ".created_by: User\n"
                      "    .ulabels: ULabel\n    .input_of_runs: Run\n    .feature_sets: Schema\n"
                      "    .collections: Collection\n    .references: Reference\n    .projects: Project\n"
                      "  \x1b[3mBionty fields\x1b[0m\n    .organisms: bionty.Organism\n") !=
        std::string::npos);
  CHECK(repr(store().catalog(), registry("User"))
            .ends_with("    .created_runs: Run\n    .created_transforms: Transform\n"
                       "    .created_artifacts: Artifact"));
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::records
