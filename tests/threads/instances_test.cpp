// Several instances open in one process, used by several threads at once: each thread has instances of its
// own, and all share two.  Nothing is lost, nothing is there twice, and nothing of one instance gets into
// another.
//
// On SQLite and, with LAMIN_TEST_ON=postgres, with every second instance on the server.  LAMIN_THREADS and
// LAMIN_ROUNDS say how many and how long.  Meant for `cmake --preset tsan`, too.
#include <doctest/doctest.h>

#include <atomic>
#include <fstream>
#include <mutex>
#include <set>
#include <thread>

#include "artifacts/check.hpp"
#include "artifacts/create.hpp"
#include "artifacts/save.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "instance/instance.hpp"
#include "records/integrity.hpp"
#include "records/named.hpp"
#include "records/rules.hpp"
#include "remote/transfer.hpp"
#include "support/instance_database.hpp"
#include "support/temporary_folder.hpp"

namespace lamin {
namespace {

namespace fs = std::filesystem;
using records::Record;

int number_of(const char* name, int otherwise) {
  const std::string given = test::environment(name);
  return given.empty() ? otherwise : std::stoi(given);
}

/// What a thread runs into, kept for the main one.
class Failures {
 public:
  void add(const std::string& text) {
    const std::lock_guard lock(mutex_);
    texts_.push_back(text);
  }
  std::vector<std::string> texts() const {
    const std::lock_guard lock(mutex_);
    return texts_;
  }

 private:
  mutable std::mutex mutex_;  // guards texts_
  std::vector<std::string> texts_;
};

/// One settings directory, as of one person; folders and databases for any number of instances.
struct Place {
  test::TemporaryFolder folder;
  Log silent{[](Level, std::string_view) {}};
  std::mutex mutex;  // guards servers
  std::vector<std::unique_ptr<test::ServerDatabase>> servers;

  SettingsDirectory settings() { return SettingsDirectory(folder / "home"); }

  std::unique_ptr<Instance> init(const std::string& name, bool on_server) {
    std::string address;
    if (on_server && test::on_postgres()) {
      auto server = std::make_unique<test::ServerDatabase>();
      address = server->address();
      const std::lock_guard lock(mutex);
      servers.push_back(std::move(server));
    }
    auto mine = settings();
    return Instance::init({.storage = folder / name, .name = name, .database = address, .modules = {}}, mine,
                          silent);
  }
  std::unique_ptr<Instance> open(const std::string& name) {
    const auto mine = settings();
    return Instance::open(find_instance("anonymous/" + name, mine), mine, silent);
  }
};

Record new_label(Instance& instance, const std::string& name) {
  Record label(instance.records().registry("ULabel"));
  label.set("name", name);
  return label;
}

Record new_artifact(Instance& instance, const fs::path& folder, const std::string& key) {
  const fs::path path = folder / replace_all(key, "/", "_");
  std::ofstream(path) << "content of " << key;
  artifacts::CreateOptions options;
  options.key = key;
  options.run = artifacts::RunChoice::none();
  auto artifact = artifacts::create(instance.workspace(), path, options);
  artifacts::save(instance.workspace(), artifact);
  return artifact.record;
}

std::int64_t count(Instance& instance, std::string_view registry) {
  return instance.records().count(query::Query(instance.records().registry(registry)));
}

void work_in(Instance& instance, const std::string& prefix, int rounds) {
  for (int i = 0; i < rounds; ++i) {
    auto label = new_label(instance, prefix + " " + std::to_string(i));
    instance.records().save(label, sql::Durability::relaxed);
    query::Query query(instance.records().registry("ULabel"));
    const auto found = instance.records().one(query.where("name", prefix + " " + std::to_string(i)));
    if (found.id() != label.id()) throw Error{ErrorCode::runtime_failed, "another record came back"};
    instance.records().columns(query::Query(instance.records().registry("ULabel")),
                               {"name", "artifacts__key"});
    if (records::search(instance.records(), instance.records().registry("ULabel"), prefix).empty())
      throw Error{ErrorCode::runtime_failed, "what was saved is not found"};
  }
}

}  // namespace

TEST_SUITE("several instances") {
  TEST_CASE("threads with instances of their own and two that they share lose nothing") {
    const int threads = number_of("LAMIN_THREADS", 8), rounds = number_of("LAMIN_ROUNDS", 6);
    Place place;
    const auto shared = place.init("shared", true), other = place.init("other", false);
    Failures failures;
    std::vector<std::thread> running;
    for (int number = 0; number < threads; ++number) {
      running.emplace_back([&, number] {
        try {
          const std::string name = "own" + std::to_string(number);
          const auto own = place.init(name, number % 2 == 0);
          work_in(*own, name, rounds);
          work_in(*shared, name, rounds);
          // Another connection to what the others have open, as `.using()` opens it.
          const auto again = place.open("other");
          work_in(*again, name, rounds);
          const auto artifact = new_artifact(*own, place.folder.path(), name + "/a.txt");
          if (count(*own, "ULabel") != rounds)
            throw Error{ErrorCode::runtime_failed, "labels of another instance"};
          // All transfer into one, each from its own.
          const Record rows[] = {artifact};
          if (remote::transfer(again->workspace(), own->workspace(), rows).at(0).uid() != artifact.uid())
            throw Error{ErrorCode::runtime_failed, "another artifact came back"};
        } catch (const std::exception& error) {
          failures.add(error.what());
        }
      });
    }
    for (auto& thread : running) thread.join();
    CHECK(failures.texts() == std::vector<std::string>{});
    CHECK(count(*shared, "ULabel") == threads * rounds);
    CHECK(count(*other, "ULabel") == threads * rounds);
    CHECK(count(*other, "Artifact") == threads);
    CHECK(records::dangling_links(other->records()).empty());
    CHECK(artifacts::check(shared->workspace()).open() == 0);
  }

  TEST_CASE("one name saved by many threads through many connections is one record for all") {
    const int threads = number_of("LAMIN_THREADS", 8);
    Place place;
    const auto shared = place.init("shared", true);
    Failures failures;
    std::mutex mutex;
    std::set<std::int64_t> ids;
    std::vector<std::thread> running;
    for (int number = 0; number < threads; ++number) {
      running.emplace_back([&, number] {
        try {
          const auto mine = number % 2 == 0 ? nullptr : place.open("shared");
          Instance& instance = mine ? *mine : *shared;
          auto label = records::construct(instance.records(), instance.records().registry("ULabel"),
                                          {{"name", "the one"}}, place.silent);
          records::save_named(instance.records(), label, place.silent);
          const std::lock_guard lock(mutex);
          ids.insert(label.id());
        } catch (const std::exception& error) {
          failures.add(error.what());
        }
      });
    }
    for (auto& thread : running) thread.join();
    CHECK(failures.texts() == std::vector<std::string>{});
    CHECK(ids.size() == 1);
    CHECK(count(*shared, "ULabel") == 1);
  }

  TEST_CASE("instances are opened and closed while others use the same database") {
    const int threads = number_of("LAMIN_THREADS", 8), rounds = number_of("LAMIN_ROUNDS", 6);
    Place place;
    const auto shared = place.init("shared", true);
    Failures failures;
    std::vector<std::thread> running;
    for (int number = 0; number < threads; ++number) {
      running.emplace_back([&, number] {
        try {
          for (int i = 0; i < rounds; ++i)
            work_in(*place.open("shared"), std::to_string(number) + "-" + std::to_string(i), 1);
        } catch (const std::exception& error) {
          failures.add(error.what());
        }
      });
    }
    for (auto& thread : running) thread.join();
    CHECK(failures.texts() == std::vector<std::string>{});
    CHECK(count(*shared, "ULabel") == threads * rounds);
  }
}

}  // namespace lamin
