// A disk that gets full in the middle of a save: the save throws, nothing of it is there, and what was saved
// before is whole.  A limit on the size of files stands in for the disk.
#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "artifacts/check.hpp"
#include "records/record.hpp"
#include "support/artifact_fixture.hpp"

namespace lamin::artifacts {
namespace {

using test::ArtifactFixture;

void limit_files_to(std::size_t bytes) {
  const rlimit limit{bytes, bytes};
  ::setrlimit(RLIMIT_FSIZE, &limit);
  std::signal(SIGXFSZ, SIG_IGN);
}

/// What `act` ends with in a process whose files cannot grow beyond `bytes`: the code of the error, 0 for
/// none.
template <class Act>
int with_small_disk(std::size_t bytes, Act&& act) {
  const pid_t child = ::fork();
  if (child == 0) {
    limit_files_to(bytes);
    try {
      act();
    } catch (const Error& error) {
      ::_exit(10 + static_cast<int>(error.code()));
    } catch (...) {
      ::_exit(2);
    }
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool is_about_space(int code) {
  return code == 10 + static_cast<int>(ErrorCode::storage_full) ||
         code == 10 + static_cast<int>(ErrorCode::io_failed);
}

}  // namespace

TEST_CASE("an artifact that does not fit is not there at all") {
  ArtifactFixture f;
  f.make_and_save(f.file("a.txt", "a"), "a.txt");
  const auto large = f.file("large.bin", std::string(8'000'000, 'x'));
  const int code = with_small_disk(4'000'000, [&] {
    const auto store = f.open_again();
    Log silent([](Level, std::string_view) {});
    Workspace workspace{.records = *store,
                        .log = silent,
                        .instance_uid = f.workspace.instance_uid,
                        .storage = f.workspace.storage,
                        .cache_directory = f.workspace.cache_directory};
    CreateOptions options;
    options.key = "large.bin";
    auto artifact = create(workspace, large, options);
    save(workspace, artifact);
  });
  CHECK(is_about_space(code));
  CHECK(f.count() == 1);
  CHECK(f.stored_objects() == 1);
  CHECK(check(f.workspace).findings.empty());
}

TEST_CASE("labels that do not fit into the database are not there at all, and the next save goes through") {
  if (test::on_postgres()) return;  // its files grow elsewhere: the next case
  ArtifactFixture f;
  const auto grow = [&](int labels) {
    const auto store = f.open_again();
    std::vector<records::Record> made(static_cast<std::size_t>(labels),
                                      records::Record(store->registry("ULabel")));
    std::vector<records::Record*> pointers;
    for (std::size_t i = 0; i < made.size(); ++i) {
      made[i].set("name", "label " + std::to_string(::getpid()) + " " + std::to_string(i));
      pointers.push_back(&made[i]);
    }
    store->save_all(pointers);
  };
  const int code = with_small_disk(3'000'000, [&] { grow(30'000); });
  CHECK(is_about_space(code));
  CHECK(f.store().count(query::Query(f.registry("ULabel"))) == 0);
  CHECK(check(f.workspace).findings.empty());
  grow(100);
  CHECK(f.store().count(query::Query(f.registry("ULabel"))) == 100);
}

// With a server of its own, whose files cannot grow beyond LAMIN_SERVER_FILES KiB
// (tests/restart/on_own_server.sh): a little more than a file of its log has, so that only the table meets
// the limit.
TEST_CASE("code that does not fit onto the disk of a server is not there at all") {
  if (std::getenv("LAMIN_SERVER_FILES") == nullptr) return;
  ArtifactFixture f;
  const auto store = f.open_again();
  const auto save = [&](int count) {
    std::vector<records::Record> made(static_cast<std::size_t>(count),
                                      records::Record(store->registry("Transform")));
    std::vector<records::Record*> pointers;
    for (std::size_t i = 0; i < made.size(); ++i) {
      made[i].set("key", "code " + std::to_string(i));
      made[i].set("source_code", std::string(1'500, static_cast<char>('a' + i % 26)));
      pointers.push_back(&made[i]);
    }
    store->save_all(pointers);
  };
  const Error error = test::error_of([&] { save(14'000); });
  CHECK(error.code() == ErrorCode::storage_full);
  CHECK(f.store().count(query::Query(f.registry("Transform"))) == 0);
  CHECK(check(f.workspace).findings.empty());
  f.open_connection()->execute("VACUUM");  // which makes room
  save(100);
  CHECK(f.store().count(query::Query(f.registry("Transform"))) == 100);
}

}  // namespace lamin::artifacts
