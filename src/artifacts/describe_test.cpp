// What describe shows, line by line as lamindb 1.3.2 does.
#include "artifacts/describe.hpp"

#include <doctest/doctest.h>

#include <array>

#include "artifacts/remove.hpp"
#include "base/text.hpp"
#include "support/artifact_fixture.hpp"

namespace lamin::artifacts {

using test::ArtifactFixture;

TEST_SUITE("describe") {
  TEST_CASE("the general part, without colour") {
    ArtifactFixture f;
    const auto artifact = f.make_and_save(f.file("k.txt", "key change\n"), "k/one.txt");
    const std::string uid(artifact.record.uid());
    const std::string text = render(describe(f.workspace, artifact), {.width = 500});
    const std::string head = "Artifact .txt\n└── General\n    ├── .uid = '" + uid +
                             "'\n    ├── .key = 'k/one.txt'\n    ├── .size = 11\n    ├── .hash = "
                             "'A4OOupxvU_AfyTiyc3LoIQ'\n    ├── .path = " +
                             f.storage_root().string() + "/.lamindb/" + uid +
                             ".txt\n    ├── .created_by = anonymous\n    └── .created_at = 20";
    CHECK(text.substr(0, head.size()) == head);
  }

  TEST_CASE("labels and projects cost the same number of statements, however many they are") {
    ArtifactFixture f;
    const auto artifact = f.make_and_save(f.file("k.txt", "k"), "k.txt");
    const auto statements = [&](int from, int to) {
      for (int i = from; i < to; ++i) {
        const auto label = f.add("ULabel", {{"name", "label " + std::to_string(i)}});
        f.store().add_links(artifact.record, "ulabels", std::array{label.id()});
        const auto project = f.add("Project", {{"name", "project " + std::to_string(i)}});
        f.store().add_links(artifact.record, "projects", std::array{project.id()});
      }
      const auto before = f.store().statements_run();
      describe(f.workspace, artifact);
      return f.store().statements_run() - before;
    };
    const auto of_few = statements(0, 2);
    CHECK(statements(2, 30) == of_few);
  }

  TEST_CASE("labels are a table whose columns shrink alike") {
    ArtifactFixture f;
    const auto artifact = f.make_and_save(f.file("k.txt", "k"), "k.txt");
    const auto first = f.add("ULabel", {{"name", "lab1"}});
    const auto second = f.add("ULabel", {{"name", "lab2"}});
    f.store().add_links(artifact.record, "ulabels", std::array{first.id(), second.id()});
    const auto project = f.add("Project", {{"name", "proj"}});
    f.store().add_links(artifact.record, "projects", std::array{project.id()});
    const std::string text = render(describe(f.workspace, artifact));
    CHECK(contains(text,
                   "└── Labels\n"
                   "    └── .projects           Project            proj                             \n"
                   "        .ulabels            ULabel             lab1, lab2                       \n"));
    const std::string colours = render(describe(f.workspace, artifact), {.colour = true});
    CHECK(contains(
        colours,
        "\x1b[1mArtifact\x1b[0m\x1b[1;2m .txt\x1b[0m\n\x1b[2m├── \x1b[0m\x1b[1;96mGeneral\x1b[0m\n"));
    CHECK(contains(
        colours,
        ".ulabels           \x1b[2m \x1b[0m\x1b[2mULabel           \x1b[0m\x1b[2m \x1b[0m lab1, lab2"));
  }

  TEST_CASE("many labels are cut where the column ends") {
    ArtifactFixture f;
    const auto artifact = f.make_and_save(f.file("k.txt", "k"), "k.txt");
    std::vector<std::int64_t> ids;
    for (int i = 0; i < 14; ++i) ids.push_back(f.add("ULabel", {{"name", "many " + std::to_string(i)}}).id());
    f.store().add_links(artifact.record, "ulabels", ids);
    CHECK(contains(render(describe(f.workspace, artifact)),
                   "    └── .ulabels            ULabel             many 0, many 1, many 2, many 3, …\n"));
  }

  TEST_CASE("long lines are folded") {
    Node tree{.label = {{"Artifact"}}};
    tree.children.push_back({.label = {{"General"}}});
    tree.children[0].children.push_back({.label = {{".key = '" + std::string(100, 'k') + "'"}}});
    CHECK(render(tree) == "Artifact\n└── General\n    └── .key = \n        '" + std::string(71, 'k') +
                              "\n        " + std::string(29, 'k') + "'\n");
  }

  TEST_CASE("what is special is said") {
    ArtifactFixture f;
    auto artifact = f.make_and_save(f.file("k.txt", "k"), "k.txt");
    remove(f.workspace, artifact.record);
    describe(f.workspace, artifact);
    CHECK(f.said("! This artifact is in the trash."));
  }
}

}  // namespace lamin::artifacts
