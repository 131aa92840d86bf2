#include "registries/declared_module.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "base/error.hpp"
#include "registries/toml_declaration.hpp"

using namespace lamin;
using namespace lamin::registries;

namespace {

std::string golden(const std::string& name) {
  std::ifstream file(std::string(LAMIN_TESTS_FOLDER) + "/golden/" + name);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

constexpr FieldRow instrument_fields[] = {
    key(),
    random_uid(12),
    text("name", 150, required | unique | indexed),
    text("vendor", 64, optional),
    integer("serial_number", optional),
    real("precision", optional),
    date("bought", optional),
    boolean("in_use", plain).defaults_to(true),
    long_text("notes", optional),
};
constexpr LinkRow instrument_links[] = {linked_to("parents", "mylab.Instrument", "children")};
constexpr FieldRow reading_fields[] = {
    key(),
    random_uid(12),
    text("name", 255, required | indexed),
    belongs_to("instrument", "mylab.Instrument", plain).seen_as("readings"),
};
constexpr LinkRow reading_links[] = {
    linked_to("ulabels", "lamindb.ULabel", "readings"),
    linked_through("mylab.ArtifactReading", "reading", "artifact",
                   linked_to("artifacts", "lamindb.Artifact", "readings")),
};
constexpr auto link_fields =
    label_link_rows({"artifact", "lamindb.Artifact", "links_reading"},
                    {"reading", "mylab.Reading", "links_artifact"}, "links_artifactreading");
constexpr Mixin entity = record | tracks_run | tracks_updates | can_curate;
constexpr Declaration mylab[] = {
    {.name = "Instrument",
     .doc = "An instrument.",
     .mixins = entity,
     .name_field = "name",
     .fields = instrument_fields,
     .links = instrument_links},
    {.name = "Reading",
     .doc = "A reading of an instrument.",
     .mixins = entity,
     .fields = reading_fields,
     .links = reading_links},
    {.name = "ArtifactReading",
     .mixins = link | tracks_run,
     .fields = link_fields,
     .unique_together = {"artifact_id reading_id feature_id"}},
};

// All that tables, queries and displays are made from.
std::vector<std::string> facts_of(const CustomModule& module) {
  std::vector<std::string> facts;
  for (const auto& registry : build(module)) {
    for (const auto& field : registry.fields) {
      facts.push_back(registry.table + " " + field.column + " " + std::string(name_of(field.type)) + " " +
                      std::to_string(field.max_length) + (field.nullable ? " null" : "") +
                      (field.unique ? " unique" : "") + (field.indexed ? " indexed" : "") +
                      (field.required ? " required" : "") + " " + field.target + " " + field.reverse_name +
                      " " + std::to_string(static_cast<int>(field.source)) +
                      std::to_string(static_cast<int>(field.on_delete)));
    }
    for (const auto& relation : registry.many_to_many)
      facts.push_back(registry.table + " " + relation.name + " " + relation.through + " " +
                      relation.reverse_name);
    for (const auto& constraint : registry.constraints) {
      for (const auto& column : constraint.columns) facts.push_back(registry.table + " together " + column);
    }
  }
  return facts;
}

}  // namespace

TEST_SUITE("declared_module") {
  TEST_CASE("TOML says the same as JSON") {
    const CustomModule as_json{"mylab", Json::parse(golden("mylab.json"))};
    CHECK(facts_of({"mylab", read_toml_declaration(golden("mylab.toml"))}) == facts_of(as_json));
  }

  TEST_CASE("C++ says the same as JSON") {
    const CustomModule as_json{"mylab", Json::parse(golden("mylab.json"))};
    CHECK(facts_of(declared_module("mylab", mylab)) == facts_of(as_json));
  }

  TEST_CASE("what is no TOML is refused with its line") {
    CHECK_THROWS_WITH(read_toml_declaration("module = \"mylab\"\n[registries.Instrument\n"),
                      doctest::Contains("line: 2"));
    CHECK_THROWS_WITH(read_toml_declaration("module = \"x\"\nregistries = 3\n"),
                      doctest::Contains("line: 2"));
    CHECK_THROWS_AS(
        read_toml_declaration("module = \"x\"\n[registries.A.fields]\nwhen = { default = 2024-05-01 }\n"),
        Error);
  }

  TEST_CASE("a closed list of values is one in all forms") {
    static constexpr std::string_view sizes[] = {"small", "large"};
    static constexpr FieldRow fields[] = {text("size", 8, plain).one_of(sizes)};
    const Declaration declarations[] = {{.name = "Plate", .fields = fields}};
    const auto registries = build(declared_module("lab", declarations));
    CHECK(registries.front().field("size").choices == std::vector<std::string>{"small", "large"});
  }

  TEST_CASE("a named constraint is refused, since the JSON form cannot say it") {
    static constexpr ConstraintRow constraints[] = {
        {schema::Constraint::Kind::named_unique, "one_name", "name", ""}};
    const Declaration declarations[] = {{.name = "Plate", .constraints = constraints}};
    CHECK_THROWS_AS(declared_module("lab", declarations), Error);
  }
}
