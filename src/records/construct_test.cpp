#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/uid.hpp"
#include "support/instance_fixture.hpp"

namespace lamin::records {
namespace {

struct Construct : test::InstanceFixture {
  Record make(std::string_view name, const Assignments& given) {
    lines().clear();
    return construct(store(), registry(name), given, log());
  }
  Record make_saved(std::string_view name, const Assignments& given) {
    Record record = make(name, given);
    store().save(record);
    return record;
  }
  std::string refusal(std::string_view name, const Assignments& given,
                      ErrorCode code = ErrorCode::field_invalid) {
    try {
      make(name, given);
    } catch (const Error& error) {
      CHECK(error.code() == code);
      return error.sentence();
    }
    return "";
  }
};

TEST_SUITE_BEGIN("construct");

TEST_CASE_FIXTURE(Construct, "a new record has its defaults and is not saved") {
  const Record label = make("ULabel", {{"name", "x"}, {"description", nullptr}});
  CHECK(!label.is_saved());
  CHECK(label.uid().size() == 8);
  CHECK(label.get("is_type") == Value(false));
  CHECK(label.get("space") == Value(1));
  CHECK(label.get("created_at").is_null());
  CHECK(lines().empty());
}

TEST_CASE_FIXTURE(Construct, "missing and unknown fields are refused") {
  CHECK(refusal("ULabel", {}) == "['name'] are required.");
  CHECK(refusal("ULabel", {{"name", nullptr}}) == "['name'] are required.");
  CHECK(refusal("ULabel", {{"name", "a"}, {"foo", 1}}) ==
        "Only name, type, is_type, description, reference, reference_type are valid keyword arguments");
  CHECK(refusal("ULabel", {{"name", "a"}, {"uid", "abcdefgh"}}) ==
        "Only name, type, is_type, description, reference, reference_type are valid keyword arguments");
  CHECK(refusal("Project", {{"foo", 1}}) == "['name'] are required.");
  CHECK(refusal("Project", {{"name", "p"}, {"foo", 1}}, ErrorCode::invalid_type) ==
        "Project() got unexpected keyword arguments: 'foo'");
  CHECK(refusal("bionty.CellType", {{"name", "p"}, {"foo", 1}}, ErrorCode::invalid_type) ==
        "CellType() got unexpected keyword arguments: 'foo'");
}

TEST_CASE_FIXTURE(Construct, "a type begins with a capital letter and is singular") {
  CHECK(refusal("ULabel", {{"name", "mytype"}, {"is_type", true}}, ErrorCode::invalid_value) ==
        "'mytype' should start with a capital letter given you're defining a type");
  make("ULabel", {{"name", "Mytypes"}, {"is_type", true}});
  CHECK(lines().back() ==
        "! name 'Mytypes' for type ends with 's', in case you're naming with plural, consider the singular "
        "for a type "
        "name");
}

TEST_CASE_FIXTURE(Construct, "an equal name returns the record there is, with its attributes updated") {
  const Record first = make_saved("ULabel", {{"name", "My label one"}, {"description", "d1"}});
  Record second = make("ULabel", {{"name", "My label one"}, {"description", "d2"}});
  CHECK(second.id() == first.id());
  CHECK(second.is_changed("description"));
  REQUIRE(lines().size() == 2);
  CHECK(lines()[0] == "→ returning existing ULabel record with same name: 'My label one'");
  CHECK(lines()[1] == "! updated description from d1 to d2");
  store().save(second);
  CHECK(store().find_by_id(first.registry(), first.id())->get("description").text() == "d2");
  make("ULabel", {{"name", "My label one"}});
  CHECK(lines().size() == 1);
}

TEST_CASE_FIXTURE(Construct, "users are known by their handle") {
  make("User", {{"uid", "abcdefgh"}, {"handle", "anonymous"}});
  CHECK(lines()[0] == "→ returning existing User record with same handle: 'anonymous'");
  CHECK(lines()[1] == "! updated uid from 00000000 to abcdefgh");
}

TEST_CASE_FIXTURE(Construct, "a changed relation shows both records") {
  const Record one = make_saved("ULabel", {{"name", "TypeA"}, {"is_type", true}});
  make_saved("ULabel", {{"name", "typed"}, {"type", one.id()}});
  const Record two = make_saved("ULabel", {{"name", "KindB"}, {"is_type", true}});
  make("ULabel", {{"name", "typed"}, {"type", two.id()}});
  CHECK(lines().back() == "! updated type from " + repr(one) + " to " + repr(two));
}

TEST_CASE_FIXTURE(Construct, "similar names are shown, three at most") {
  const Record one = make_saved("ULabel", {{"name", "My label one"}});
  make("ULabel", {{"name", "My label two"}});
  REQUIRE(lines().size() == 1);
  CHECK(lines()[0] ==
        "! record with similar name exists! did you mean to load it?\n<QuerySet [" + repr(one) + "]>");
  const Record two = make_saved("ULabel", {{"name", "My label two"}});
  const Record three = make_saved("ULabel", {{"name", "My label three"}});
  make_saved("ULabel", {{"name", "My label four"}});
  make("ULabel", {{"name", "my label one"}});
  CHECK(lines()[0] == "! records with similar names exist! did you mean to load one of them?\n<QuerySet [" +
                          repr(one) + ", " + repr(two) + ", " + repr(three) + "]>");
}

TEST_CASE_FIXTURE(Construct, "a record in the trash is similar, not equal") {
  Record label = make_saved("ULabel", {{"name", "trashed name"}});
  label.set("_branch_code", -1);
  store().save(label);
  CHECK(!make("ULabel", {{"name", "trashed name"}}).is_saved());
  CHECK(lines().size() == 1);
}

TEST_CASE_FIXTURE(Construct, "names are not looked at when they shall not be") {
  make_saved("ULabel", {{"name", "My label one"}});
  lines().clear();
  const Record label =
      construct(store(), registry("ULabel"), {{"name", "My label one"}}, log(), {.search_names = false});
  CHECK(!label.is_saved());
  CHECK(lines().empty());
}

TEST_CASE_FIXTURE(Construct, "a term has the uid that follows from its ontology id or name") {
  CHECK(make("bionty.CellType", {{"name", "x"}, {"ontology_id", "CL:0000084"}}).uid() == "22LvKd01");
  CHECK(make("bionty.CellType", {{"name", "my new cell type"}}).uid() == "1c3gMzsB");
  const Record human = make_saved("bionty.Organism", {{"name", "human"}, {"ontology_id", "NCBITaxon:9606"}});
  CHECK(human.uid() == "1dpCL6Td");
  CHECK(make("bionty.Gene", {{"symbol", "TCF7"}, {"organism", human.id()}}).uid() == "2mrMdTTRuqoL");
  CHECK(make("bionty.Gene", {{"ensembl_gene_id", "ENSG00000139618"}, {"organism", human.id()}}).uid() ==
        "1DQZiYQ1wP6x");
  CHECK(make("bionty.Protein", {{"uniprotkb_id", "P12345"}, {"organism", human.id()}}).uid() ==
        "56EmGxvBkxV4");
  CHECK(make("bionty.CellMarker", {{"name", "CD8"}, {"organism", human.id()}}).uid() == "1xRpnOHIkdyE");
}

TEST_CASE_FIXTURE(Construct, "a new ontology id brings its uid, another attribute does not") {
  const Record term = make_saved("bionty.CellType", {{"name", "ct long name"}, {"ontology_id", "CL:99"}});
  CHECK(make("bionty.CellType", {{"name", "ct long name"}, {"description", "d"}}).uid() == term.uid());
  const Record changed = make("bionty.CellType", {{"name", "ct long name"}, {"ontology_id", "CL:100"}});
  CHECK(changed.uid() == hash_base62("CL:100", 8));
}

TEST_CASE_FIXTURE(Construct, "registries that validate their fields keep the date that a text says") {
  const Record project =
      construct(store(), registry("Project"), {{"name", "p"}, {"start_date", "2024-01-02"}}, log(), {});
  CHECK(project.get("start_date").as<Date>() == *parse_date("2024-01-02"));
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::records
