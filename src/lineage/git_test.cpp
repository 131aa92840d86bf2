#include "lineage/git.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

#include "base/error.hpp"
#include "support/temporary_folder.hpp"

namespace lamin::lineage {
namespace {

struct Repository {
  test::TemporaryFolder folder;
  Log log{[](Level, std::string_view) {}};
  GitRepository repository{"https://example.com/x/y", folder.path() / "clones"};

  Repository() {
    git("init -q -b main");
    git("remote add origin https://example.com/x/y.git");
  }
  void git(const std::string& words) const {
    const std::string command =
        "git -C " + folder.path().string() + " -c user.name=n -c user.email=e " + words + " >/dev/null 2>&1";
    REQUIRE(std::system(command.c_str()) == 0);
  }
  void commit(const std::string& text) const {
    folder.write("code/script.py", text);
    git("add -A");
    git("commit -qm step");
  }
  std::string reference() { return git_reference(repository, folder / "code/script.py", log); }
};

TEST_SUITE_BEGIN("git");

TEST_CASE_FIXTURE(Repository, "a committed script is referred to by commit and path") {
  commit("print(1)\n");
  const std::string first = reference();
  CHECK(first.starts_with("https://example.com/x/y/blob/"));
  CHECK(first.ends_with("/code/script.py"));
  commit("print(2)\n");
  CHECK(reference() != first);
  folder.write("code/script.py", "print(1)\n");
  CHECK(reference() == first);
}

TEST_CASE_FIXTURE(Repository, "a script that is not committed is refused, with its blob") {
  commit("print(1)\n");
  folder.write("code/script.py", "print(2)\n");
  CHECK_THROWS_AS(reference(), Error);
}

TEST_CASE_FIXTURE(Repository, "a script on another branch is found there") {
  commit("print(1)\n");
  git("checkout -qb other");
  commit("print(2)\n");
  git("checkout -q main");
  folder.write("code/script.py", "print(2)\n");
  CHECK(reference().ends_with("/code/script.py"));
}

}  // namespace
}  // namespace lamin::lineage
