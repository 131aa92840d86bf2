#include "storage/hash_cache.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <string_view>
#include <vector>

#include "base/uid.hpp"

namespace lamin::storage {
namespace hash_cache_file {

constexpr std::int64_t per_second = 1'000'000'000;
constexpr std::int64_t settle_time = 2 * per_second;
constexpr std::uint64_t fewest_buckets = 64;
constexpr std::uint64_t most_buckets = 1 << 18;  // 256 MiB, about 2 million files
constexpr std::size_t entries_per_bucket = 14;

std::uint64_t mix(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}

template <std::size_t Size>
std::uint64_t checksum_of(const unsigned char (&bytes)[Size]) {
  static_assert(Size % 8 == 0);
  std::uint64_t sum = 0x6c616d696e;
  for (std::size_t place = 0; place < Size; place += 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes + place, 8);
    sum = mix(sum + word + 0x9e3779b97f4a7c15);
  }
  return sum;
}

struct Entry {
  FileIdentity identity;
  FileHash hash{};
  std::uint16_t unused = 0;
  std::uint64_t checksum = 0;

  std::uint64_t right_checksum() const {
    unsigned char bytes[64];
    std::memcpy(bytes, this, sizeof bytes);
    return checksum_of(bytes);
  }
  // No file has the inode 0.
  bool is_empty() const { return identity.inode == 0 || checksum != right_checksum(); }
  bool is_of_file(const FileIdentity& file) const {
    return identity.device == file.device && identity.inode == file.inode;
  }
};
static_assert(sizeof(Entry) == 72);

struct Bucket {
  std::array<Entry, entries_per_bucket> entries;
  std::uint64_t oldest = 0;  // where the next entry goes when all are taken
  std::uint64_t unused = 0;

  // Returns true if there is an entry more than before.
  bool put(const Entry& entry) {
    auto place = std::ranges::find_if(
        entries, [&](const Entry& old) { return old.is_of_file(entry.identity) && !old.is_empty(); });
    if (place != entries.end()) return *place = entry, false;
    place = std::ranges::find_if(entries, &Entry::is_empty);
    if (place != entries.end()) return *place = entry, true;
    entries[oldest++ % entries_per_bucket] = entry;
    return false;
  }
};
static_assert(sizeof(Bucket) == 1024);

struct Header {
  char magic[32] = "lamin file hashes, version 1\n";
  std::uint64_t buckets = 0;
  std::uint64_t entries = 0;  // about; says when to grow
  std::uint64_t unused = 0;
  std::uint64_t checksum = 0;
  char filling[sizeof(Bucket) - 64] = {};

  std::uint64_t right_checksum() const {
    unsigned char bytes[40];
    std::memcpy(bytes, this, sizeof bytes);
    return checksum_of(bytes);
  }
  bool is_right() const {
    return std::memcmp(magic, Header{}.magic, sizeof magic) == 0 && checksum == right_checksum() &&
           std::has_single_bit(buckets) && buckets <= most_buckets;
  }
};
static_assert(sizeof(Header) == sizeof(Bucket));

std::uint64_t bucket_of(const FileIdentity& identity, std::uint64_t buckets) {
  return mix(identity.inode + mix(identity.device)) & (buckets - 1);
}

std::optional<FileHash> hash_in(const Bucket& bucket, const FileIdentity& identity) {
  for (const Entry& entry : bucket.entries)
    if (entry.identity == identity && !entry.is_empty()) return entry.hash;
  return std::nullopt;
}

off_t place_of(std::uint64_t bucket) {
  return static_cast<off_t>(sizeof(Header) + bucket * sizeof(Bucket));
}

template <class T>
bool read_at(const Descriptor& file, off_t offset, T* values, std::size_t count = 1) {
  return ::pread(file.number(), values, count * sizeof(T), offset) == static_cast<ssize_t>(count * sizeof(T));
}

template <class T>
bool write_at(const Descriptor& file, off_t offset, const T* values, std::size_t count = 1) {
  return ::pwrite(file.number(), values, count * sizeof(T), offset) ==
         static_cast<ssize_t>(count * sizeof(T));
}

Entry entry_of(const KnownHash& known) {
  Entry entry{known.identity, known.hash};
  entry.checksum = entry.right_checksum();
  return entry;
}

std::vector<Entry> settled_entries(std::span<const KnownHash> hashes, std::int64_t hashed_from) {
  std::vector<Entry> entries;
  for (const KnownHash& known : hashes)
    if (std::max(known.identity.modified, known.identity.changed) < hashed_from - settle_time)
      entries.push_back(entry_of(known));
  return entries;
}

// The table as a whole, for building a new file.
struct Table {
  Header header;
  std::vector<Bucket> buckets;

  void resize(std::uint64_t count) {
    buckets.assign(count, {});
    header = {.buckets = count};
    header.checksum = header.right_checksum();
  }
  void put(const Entry& entry) {
    header.entries += buckets[bucket_of(entry.identity, buckets.size())].put(entry);
  }

  // A reader sees the old file or the new one, never a part of either.
  bool replace(const std::filesystem::path& path) const {
    const std::string temporary = path.string() + ".lamin-tmp-" + random_base62(8);
    const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.is_open()) return false;
    const bool written =
        write_at(file, 0, &header) && write_at(file, place_of(0), buckets.data(), buckets.size());
    if (written && std::rename(temporary.c_str(), path.c_str()) == 0) return true;
    ::unlink(temporary.c_str());
    return false;
  }
};

}  // namespace hash_cache_file

using namespace hash_cache_file;

FileIdentity identity_of(const struct stat& state) {
  const auto nanoseconds = [](const timespec& time) { return time.tv_sec * per_second + time.tv_nsec; };
  return {state.st_dev, state.st_ino, state.st_size, nanoseconds(state.st_mtim), nanoseconds(state.st_ctim)};
}

HashCache::HashCache(std::filesystem::path path) : path_(std::move(path)) {
  open();
}

void HashCache::open() {
  file_ = Descriptor(::open(path_.c_str(), O_RDWR | O_CLOEXEC));
  buckets_ = 0;
  entries_ = 0;
  table_.clear();
  Header header;
  struct stat state{};
  if (!file_.is_open() || !read_at(file_, 0, &header) || !header.is_right() ||
      ::fstat(file_.number(), &state) != 0)
    return;
  if (state.st_size < place_of(header.buckets)) return;
  buckets_ = header.buckets;
  entries_ = header.entries;
}

void HashCache::expect(std::size_t files) {
  // Reading a bucket costs as much as copying three of them.
  const std::unique_lock lock(mutex_);
  table_.clear();
  if (buckets_ == 0 || buckets_ > 3 * files) return;
  table_.resize(buckets_ * sizeof(Bucket));
  if (!read_at(file_, place_of(0), table_.data(), table_.size())) table_.clear();
}

std::optional<FileHash> HashCache::find(const FileIdentity& identity) const {
  const std::shared_lock lock(mutex_);
  if (buckets_ == 0) return std::nullopt;
  const std::uint64_t number = bucket_of(identity, buckets_);
  if (!table_.empty()) return hash_in(reinterpret_cast<const Bucket*>(table_.data())[number], identity);
  Bucket bucket;
  if (!read_at(file_, place_of(number), &bucket)) return std::nullopt;
  return hash_in(bucket, identity);
}

void HashCache::store(std::span<const KnownHash> hashes, std::int64_t hashed_from) {
  const auto entries = settled_entries(hashes, hashed_from);
  if (entries.empty()) return;
  const std::unique_lock lock(mutex_);
  std::error_code ignored;
  std::filesystem::create_directories(path_.parent_path(), ignored);
  // A file of its own: the cache itself is replaced as it grows.
  const Descriptor writer(::open((path_.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!writer.is_open() || ::flock(writer.number(), LOCK_EX) != 0) return;
  open();
  const std::uint64_t wanted = std::bit_ceil((entries_ + entries.size()) / 6 + 1);
  const std::uint64_t buckets = std::clamp(wanted, std::max(buckets_, fewest_buckets), most_buckets);
  if (buckets > buckets_ || entries.size() > buckets_ / 4)
    rebuild(buckets, entries);
  else
    put_in_place(entries);
}

void HashCache::rebuild(std::uint64_t buckets, std::span<const Entry> entries) {
  std::vector<Bucket> old(buckets_);
  if (!read_at(file_, place_of(0), old.data(), old.size())) old.clear();
  Table table;
  table.resize(buckets);
  for (const Bucket& bucket : old)
    for (const Entry& entry : bucket.entries)
      if (!entry.is_empty()) table.put(entry);
  for (const Entry& entry : entries) table.put(entry);
  if (table.replace(path_)) open();
}

void HashCache::put_in_place(std::span<const Entry> entries) {
  for (const Entry& entry : entries) {
    const off_t place = place_of(bucket_of(entry.identity, buckets_));
    Bucket bucket;
    if (!read_at(file_, place, &bucket)) return;
    entries_ += bucket.put(entry);
    if (!write_at(file_, place, &bucket)) return;
  }
  write_at(file_, offsetof(Header, entries), &entries_);
}

}  // namespace lamin::storage
