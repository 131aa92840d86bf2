#include "registries/builtins.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>

#include "base/error.hpp"
#include "support/golden.hpp"

using namespace lamin;
using schema::Catalog;
using schema::Registry;

namespace {

std::shared_ptr<const Catalog> full_catalog() {
  const std::vector<std::string> modules = {"bionty", "wetlab"};
  return registries::catalog(modules);
}

std::string line_of(std::string_view name, const std::vector<std::string>& words) {
  std::string line = std::string(name) + ":";
  for (const auto& word : words) line += " " + word;
  return line;
}

std::vector<std::string> traits_of(const Registry& registry) {
  const auto& traits = registry.traits;
  const auto or_dash = [](const std::string& name) { return name.empty() ? "-" : name; };
  std::vector<std::string> words = {or_dash(registry.name_field), or_dash(registry.ontology_id_field)};
  const auto add = [&](bool holds, std::string_view word) {
    if (holds) words.emplace_back(word);
  };
  add(traits.is_record, "record");
  add(traits.is_versioned, "versioned");
  add(traits.tracks_run, "tracks_run");
  add(traits.tracks_updates, "tracks_updates");
  add(traits.has_parents, "has_parents");
  add(traits.can_curate, "can_curate");
  add(traits.validates_fields, "validates_fields");
  add(traits.is_link, "link");
  add(traits.is_bio_record, "bio_record");
  add(traits.is_automatic, "automatic");
  return words;
}

std::string default_of(const schema::Field& field) {
  using schema::Source;
  switch (field.source) {
    case Source::nothing:
      return field.required ? "None" : "none";
    case Source::constant:
      return python_repr(field.constant);
    case Source::random_uid:
      return "random";
    case Source::hashed_uid:
      return "hashed";
    case Source::current_user:
      return "user";
    case Source::current_run:
      return "run";
    case Source::database:
      return "none";
  }
  return "";
}

std::string removal_of(const schema::Field& field) {
  if (!field.is_relation()) return "-";
  if (field.on_delete == schema::OnDelete::protect) return "protect";
  return field.on_delete == schema::OnDelete::cascade ? "cascade" : "set_null";
}

}  // namespace

TEST_SUITE("registries") {
  // First, so that nothing is built yet.
  TEST_CASE("building all registries takes less than a millisecond") {
    const auto start = std::chrono::steady_clock::now();
    const auto catalog = full_catalog();
    const std::chrono::duration<double, std::micro> built = std::chrono::steady_clock::now() - start;
    MESSAGE("catalog of all modules: ", built.count(), " us for ", catalog->registries().size(),
            " registries");
    WARN(built.count() < 1000);
  }

  TEST_CASE("the modules mount 57, 43 and 42 tables") {
    const std::vector<std::string> none;
    const std::vector<std::string> bionty = {"bionty"};
    CHECK(registries::catalog(none)->registries().size() == 57);
    CHECK(registries::catalog(bionty)->registries().size() == 57 + 43);
    CHECK(full_catalog()->registries().size() == 57 + 43 + 42);
    CHECK(full_catalog()->modules() == std::vector<std::string>{"lamindb", "bionty", "wetlab"});
  }

  TEST_CASE("wetlab brings bionty along, and the same set of modules is the same catalog") {
    const std::vector<std::string> wetlab = {"wetlab"};
    CHECK(registries::catalog(wetlab) == full_catalog());
  }

  TEST_CASE("a module that is not available is an error that lists those that are") {
    const std::vector<std::string> modules = {"clinicore"};
    CHECK_THROWS_AS(registries::catalog(modules), Error);
  }

  TEST_CASE("the columns of data frames are those of lamindb 1.3.2, in their order") {
    const auto catalog = full_catalog();
    const auto golden = testing::golden_lines("frames.txt");
    CHECK(golden.size() == 46 + 52);
    for (const auto& line : golden) {
      const auto table = line.substr(0, line.find(':'));
      const Registry* registry = catalog->find_table(table);
      REQUIRE(registry);
      std::vector<std::string> columns;
      for (const auto* field : registry->frame_fields()) columns.push_back(field->column);
      CHECK(line_of(table, columns) == line);
    }
  }

  TEST_CASE("the fields are in the model order of lamindb 1.3.2") {
    const auto catalog = full_catalog();
    std::vector<std::string> lines;
    for (const auto& registry : catalog->registries()) {
      std::vector<std::string> names;
      for (const auto& field : registry->fields) names.push_back(field.name);
      lines.push_back(line_of(registry->qualified_name(), names));
    }
    auto golden = testing::golden_lines("fields.txt");
    std::ranges::sort(lines);
    std::ranges::sort(golden);
    CHECK(lines == golden);
  }

  TEST_CASE("the relations are those of lamindb 1.3.2, in their order") {
    const auto catalog = full_catalog();
    const auto golden = testing::golden_lines("relations.txt");
    CHECK(golden.size() == catalog->registries().size());
    for (const auto& line : golden) {
      const auto name = line.substr(0, line.find(':'));
      const Registry* registry = catalog->find(name);
      REQUIRE(registry);
      std::vector<std::string> words;
      for (const auto& relation : catalog->relations(*registry)) {
        words.push_back(std::string(relation.query_name) + ">" + relation.target->qualified_name());
      }
      CHECK(line_of(name, words) == line);
    }
  }

  TEST_CASE("name fields, ontology ids and mixed-in behaviour are those of lamindb 1.3.2") {
    const auto catalog = full_catalog();
    for (const auto& line : testing::golden_lines("traits.txt")) {
      const auto name = line.substr(0, line.find(':'));
      const Registry* registry = catalog->find(name);
      REQUIRE(registry);
      CHECK(line_of(name, traits_of(*registry)) == line);
    }
  }

  TEST_CASE("defaults and what happens on removal are those of lamindb 1.3.2") {
    const auto catalog = full_catalog();
    for (const auto& line : testing::golden_lines("defaults.txt")) {
      const auto dot = line.find('.', line.find('.') + 1);
      const auto colon = line.find(':');
      const auto& field = catalog->get(line.substr(0, dot)).field(line.substr(dot + 1, colon - dot - 1));
      const auto blank = line.rfind(' ');
      CHECK_MESSAGE(line.substr(blank + 1) == removal_of(field), line);
      const auto expected = line.substr(colon + 2, blank - colon - 2);
      // The engine itself gives uids where the constructors of lamindb do.
      if (field.source == schema::Source::random_uid && expected == "None") continue;
      if (field.nullable && field.source == schema::Source::nothing) {
        CHECK_MESSAGE((expected == "none" || expected == "None"), line);
      } else {
        CHECK_MESSAGE(expected == default_of(field), line);
      }
    }
  }

  TEST_CASE("a relation with a default name is found by attribute and by query name") {
    const auto catalog = full_catalog();
    const Registry& space = catalog->get("Space");
    REQUIRE(catalog->find_relation(space, "transform_set"));
    CHECK(catalog->find_relation(space, "transform_set") == catalog->find_relation(space, "transform"));
    CHECK(catalog->find_relation(space, "transform")->kind == schema::Relation::Kind::backward);
  }

  TEST_CASE("constructors ask for what lamindb 1.3.2 asks for") {
    const auto catalog = full_catalog();
    const auto required_of = [&](std::string_view name) {
      std::vector<std::string> names;
      for (const auto& field : catalog->get(name).fields) {
        if (field.required) names.push_back(field.name);
      }
      return names;
    };
    CHECK(required_of("User") == std::vector<std::string>{"uid", "handle"});
    CHECK(required_of("ULabel") == std::vector<std::string>{"name"});
    CHECK(required_of("Storage") == std::vector<std::string>{"root", "type"});
    CHECK(required_of("bionty.Source") ==
          std::vector<std::string>{"entity", "organism", "name", "version", "description"});
    CHECK(required_of("bionty.Gene") == std::vector<std::string>{"organism"});
    CHECK(required_of("wetlab.Well") == std::vector<std::string>{"row"});
    CHECK(required_of("wetlab.Biosample").empty());
  }

  TEST_CASE("versioned registries know the part of the uid that all versions share") {
    const auto catalog = full_catalog();
    CHECK(catalog->get("Artifact").uid_length == 20);
    CHECK(catalog->get("Artifact").stem_length == 16);
    CHECK(catalog->get("Transform").stem_length == 12);
    CHECK(catalog->get("ULabel").stem_length == 0);
  }
}
