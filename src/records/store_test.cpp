#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"
#include "support/instance_fixture.hpp"

namespace lamin::records {
namespace {

using query::Query;

struct Store : test::InstanceFixture {
  const schema::Registry& labels = registry("ULabel");
  std::vector<Record> new_labels(int count) {
    std::vector<Record> records(static_cast<std::size_t>(count), Record(labels));
    for (int index = 0; index < count; ++index) {
      records[static_cast<std::size_t>(index)].set("name", "label " + std::to_string(index));
    }
    return records;
  }
  std::vector<Record*> pointers(std::vector<Record>& records) {
    std::vector<Record*> all;
    for (Record& record : records) all.push_back(&record);
    return all;
  }
};

TEST_SUITE_BEGIN("store");

TEST_CASE_FIXTURE(Store, "a saved record has its id, its defaults and the time of the save") {
  Record label(labels);
  label.set("name", "first");
  store().save(label);
  CHECK(label.is_saved());
  CHECK(label.id() == 1);
  CHECK(label.uid().size() == 8);
  CHECK(label.get("created_by") == Value(1));
  CHECK(label.get("_branch_code") == Value(1));
  CHECK(label.get("is_type") == Value(false));
  CHECK(label.get("_aux").is_null());
  CHECK(label.get("created_at") == label.get("updated_at"));
  // As exact as it was said: a default of SQLite would keep milliseconds.
  CHECK(store().find_by_id(labels, 1)->get("created_at") == label.get("created_at"));
}

TEST_CASE_FIXTURE(Store, "a record read back equals the one that was saved") {
  const Record label = add("ULabel", {{"name", "naïve"}, {"description", "with 'quotes' and 日本"}});
  const Record read = store().one(Query(labels).where("name", "naïve"));
  for (std::size_t index = 0; index < labels.fields.size(); ++index) CHECK(read.at(index) == label.at(index));
}

TEST_CASE_FIXTURE(Store, "times of what is saved one after the other tell which was the last") {
  for (const char* name : {"a", "b", "c", "d"}) add("ULabel", {{"name", name}});
  const auto rows = store().values(Query(labels).order_by({"-created_at"}), {"name"});
  CHECK(rows[0][0] == Value("d"));
  CHECK(rows[3][0] == Value("a"));
  if (test::on_postgres()) return;  // which has a type for them
  const auto texts = store().recursive("SELECT length(created_at), created_at FROM lamindb_ulabel", {});
  CHECK(texts[0][0] == Value(26));
}

TEST_CASE_FIXTURE(Store, "of several new versions that are saved together the last is the latest") {
  Record first = add("Transform", {{"key", "a.py"}, {"type", "script"}});
  const std::string stem = std::string(first.uid().substr(0, 12));
  std::vector<Record> versions;
  for (const char* counter : {"0001", "0002"}) {
    Record& version = versions.emplace_back(registry("Transform"));
    version.set("key", "a.py");
    version.set("type", "script");
    version.set("uid", stem + counter);
    version.set("is_latest", true);
  }
  store().save_all(pointers(versions));
  const Query latest = Query(registry("Transform")).where("is_latest", true);
  CHECK(store().one(latest).uid() == stem + "0002");
}

TEST_CASE_FIXTURE(Store, "what a field cannot hold is refused at every write") {
  Record label = add("ULabel", {{"name", "first"}});
  for (const auto& [field, value] :
       Assignments{{"created_at", "junk"}, {"space", "x"}, {"is_type", "maybe"}}) {
    Record changed = label;
    changed.set(field, value);
    CHECK_THROWS_AS(store().save(changed), Error);
    Record made(labels);
    made.set("name", "second");
    made.set(field, value);
    CHECK_THROWS_AS(store().save(made), Error);
    CHECK_THROWS_AS(store().update(Query(labels), {{field, value}}), Error);
  }
  CHECK(store().count(Query(labels)) == 1);
  CHECK(store().find_by_id(labels, label.id())->get("created_at") == label.get("created_at"));
}

TEST_CASE_FIXTURE(Store, "saving an unchanged record runs no statement") {
  Record label = add("ULabel", {{"name", "first"}});
  const auto before = store().statements_run();
  store().save(label);
  CHECK(store().statements_run() == before);
}

TEST_CASE_FIXTURE(Store, "saving a changed record writes it and leaves updated_at alone") {
  Record label = add("ULabel", {{"name", "first"}});
  label.set("description", "changed");
  CHECK(label.is_changed("description"));
  CHECK(label.loaded("description").is_null());
  store().save(label);
  CHECK(!label.has_changes());
  const auto read = store().find_by_id(labels, label.id());
  CHECK(read->get("description").text() == "changed");
  CHECK(read->get("updated_at") == label.get("created_at"));
}

TEST_CASE_FIXTURE(Store, "a refused save leaves the record unsaved and nothing behind") {
  const Record first = add("ULabel", {{"name", "first"}});
  Record second(labels);
  second.set("name", "second");
  second.set("uid", first.uid());
  try {
    store().save(second);
    FAIL("the uid is taken");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::integrity_violated);
    const std::string in_words = "duplicate key value violates unique constraint \"lamindb_ulabel_uid_key\"";
    CHECK(error.sentence().starts_with(test::on_postgres() ? in_words
                                                           : "UNIQUE constraint failed: lamindb_ulabel.uid"));
  }
  CHECK(!second.is_saved());
  CHECK(second.get("id").is_null());
  CHECK(store().count(Query(labels)) == 1);
}

TEST_CASE_FIXTURE(Store, "a reference to nothing is refused") {
  Record label(labels);
  label.set("name", "x");
  label.set("created_by", 99);
  CHECK_THROWS_AS(store().save(label), Error);
  CHECK(!label.is_saved());
  CHECK(store().count(Query(labels)) == 0);
}

TEST_CASE_FIXTURE(Store, "many records are saved in order by few statements") {
  auto records = new_labels(120);
  const auto before = store().statements_run();
  store().save_all(pointers(records));
  CHECK(store().statements_run() - before <= 3);
  for (int index = 0; index < 120; ++index) CHECK(records[static_cast<std::size_t>(index)].id() == index + 1);
  CHECK(store().find_by_id(labels, 77)->get("name").text() == "label 76");
}

TEST_CASE_FIXTURE(Store, "one violation among many leaves nothing behind") {
  auto records = new_labels(120);
  records[110].set("uid", "samesame");
  records[111].set("uid", "samesame");
  CHECK_THROWS_AS(store().save_all(pointers(records)), Error);
  CHECK(store().count(Query(labels)) == 0);
  CHECK(!records[0].is_saved());
}

TEST_CASE_FIXTURE(Store, "conflicts can be left out") {
  const Record first = add("ULabel", {{"name", "first"}});
  auto records = new_labels(3);
  records[1].set("uid", first.uid());
  store().save_all(pointers(records), OnConflict::ignore);
  CHECK(store().count(Query(labels)) == 3);
}

TEST_CASE_FIXTURE(Store, "new and changed records and several registries are saved at once") {
  Record changed = add("ULabel", {{"name", "old"}});
  changed.set("name", "renamed");
  Record added(labels);
  added.set("name", "new");
  Record project(registry("Project"));
  project.set("name", "P");
  Record* const records[] = {&changed, &project, &added};
  store().save_all(records);
  CHECK(store().find_by_id(labels, changed.id())->get("name").text() == "renamed");
  CHECK(added.id() == 2);
  CHECK(project.id() == 1);
}

TEST_CASE_FIXTURE(Store, "work that is not committed leaves nothing behind") {
  {
    auto work = store().begin();
    add("ULabel", {{"name", "first"}});
  }
  CHECK(store().count(Query(labels)) == 0);
}

TEST_CASE_FIXTURE(Store, "a new version ends the former latest one") {
  const Record first = add("Transform", {{"uid", "aaaaaaaaaaaa0000"}, {"key", "k"}, {"type", "script"}});
  const Record second = add("Transform", {{"uid", "aaaaaaaaaaaa0001"}, {"key", "k"}, {"type", "script"}});
  CHECK(!store().find_by_id(first.registry(), first.id())->get("is_latest").truth());
  CHECK(store().find_by_id(first.registry(), second.id())->get("is_latest").truth());
}

TEST_CASE_FIXTURE(Store, "one record is none, one or too many") {
  add("ULabel", {{"name", "a"}, {"description", "d"}});
  add("ULabel", {{"name", "b"}, {"description", "d"}});
  CHECK(store().one(Query(labels).where("name", "a")).get("name").text() == "a");
  CHECK(!store().one_or_none(Query(labels).where("name", "c")));
  CHECK_THROWS_WITH(store().one(Query(labels).where("name", "c")), "ULabel matching query does not exist.");
  CHECK_THROWS_WITH(store().one(Query(labels).where("description", "d")),
                    "get() returned more than one ULabel -- it returned 2!");
  CHECK(store().first(Query(labels))->get("name").text() == "a");
  CHECK(store().exists(Query(labels).where("name", "b")));
  CHECK(store().count(Query(labels).where("description", "d")) == 2);
}

TEST_CASE_FIXTURE(Store, "values come by path") {
  add("ULabel", {{"name", "a"}});
  const auto rows = store().values(Query(labels), {"name", "created_by__handle"});
  REQUIRE(rows.size() == 1);
  CHECK(rows[0][0] == Value("a"));
  CHECK(rows[0][1] == Value("anonymous"));
}

TEST_CASE_FIXTURE(Store, "an update sets fields of all matching rows") {
  auto records = new_labels(5);
  store().save_all(pointers(records));
  CHECK(store().update(Query(labels).where("id__gt", 2), {{"description", "bulk"}}) == 3);
  CHECK(store().count(Query(labels).where("description", "bulk")) == 3);
}

TEST_CASE_FIXTURE(Store, "a run fills records that do not say, and not those that say none") {
  const Record transform = add("Transform", {{"uid", "aaaaaaaaaaaa0000"}, {"key", "k"}, {"type", "script"}});
  const Record run = add("Run", {{"transform", transform.id()}, {"started_at", now()}});
  store().set_authorship({.user_id = 1, .run_id = run.id()});
  CHECK(add("ULabel", {{"name", "a"}}).get("run") == Value(run.id()));
  CHECK(add("ULabel", {{"name", "b"}, {"run", nullptr}}).get("run").is_null());
}

TEST_CASE_FIXTURE(Store, "eight processes save at the same time and lose nothing") {
  constexpr int processes = 8;
  constexpr int saves = 500;
  std::vector<pid_t> children;
  for (int process = 0; process < processes; ++process) {
    const pid_t child = fork();
    if (child == 0) {
      int failures = 0;
      try {
        const auto own = open_again();
        for (int count = 0; count < saves; ++count) {
          Record label(own->registry("ULabel"));
          label.set("name", std::to_string(process) + "-" + std::to_string(count));
          own->save(label, sql::Durability::relaxed);
        }
      } catch (...) {
        failures = 1;
      }
      _exit(failures);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(status == 0);
  }
  CHECK(store().count(Query(labels)) == processes * saves);
}

TEST_SUITE_END();

}  // namespace
}  // namespace lamin::records
