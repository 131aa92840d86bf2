#include "instance/settings.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "base/error.hpp"
#include "base/text_file.hpp"
#include "base/uid.hpp"
#include "support/scratch.hpp"

using namespace lamin;
namespace fs = std::filesystem;

namespace {

InstanceSettings example() {
  InstanceSettings instance;
  instance.owner = "anonymous";
  instance.name = "st1";
  instance.id = uuid5_url_hex("anonymous/st1");
  instance.storage_root = "/data/st1";
  return instance;
}

}  // namespace

TEST_SUITE("settings") {
  TEST_CASE("an instance file has the keys, order and forms of lamindb 1.3.2") {
    const test::Scratch scratch;
    SettingsDirectory settings(scratch.path / ".lamin");
    settings.save_instance(example());
    CHECK(read_text_file(scratch.path / ".lamin" / "instance--anonymous--st1.env") ==
          "lamindb_instance_api_url=null\n"
          "lamindb_instance_owner=anonymous\n"
          "lamindb_instance_name=st1\n"
          "lamindb_instance_storage_root=/data/st1\n"
          "lamindb_instance_storage_region=null\n"
          "lamindb_instance_db=null\n"
          "lamindb_instance_schema_str=null\n"
          "lamindb_instance_schema_id=null\n"
          "lamindb_instance_fine_grained_access=False\n"
          "lamindb_instance_db_permissions=null\n"
          "lamindb_instance_id=17aa7af7a35859b6876f6c29c692529e\n"
          "lamindb_instance_git_repo=null\n"
          "lamindb_instance_keep_artifacts_local=False\n");
  }

  TEST_CASE("the anonymous user's file is written at first use, with a warning") {
    const test::Scratch scratch;
    std::string said;
    Log log([&](Level, std::string_view text) { said += text; });
    SettingsDirectory settings(scratch.path / ".lamin");
    settings.ensure_user(log);
    settings.ensure_user(log);
    CHECK(said == "using anonymous user (to identify, call: lamin login)");
    CHECK(
        read_text_file(scratch.path / ".lamin" / "current_user.env") ==
        "lamin_user_email=null\nlamin_user_password=null\nlamin_user_access_token=null\nlamin_user_api_key="
        "null\n"
        "lamin_user_uid=00000000\nlamin_user_uuid=null\nlamin_user_handle=anonymous\nlamin_user_name=null\n");
  }

  TEST_CASE("what is saved reads back") {
    const test::Scratch scratch;
    SettingsDirectory settings(scratch.path);
    InstanceSettings instance = example();
    instance.modules = {"bionty", "wetlab"};
    instance.git_repo = "https://github.com/x/y";
    settings.set_current(instance);
    const auto read = settings.current_instance();
    REQUIRE(read);
    CHECK(read->slug() == "anonymous/st1");
    CHECK(read->modules == instance.modules);
    CHECK(read->git_repo == instance.git_repo);
    CHECK_FALSE(read->database);
    CHECK(read->database_url() == "sqlite:////data/st1/.lamindb/lamin.db");
  }

  TEST_CASE("an environment variable of a key's name, in any case, wins over the file") {
    const test::Scratch scratch;
    SettingsDirectory settings(scratch.path);
    settings.set_current(example());
    ::setenv("LAMINDB_INSTANCE_NAME", "other", 1);
    CHECK(settings.current_instance()->name == "other");
    ::unsetenv("LAMINDB_INSTANCE_NAME");
    CHECK(settings.current_instance()->name == "st1");
  }

  TEST_CASE("a prefix separates the files of an environment") {
    const test::Scratch scratch;
    SettingsDirectory(scratch.path, "staging--").set_current(example());
    CHECK(fs::exists(scratch.path / "staging--current_instance.env"));
    CHECK_FALSE(SettingsDirectory(scratch.path).current_instance());
  }

  TEST_CASE("a file that lacks a key is outdated") {
    const test::Scratch scratch;
    replace_text_file(scratch.path / "current_instance.env", "hello\n");
    try {
      SettingsDirectory(scratch.path).current_instance();
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::settings_outdated);
    }
  }

  TEST_CASE("forgetting the current instance leaves none current") {
    const test::Scratch scratch;
    SettingsDirectory settings(scratch.path);
    settings.save_instance(example());
    settings.set_current(example());
    settings.mark_as_version_one(example());
    settings.forget(example());
    CHECK(fs::is_empty(scratch.path));
  }

  TEST_CASE("instances are listed, damaged files left out") {
    const test::Scratch scratch;
    SettingsDirectory settings(scratch.path);
    settings.save_instance(example());
    replace_text_file(scratch.path / "instance--a--b.env", "");
    const auto instances = settings.instances();
    REQUIRE(instances.size() == 1);
    CHECK(instances[0].name == "st1");
  }

  TEST_CASE("the cache directory is kept in storage.env without a line end") {
    const test::Scratch scratch;
    SettingsDirectory settings(scratch.path);
    settings.set_cache_directory("/data/cache");
    CHECK(read_text_file(scratch.path / "storage.env") == "lamindb_cache_path=/data/cache");
    CHECK(settings.cache_directory() == "/data/cache");
    ::setenv("LAMIN_CACHE_DIR", "/elsewhere", 1);
    CHECK(settings.cache_directory() == "/elsewhere");
    ::unsetenv("LAMIN_CACHE_DIR");
  }

  TEST_CASE("a user who logged in before is found by email and handle") {
    const test::Scratch scratch;
    SettingsDirectory settings(scratch.path);
    UserSettings user;
    user.handle = "testuser1";
    user.uid = "DzTjkKse";
    user.email = "testuser1@lamin.ai";
    settings.save_user(user);
    CHECK(settings.known_user("testuser1")->uid == "DzTjkKse");
    CHECK(settings.known_user("testuser1@lamin.ai")->uid == "DzTjkKse");
    CHECK(settings.forget_current_user());
    CHECK_FALSE(settings.forget_current_user());
    CHECK(settings.user().is_anonymous());
  }

  TEST_CASE("processes that write at the same time leave one whole file and no rest") {
    const test::Scratch scratch;
    SettingsDirectory settings(scratch.path);
    std::vector<pid_t> children;
    for (int child = 0; child < 8; ++child) {
      const pid_t pid = ::fork();
      if (pid == 0) {
        InstanceSettings instance = example();
        instance.name =
            std::string(200 * (static_cast<std::size_t>(child) + 1), static_cast<char>('a' + child));
        for (int i = 0; i < 200; ++i) {
          settings.set_current(instance);
          if (settings.current_instance()->name.size() % 200 != 0) ::_exit(1);
        }
        ::_exit(0);
      }
      children.push_back(pid);
    }
    for (const pid_t pid : children) {
      int status = 0;
      ::waitpid(pid, &status, 0);
      CHECK(status == 0);
    }
    CHECK(std::distance(fs::directory_iterator(scratch.path), fs::directory_iterator()) == 1);
  }
}
