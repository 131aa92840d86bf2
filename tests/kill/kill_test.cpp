// Kills a process that saves artifacts, at random, again and again: whatever it was doing, each row has its
// bytes, and what else is left is found and removed.  LAMIN_KILL_ROUNDS sets the number of kills.
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <random>
#include <thread>

#include "artifacts/check.hpp"
#include "artifacts/read.hpp"
#include "artifacts/replace.hpp"
#include "base/hash.hpp"
#include "records/record.hpp"
#include "storage/folder_hash.hpp"
#include "support/artifact_fixture.hpp"

namespace lamin::artifacts {
namespace {

namespace fs = std::filesystem;
using test::ArtifactFixture;

constexpr std::size_t group_size = 7;

int rounds() {
  const char* given = std::getenv("LAMIN_KILL_ROUNDS");
  return given ? std::atoi(given) : test::on_postgres() ? 60 : 200;
}

std::string content(std::mt19937& random) {
  const std::size_t size = random() % 8 == 0 ? 2'000'000 : random() % 5'000;
  std::string text(size, 'x');
  for (std::size_t i = 0; i < size; i += 97) text[i] = static_cast<char>(random());
  return text + std::to_string(random()) + std::to_string(random());
}

CreateOptions with_key(std::string key) {
  CreateOptions options;
  options.key = std::move(key);
  options.run = RunChoice::none();
  return options;
}

/// Labels under a type of their own and a run that uses them: all of it or nothing.
void save_group(records::RecordStore& store, const std::string& name) {
  auto work = store.begin();
  records::Record type(store.registry("ULabel"));
  type.set("name", "Group" + name);
  type.set("is_type", true);
  store.save(type);
  std::vector<records::Record> labels(group_size, records::Record(store.registry("ULabel")));
  std::vector<records::Record*> pointers;
  for (std::size_t i = 0; i < group_size; ++i) {
    labels[i].set("name", "member " + name + "-" + std::to_string(i));
    labels[i].set("type", type.id());
    pointers.push_back(&labels[i]);
  }
  store.save_all(pointers);
  records::Record transform(store.registry("Transform"));
  transform.set("key", "t" + name);
  store.save(transform);
  records::Record run(store.registry("Run"));
  run.set("transform", transform.id());
  store.save(run);
  std::vector<std::int64_t> ids;
  for (const auto& label : labels) ids.push_back(label.id());
  store.add_links(run, "ulabels", ids);
  work.commit();
}

/// Groups that are there in part.
std::vector<std::string> broken_groups(records::RecordStore& store) {
  std::vector<std::string> broken;
  for (const auto& type : store.all(query::Query(store.registry("ULabel")).where("is_type", true))) {
    const std::string name(type.get("name").text().substr(5));
    const auto members = store.count(query::Query(store.registry("ULabel")).where("type_id", type.id()));
    const auto linked =
        store.count(query::Query(store.registry("RunULabel")).where("run__transform__key", "t" + name));
    if (members != group_size || linked != group_size) broken.push_back(name);
  }
  return broken;
}

/// One save of a kind chosen at random; `number` keeps the names apart.
void save_something(ArtifactFixture& f, Workspace& workspace, std::mt19937& random, int number) {
  const std::string name = std::to_string(number);
  const auto kind = random() % 8;
  if (kind < 3) {
    auto artifact =
        create(workspace, f.file(name, content(random)), with_key("key-" + std::to_string(random() % 4)));
    save(workspace, artifact);
  } else if (kind == 3) {
    for (int i = 0; i < 5; ++i) f.file("folder-" + name + "/" + std::to_string(i), content(random));
    auto artifact =
        create(workspace, f.work() / ("folder-" + name), with_key("folder-" + std::to_string(random() % 3)));
    save(workspace, artifact);
  } else if (kind == 4) {
    std::vector<Artifact> made;
    for (int i = 0; i < 20; ++i) {
      const auto path = f.file("many-" + name + "-" + std::to_string(i),
                               content(random).substr(0, 500) + std::to_string(random()));
      made.push_back(create(workspace, path, with_key(path.filename().string())));
    }
    std::vector<Artifact*> pointers;
    for (auto& artifact : made) pointers.push_back(&artifact);
    save_all(workspace, pointers);
  } else if (kind > 5) {
    save_group(workspace.records, name);
  } else {
    auto row = workspace.records.first(query::Query(workspace.records.registry("Artifact"))
                                           .where("key__startswith", "many-")
                                           .order_by({"-id"}));
    if (!row) return;
    Artifact artifact(*row);
    if (!replace(workspace, artifact, f.file("replacement-" + name, content(random)), RunChoice::none())) {
      save(workspace, artifact);
    }
  }
}

[[noreturn]] void save_until_killed(ArtifactFixture& f, unsigned seed) {
  try {
    const auto store = f.open_again();
    Log silent([](Level, std::string_view) {});
    Workspace workspace{.records = *store,
                        .log = silent,
                        .instance_uid = f.workspace.instance_uid,
                        .storage = f.workspace.storage,
                        .cache_directory = f.workspace.cache_directory};
    std::mt19937 random(seed);
    for (int number = 0;; ++number)
      save_something(f, workspace, random, static_cast<int>(seed) * 1000 + number);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "child: %s\n", error.what());
    ::_exit(3);
  }
}

/// The hash of what lies at the place of `row`; "" if there is nothing.
std::string stored_hash(ArtifactFixture& f, const records::Record& row) {
  const fs::path place = path(f.workspace, Artifact(row));
  if (!fs::exists(place)) return "";
  return fs::is_directory(place) ? storage::hash_folder(place).hash : hash_file(place).hash;
}

/// Rows whose bytes are not theirs.  Former versions of folders have no bytes of their own.
std::vector<std::string> broken_rows(ArtifactFixture& f, bool only_new_places) {
  std::vector<std::string> broken;
  for (const auto& row : f.store().all(query::Query(f.registry("Artifact")))) {
    const bool shares_place = row.get("_overwrite_versions").truth();
    const bool may_be_replaced = shares_place || row.get("key").text().starts_with("many-");
    if (shares_place && !row.get("is_latest").truth()) continue;
    if (only_new_places && may_be_replaced) {
      if (stored_hash(f, row).empty()) broken.push_back(records::repr(row));
    } else if (stored_hash(f, row) != row.get("hash").text()) {
      broken.push_back(records::repr(row));
    }
  }
  return broken;
}

}  // namespace

TEST_CASE("after a kill at any point each row has its bytes and a sweep removes the rest") {
  std::int64_t leftovers = 0, killed = 0, rows = 0;
  std::mt19937 random(7);
  for (int round = 0; round < rounds(); ++round) {
    static std::unique_ptr<ArtifactFixture> f;
    if (round % 20 == 0) f = std::make_unique<ArtifactFixture>();  // few rows make checking quick
    const unsigned seed = random();
    const pid_t child = ::fork();
    if (child == 0) save_until_killed(*f, seed);
    // To connect to a server takes as long as several saves to a file.
    const unsigned longest = test::on_postgres() ? 200'000 : 60'000;
    std::this_thread::sleep_for(std::chrono::microseconds(2'000 + random() % longest));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    CAPTURE(round);
    REQUIRE(WIFSIGNALED(status));
    ++killed;
    f->store().begin().commit();  // a server may still be at work for the dead
    CHECK(broken_rows(*f, true) == std::vector<std::string>{});
    leftovers += static_cast<std::int64_t>(find_leftovers(f->workspace).size());
    sweep(f->workspace);
    CHECK(broken_rows(*f, false) == std::vector<std::string>{});
    CHECK(broken_groups(f->store()) == std::vector<std::string>{});
    if (round % 20 == 19) {
      CHECK(check(f->workspace).findings.empty());
    } else {
      CHECK(find_leftovers(f->workspace).empty());
    }
    if (round % 20 == 19 || round + 1 == rounds()) rows += f->count();
    if (round + 1 == rounds()) f.reset();
  }
  MESSAGE(killed << " kills, " << rows << " rows saved in between, " << leftovers
                 << " leftovers found and removed");
}

}  // namespace lamin::artifacts
