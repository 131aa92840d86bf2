#include "instance/instance.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "base/error.hpp"
#include "base/text_file.hpp"
#include "query/query.hpp"
#include "records/rules.hpp"
#include "sql/sqlite/sqlite.hpp"
#include "support/scratch.hpp"
#include "support/without_privileges.hpp"

using namespace lamin;
namespace fs = std::filesystem;

namespace {

struct Place {
  test::Scratch scratch;
  fs::path storage = scratch.path / "store";
  SettingsDirectory settings{scratch.path / ".lamin"};
  std::string said;
  Log log{[this](Level, std::string_view text) { said += std::string(text) + "\n"; }};

  std::unique_ptr<Instance> init(std::vector<std::string> modules = {}, std::string name = "") {
    return Instance::init({storage.native(), name, "", modules}, settings, log);
  }
  template <class Act>
  ErrorCode code_of(Act act) {
    try {
      act();
    } catch (const Error& error) {
      said += error.what();
      return error.code();
    }
    FAIL("no error");
    return {};
  }
  fs::path database() const { return storage / ".lamindb" / "lamin.db"; }
};

}  // namespace

TEST_SUITE("instance") {
  TEST_CASE("init makes database, mark, default rows and settings, and connects") {
    Place place;
    const auto instance = place.init({"bionty"});
    CHECK(instance->slug() == "anonymous/store");
    CHECK(place.said.ends_with("initialized lamindb: anonymous/store\n"));
    CHECK(read_text_file(place.storage / ".lamindb" / "storage_uid.txt") ==
          instance->workspace().storage.uid);
    CHECK(instance->workspace().storage.instance_uid == instance->settings().uid());
    CHECK(instance->records().count(query::Query(instance->records().registry("bionty.Source"))) == 104);
    CHECK(place.settings.current_instance()->slug() == "anonymous/store");
    CHECK(place.settings.auto_connect());
  }

  TEST_CASE("init again connects and keeps what is there") {
    Place place;
    const std::string uid = place.init()->workspace().storage.uid;
    CHECK(place.init()->workspace().storage.uid == uid);
    CHECK(place.said.ends_with("connected lamindb: anonymous/store\n"));
  }

  TEST_CASE("a database of another instance in the storage is not touched") {
    Place place;
    place.init();
    CHECK(place.code_of([&] { place.init({}, "other"); }) == ErrorCode::invalid_value);
    CHECK_FALSE(place.settings.instance("anonymous", "other"));
    CHECK(place.settings.current_instance()->name == "store");
  }

  TEST_CASE("an init that fails leaves nothing behind") {
    Place place;
    CHECK(place.code_of([&] { place.init({"nosuch"}); }) == ErrorCode::module_missing);
    CHECK(place.code_of([&] { place.init({}, "a/b"); }) == ErrorCode::invalid_value);
    CHECK_FALSE(fs::exists(place.storage));
    CHECK_FALSE(place.settings.current_instance());
  }

  TEST_CASE("an unreachable server and cloud storage are refused in words") {
    Place place;
    CHECK(place.code_of([&] {
      Instance::init({place.storage, "x", "postgresql://u:secret@127.0.0.1:1/d", {}}, place.settings,
                     place.log);
    }) == ErrorCode::database_failed);
    CHECK_FALSE(fs::exists(place.storage));
    CHECK(place.code_of([&] { Instance::init({"s3://bucket/x", "", "", {}}, place.settings, place.log); }) ==
          ErrorCode::unsupported);
    CHECK(place.code_of([&] { Instance::init({"ftp://x/y", "", "", {}}, place.settings, place.log); }) ==
          ErrorCode::invalid_value);
  }

  TEST_CASE("a file that is no database is said to be none and stays") {
    Place place;
    place.init();
    const std::string text(8192, 'x');
    std::ofstream(place.database()) << text;
    CHECK(place.code_of([&] { Instance::connect("store", place.settings, place.log); }) ==
          ErrorCode::database_failed);
    CHECK(read_text_file(place.database()) == text);
  }

  TEST_CASE("a database of another product is said to be not one of LaminDB") {
    Place place;
    fs::create_directories(place.database().parent_path());
    sql::open_sqlite(place.database(), sql::OpenMode::create)->execute("CREATE TABLE x (a)");
    CHECK(place.code_of([&] { place.init(); }) == ErrorCode::database_failed);
    CHECK(fs::exists(place.database()));
    CHECK_FALSE(place.settings.instance("anonymous", "store"));
  }

  TEST_CASE("a database of another version is opened for reading only") {
    Place place;
    place.init();
    sql::open_sqlite(place.database())
        ->execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('lamindb', '9999_later', "
            "'2030-01-01')");
    const auto instance = Instance::connect("store", place.settings, place.log);
    CHECK(place.said.find("is ahead of lamindb 1.3.2") != std::string::npos);
    records::Record label(instance->records().registry("ULabel"));
    label.set("uid", "abcdefgh");
    label.set("name", "x");
    CHECK_THROWS_AS(instance->records().save(label), Error);
  }

  TEST_CASE("a folder that may not be written cannot hold a new instance, and keeps nothing of it") {
    const test::WithoutPrivileges owner_only;
    Place place;
    fs::create_directories(place.storage);
    fs::permissions(place.storage, fs::perms::owner_read | fs::perms::owner_exec);
    CHECK(place.code_of([&] { place.init(); }) == ErrorCode::permission_denied);
    CHECK(fs::is_empty(place.storage));
    CHECK_FALSE(place.settings.current_instance());
    fs::permissions(place.storage, fs::perms::owner_all);
  }

  TEST_CASE("an instance in a folder that may not be written can be read") {
    Place place;
    place.init();
    const test::WithoutPrivileges owner_only;
    fs::permissions(place.database(), fs::perms::owner_read);
    fs::permissions(place.database().parent_path(), fs::perms::owner_read | fs::perms::owner_exec);
    {
      const auto instance = Instance::open_current(place.settings, place.log);
      CHECK(instance->workspace().is_read_only);
      CHECK(instance->records().count(query::Query(instance->records().registry("User"))) == 1);
      records::Record label(instance->records().registry("ULabel"));
      label.set("uid", "abcdefgh");
      label.set("name", "x");
      CHECK(place.code_of([&] { instance->records().save(label); }) == ErrorCode::permission_denied);
    }
    fs::permissions(place.database().parent_path(), fs::perms::owner_all);
  }

  TEST_CASE("a reader whom the database does not know is no author") {
    Place place;
    CHECK_FALSE(place.init()->workspace().is_read_only);
    UserSettings reader = place.settings.user();
    reader.uid = "Reader00";
    reader.handle = "reader";
    place.settings.save_user(reader);
    const test::WithoutPrivileges owner_only;
    fs::permissions(place.database(), fs::perms::owner_read);
    const auto instance = Instance::open_current(place.settings, place.log);
    CHECK(instance->workspace().is_read_only);
    records::Record label(instance->records().registry("ULabel"));
    records::fill_defaults(instance->records(), label);
    CHECK(label.get("created_by").is_null());
  }

  TEST_CASE("a database that another process is writing can be read") {
    Place place;
    const auto instance = place.init();
    const auto writer = sql::open_sqlite(place.database());
    sql::Transaction transaction(*writer);
    writer->execute("UPDATE lamindb_user SET name = 'x'");
    CHECK(instance->records().count(query::Query(instance->records().registry("User"))) == 1);
  }

  TEST_CASE("a uid that is taken is refused with table and column") {
    Place place;
    const auto instance = place.init();
    const auto save_label = [&] {
      records::Record label(instance->records().registry("ULabel"));
      label.set("uid", "abcdefgh");
      label.set("name", "x");
      instance->records().save(label);
    };
    save_label();
    CHECK(place.code_of(save_label) == ErrorCode::integrity_violated);
    CHECK(place.said.find("UNIQUE constraint failed: lamindb_ulabel.uid") != std::string::npos);
  }

  TEST_CASE("a database that is gone is said to be gone") {
    Place place;
    place.init();
    fs::remove_all(place.storage);
    CHECK(place.code_of([&] { Instance::open_current(place.settings, place.log); }) ==
          ErrorCode::file_missing);
  }

  TEST_CASE("an unknown instance is not found, and what is no identifier is refused") {
    Place place;
    CHECK(place.code_of([&] { Instance::connect("nope", place.settings, place.log); }) ==
          ErrorCode::instance_not_found);
    CHECK(place.code_of([&] { Instance::connect("a/b/c", place.settings, place.log); }) ==
          ErrorCode::invalid_value);
    CHECK(place.code_of([&] { Instance::open_current(place.settings, place.log); }) ==
          ErrorCode::instance_not_set_up);
  }

  TEST_CASE("an empty instance is deleted, one with objects is not") {
    Place place;
    place.init();
    std::ofstream(place.storage / ".lamindb" / "abc.txt") << "x";
    const auto remove = [&] { remove_instance("store", {.force = true}, place.settings, place.log, {}); };
    CHECK(place.code_of(remove) == ErrorCode::instance_not_empty);
    fs::remove(place.storage / ".lamindb" / "abc.txt");
    remove();
    CHECK_FALSE(fs::exists(place.storage / ".lamindb"));
    CHECK_FALSE(place.settings.current_instance());
    CHECK(place.settings.instances().empty());
  }

  TEST_CASE("eight processes that init and connect at the same time get one instance") {
    Place place;
    std::vector<pid_t> children;
    for (int child = 0; child < 8; ++child) {
      const pid_t pid = ::fork();
      if (pid == 0) {
        try {
          place.init();
          Instance::connect("store", place.settings, place.log);
          ::_exit(0);
        } catch (...) {
          ::_exit(1);
        }
      }
      children.push_back(pid);
    }
    for (const pid_t pid : children) {
      int status = 0;
      ::waitpid(pid, &status, 0);
      CHECK(status == 0);
    }
    const auto instance = Instance::open_current(place.settings, place.log);
    CHECK(instance->records().count(query::Query(instance->records().registry("Storage"))) == 1);
    CHECK(read_text_file(place.storage / ".lamindb" / "storage_uid.txt") ==
          instance->workspace().storage.uid);
  }
}
