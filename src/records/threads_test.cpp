// Threads that share one store.
#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "records/caches.hpp"
#include "support/instance_fixture.hpp"

namespace lamin::records {
namespace {

using query::Query;
using test::InstanceFixture;

Record label(RecordStore& store, const std::string& name) {
  Record record(store.registry("ULabel"));
  record.set("name", name);
  return record;
}

}  // namespace

TEST_SUITE("threads") {
  TEST_CASE("a thread reads what was committed while another one is writing") {
    InstanceFixture f;
    f.add("ULabel", {{"name", "before"}});
    auto work = f.store().begin();
    auto record = label(f.store(), "uncommitted");
    f.store().save(record);
    const Query labels(f.registry("ULabel"));
    CHECK(f.store().count(labels) == 2);
    const auto seen = std::async(std::launch::async, [&] { return f.store().count(labels); }).get();
    CHECK(seen == 1);
    CHECK(std::async(std::launch::async, [&] { return f.store().columns(labels).rows(); }).get() == 1);
    work.commit();
    CHECK(std::async(std::launch::async, [&] { return f.store().count(labels); }).get() == 2);
  }

  TEST_CASE("sixteen threads read and write through one store without loss") {
    InstanceFixture f;
    std::atomic<int> errors = 0;
    std::vector<std::thread> threads;
    constexpr int each = 12;
    for (int number = 0; number < 16; ++number) {
      threads.emplace_back([&, number] {
        try {
          for (int i = 0; i < each; ++i) {
            auto record = label(f.store(), std::to_string(number) + "-" + std::to_string(i));
            f.store().save(record, sql::Durability::relaxed);
            const auto found = f.store().one(Query(f.registry("ULabel")).where("id", record.id()));
            if (found.get("name") != record.get("name")) ++errors;
            f.store().columns(Query(f.registry("ULabel")), {"name", "parents__name"});
          }
        } catch (const std::exception& error) {
          MESSAGE(error.what());
          ++errors;
        }
      });
    }
    for (auto& thread : threads) thread.join();
    CHECK(errors == 0);
    CHECK(f.store().count(Query(f.registry("ULabel"))) == 16 * each);
  }

  TEST_CASE("a pool has no more connections than it may have") {
    InstanceFixture f;
    const auto connection = f.open_connection();
    sql::ReaderPool pool(2);
    std::vector<std::thread> threads;
    std::atomic<int> read = 0;
    for (int number = 0; number < 8; ++number) {
      threads.emplace_back([&] {
        for (int i = 0; i < 5; ++i) {
          const auto lent = pool.borrow(*connection);
          sql::Cursor cursor((*lent).cached("SELECT count(*) FROM lamindb_storage"));
          if (cursor->step() && cursor->integer(0) == 1) ++read;
        }
      });
    }
    for (auto& thread : threads) thread.join();
    CHECK(read == 40);
    CHECK(pool.size() <= 2);
    const auto lent = pool.borrow(*connection);
    CHECK_THROWS_AS((*lent).execute("DELETE FROM lamindb_storage"), Error);
  }
}

}  // namespace lamin::records
