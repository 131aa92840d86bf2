// Measures hashes and hashed copies.  Usage: hash_bench <empty folder to work in> [files] [large file MiB]
//
// Prints the best of several runs with a warm page cache, beside `cp -r` of the same folder where that is the
// measure.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <string>
#include <thread>
#include <tuple>

#include "base/error.hpp"
#include "base/md5.hpp"
#include "base/sha1.hpp"
#include "storage/folder_hash.hpp"
#include "storage/hash_cache.hpp"

namespace fs = std::filesystem;
using namespace lamin;
using namespace lamin::storage;

namespace {

double seconds_of(const std::function<void()>& act) {
  const auto start = std::chrono::steady_clock::now();
  act();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double best_of(int runs, const std::function<void()>& act) {
  double best = 1e9;
  for (int run = 0; run < runs; ++run) {
    best = std::min(best, seconds_of(act));
  }
  return best;
}

// A new destination for each copy.  They are removed at the very end: ext4 searches long for an inode while
// many were freed in the last seconds.
class Names {
 public:
  explicit Names(fs::path stem) : stem_(std::move(stem)) {}
  fs::path next() { return stem_.string() + std::to_string(count_++); }
  void remove_all() {
    for (int i = 0; i < count_; ++i) fs::remove_all(stem_.string() + std::to_string(i));
    count_ = 0;
  }

 private:
  fs::path stem_;
  int count_ = 0;
};

void report(const std::string& what, double seconds, double bytes, double files = 0) {
  std::printf("%-58s %9.2f ms %8.2f GB/s", what.c_str(), seconds * 1e3, bytes / seconds / 1e9);
  if (files > 0) std::printf(" %9.0f files/s", files / seconds);
  std::printf("\n");
}

std::string random_bytes(std::size_t size) {
  std::mt19937_64 generator(size);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(generator());
  return bytes;
}

void make_files(const fs::path& folder, int count, std::size_t size) {
  std::string bytes = random_bytes(size);
  for (int i = 0; i < count; ++i) {
    const fs::path below = folder / std::to_string(i / 1000);
    if (i % 1000 == 0) fs::create_directories(below);
    bytes.replace(0, 8, std::to_string(10'000'000 + i));
    std::ofstream(below / std::to_string(i), std::ios::binary) << bytes;
  }
}

void measure_digests() {
  const std::string bytes = random_bytes(16 << 20);
  std::vector<std::string_view> pieces;
  for (std::size_t i = 0; i < 256; ++i) pieces.push_back(std::string_view(bytes).substr(i << 16, 1 << 16));
  std::vector<Md5Digest> digests(pieces.size());
  for (const Md5Lanes& lanes : md5_lanes())
    report("md5_many, one thread, " + std::string(lanes.name),
           best_of(5, [&] { md5_many(pieces, digests, lanes); }), bytes.size());
  report("md5, one thread", best_of(5, [&] { md5(bytes); }), bytes.size());
  for (const Sha1Way& way : sha1_ways())
    report("sha1, one thread, " + std::string(way.name),
           best_of(5,
                   [&] {
                     Sha1 hash(way);
                     hash.update(bytes);
                   }),
           bytes.size());
}

void measure_folder(const fs::path& work, int count, std::size_t size) {
  const fs::path folder = work / "files";
  make_files(folder, count, size);
  const double bytes = static_cast<double>(count) * static_cast<double>(size);
  const std::string title = std::to_string(count) + " x " + std::to_string(size / 1024) + " KiB: ";
  report(title + "hash_folder", best_of(5, [&] { hash_folder(folder); }), bytes, count);

  std::this_thread::sleep_for(std::chrono::milliseconds(2200));
  HashCache cache(work / "hashes");
  report(title + "hash_folder, filling the cache", seconds_of([&] { hash_folder(folder, &cache); }), bytes,
         count);
  report(title + "hash_folder, from the cache",
         best_of(5,
                 [&] {
                   HashCache reopened(work / "hashes");
                   hash_folder(folder, &reopened);
                 }),
         bytes, count);

  const auto run_cp = [&](const fs::path& to, const std::string& then = "") {
    if (std::system(("cp -r '" + folder.string() + "' '" + to.string() + "'" + then).c_str()) != 0)
      std::printf("cp failed\n");
  };
  Names copies(work / "copy");
  report(title + "cp -r", best_of(3, [&] { run_cp(copies.next()); }), bytes, count);
  report(title + "hash + copy, in memory",
         best_of(3, [&] { copy_folder_hashed(folder, copies.next(), {Durability::in_memory}); }), bytes,
         count);
  report(title + "cp -r && sync",
         seconds_of([&] { run_cp(copies.next(), " && sync -f '" + work.string() + "'"); }), bytes, count);
  report(title + "hash + copy, on disk", seconds_of([&] { copy_folder_hashed(folder, copies.next()); }),
         bytes, count);
  copies.remove_all();
  fs::remove_all(folder);
  fs::remove(work / "hashes");
}

void measure_file(const fs::path& work, std::size_t megabytes) {
  const fs::path file = work / "large";
  {
    const std::string bytes = random_bytes(1 << 20);
    std::ofstream out(file, std::ios::binary);
    for (std::size_t i = 0; i < megabytes; ++i) out << bytes;
  }
  const double size = static_cast<double>(megabytes << 20);
  const std::string title = std::to_string(megabytes) + " MiB file: ";
  Names copies(work / "copy");
  report(title + "hash_file", best_of(7, [&] { hash_file(file); }), size);
  report(title + "cp",
         best_of(2,
                 [&] {
                   std::ignore =
                       std::system(("cp '" + file.string() + "' '" + copies.next().string() + "'").c_str());
                 }),
         size);
  report(title + "hash + copy, in memory",
         best_of(2, [&] { copy_file_hashed(file, copies.next(), {Durability::in_memory}); }), size);
  copies.remove_all();
  report(title + "hash + copy, on disk", seconds_of([&] { copy_file_hashed(file, copies.next()); }), size);
  copies.remove_all();
  fs::remove(file);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fprintf(stderr, "usage: hash_bench FOLDER [FILES] [MIB]\n"), 2;
  const fs::path work = fs::path(argv[1]) / "lamin-hash-bench";
  const int files = argc > 2 ? std::atoi(argv[2]) : 10'000;
  const std::size_t megabytes = argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 1024;
  try {
    fs::create_directories(work);
    measure_digests();
    measure_folder(work, files, 4096);
    measure_folder(work, std::max(files / 20, 20), 1 << 20);
    measure_file(work, 40);
    measure_file(work, megabytes);
    fs::remove_all(work);
  } catch (const std::exception& error) {
    return std::fprintf(stderr, "%s\n", error.what()), 1;
  }
}
