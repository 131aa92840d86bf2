#include "storage/local/delivery.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <cerrno>

#include <algorithm>
#include <cstdio>
#include <set>
#include <system_error>

#include "base/system_error.hpp"
#include "base/uid.hpp"

namespace lamin::storage {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view staging_prefix = ".saving-";
constexpr std::string_view replaced_suffix = ".replaces";
/// More objects than this are flushed together.
constexpr std::size_t few_objects = 8;
/// Files above this are flushed before the transaction begins.
constexpr std::int64_t large_bytes = 1 << 20;

/// Whether fsync of a file makes its name durable too.
bool flushes_names(const Descriptor& file) {
  struct statfs status{};
  if (::fstatfs(file.number(), &status) != 0) return false;
  constexpr long ext4 = 0xEF53, xfs = 0x58465342, btrfs = 0x9123683E, tmpfs = 0x01021994;
  const long type = static_cast<long>(status.f_type);
  return type == ext4 || type == xfs || type == btrfs || type == tmpfs;
}

/// True if the rename was done; false if the destination exists.
bool rename_to_free_name(const fs::path& from, const fs::path& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno == EEXIST || errno == ENOTEMPTY) return false;
  if (errno != EINVAL && errno != ENOSYS) throw_system_error(to);
  if (fs::exists(fs::symlink_status(to))) return false;  // a file system without RENAME_NOREPLACE
  if (::rename(from.c_str(), to.c_str()) != 0) throw_system_error(to);
  return true;
}

void copy_tree(const fs::path& source, const fs::path& destination) {
  if (!fs::is_directory(source)) {
    copy_file_bytes(source, destination);
    return;
  }
  fs::create_directory(destination);
  for (const auto& entry : fs::directory_iterator(source))
    copy_tree(entry.path(), destination / entry.path().filename());
}

std::int64_t size_of(const fs::path& path) {
  std::error_code failure;
  const auto size = fs::file_size(path, failure);
  return failure ? 0 : static_cast<std::int64_t>(size);
}

fs::path note_of(const fs::path& staged) {
  return staged.string() + std::string(replaced_suffix);
}

// It is there but in a new storage.
void make_managed_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) throw_system_error(folder);
}

}  // namespace

void flush_folder(const fs::path& folder) {
  const Descriptor descriptor = Descriptor::open(folder, O_RDONLY | O_DIRECTORY);
  if (::fsync(descriptor.number()) != 0 && errno != EINVAL) throw_system_error(folder);
}

void exchange(const fs::path& a, const fs::path& b) {
  if (::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0) return;
  if (errno != EINVAL && errno != ENOSYS) throw_system_error(b);
  const fs::path aside = a.string() + ".aside";
  fs::rename(b, aside);
  fs::rename(a, b);
  fs::rename(aside, a);
}

Delivery::~Delivery() {
  if (kept_) return;
  for (auto object = objects_.rbegin(); object != objects_.rend(); ++object) take_back(*object);
  remove_staging_folder();
}

fs::path Delivery::new_staging_path() const {
  return root_ / ".lamindb" / (std::string(staging_prefix) + random_base62(12));
}

// The lock is taken after the folder is made; a sweep in between removes the folder, which then has no links
// left.
void Delivery::open_staging_folder() {
  while (!lock_.is_open()) {
    staging_ = new_staging_path();
    if (::mkdir(staging_.c_str(), 0777) != 0) throw_system_error(staging_);
    Descriptor folder = Descriptor::open(staging_, O_RDONLY | O_DIRECTORY);
    ::flock(folder.number(), LOCK_SH);
    struct stat status{};
    if (::fstat(folder.number(), &status) == 0 && status.st_nlink > 0) lock_ = std::move(folder);
  }
}

Delivery::Object& Delivery::add(const fs::path& destination, bool is_folder) {
  Object object;
  object.destination = destination;
  object.is_folder = is_folder;
  if (objects_.empty()) make_managed_folder(root_ / ".lamindb");
  if (objects_.empty() && !is_folder) {
    object.staged = new_staging_path();
  } else {
    open_staging_folder();
    object.staged = staging_ / std::to_string(objects_.size());
  }
  return objects_.emplace_back(std::move(object));
}

void Delivery::put_into_staging_folder(Object& object) {
  if (!object.lock.is_open()) return;
  open_staging_folder();
  const fs::path staged = staging_ / "first";
  if (::rename(object.staged.c_str(), staged.c_str()) != 0) throw_system_error(staged);
  object.staged = staged;
}

FileState Delivery::copy(const fs::path& source, const fs::path& destination) {
  Object& object = add(destination, false);
  const bool is_first = objects_.size() == 1;
  const FileState state = copy_file_bytes(source, object.staged, is_first ? &object.lock : nullptr);
  object.size = state.size;
  return state;
}

void Delivery::fill_folder(const fs::path& destination, const std::function<void(const fs::path&)>& write) {
  write(add(destination, true).staged);
}

void Delivery::move(const fs::path& source, const fs::path& destination) {
  Object& object = add(destination, fs::is_directory(source));
  if (objects_.size() == 1 && !object.is_folder) {
    object.lock = Descriptor::open(source, O_RDONLY);
    ::flock(object.lock.number(), LOCK_SH);
  }
  object.moved_from = source;
  if (::rename(source.c_str(), object.staged.c_str()) != 0) {
    const int number = errno;
    if (number != EXDEV) object.moved_from.clear();
    if (number != EXDEV) throw system_error(number, source);
    if (object.lock.is_open()) {
      copy_file_bytes(source, object.staged, &object.lock);
    } else {
      copy_tree(source, object.staged);
    }
  }
  if (!object.is_folder) object.size = size_of(object.staged);
}

void Delivery::drop(std::size_t index) {
  Object& object = objects_.at(index);
  object.is_dropped = true;
  take_back(object);
  object.moved_from.clear();
}

void Delivery::flush_ahead() {
  const bool together =
      objects_.size() > few_objects ||
      std::any_of(objects_.begin(), objects_.end(), [](const Object& o) { return o.is_folder; });
  if (together) {
    if (::syncfs(lock_.number()) != 0) throw_system_error(staging_);
    for (auto& object : objects_) object.is_flushed = true;
    return;
  }
  for (auto& object : objects_) {
    if (object.size < large_bytes) continue;
    const Descriptor file = Descriptor::open(object.staged, O_RDONLY);
    if (::fdatasync(file.number()) != 0) throw_system_error(object.staged);
  }
}

void Delivery::place(Object& object) {
  if (!rename_to_free_name(object.staged, object.destination)) {
    put_into_staging_folder(object);
    fs::create_symlink(object.destination, note_of(object.staged));
    exchange(object.staged, object.destination);
    object.has_replaced = true;
  }
  object.is_published = true;
}

void Delivery::flush(Object& object) {
  const Descriptor opened =
      object.lock.is_open() ? Descriptor() : Descriptor::open(object.destination, O_RDONLY);
  const Descriptor& file = object.lock.is_open() ? object.lock : opened;
  if (::fsync(file.number()) != 0) throw_system_error(object.destination);
  if (!flushes_names(file)) flush_folder(object.destination.parent_path());
}

void Delivery::publish() {
  std::set<fs::path> folders;
  for (auto& object : objects_) {
    if (object.is_dropped) continue;
    const fs::path folder = object.destination.parent_path();
    if (folder != root_ / ".lamindb") fs::create_directories(folder);
    place(object);
    if (object.is_flushed) {
      folders.insert(folder);
    } else {
      flush(object);
    }
  }
  for (const auto& folder : folders) flush_folder(folder);
}

void Delivery::keep() noexcept {
  kept_ = true;
  std::error_code ignored;
  for (const auto& object : objects_) {
    if (object.has_replaced) fs::remove_all(object.staged, ignored);
    if (!object.moved_from.empty()) fs::remove_all(object.moved_from, ignored);
  }
  remove_staging_folder();
}

void Delivery::take_back(Object& object) noexcept {
  try {
    if (object.has_replaced) {
      exchange(object.staged, object.destination);
    } else if (object.is_published) {
      fs::rename(object.destination, object.staged);
    }
    if (!object.moved_from.empty() && !fs::exists(object.moved_from))
      fs::rename(object.staged, object.moved_from);
    if (object.lock.is_open()) ::unlink(object.staged.c_str());
  } catch (const std::exception&) {
    // What cannot be taken back stays for the sweep, which finds it by the lock that is gone.
  }
}

void Delivery::remove_staging_folder() noexcept {
  if (!lock_.is_open() || ::rmdir(staging_.c_str()) == 0) return;
  std::error_code ignored;
  fs::remove_all(staging_, ignored);
}

std::vector<AbandonedStaging> abandoned_staging(const fs::path& root) {
  std::vector<AbandonedStaging> folders;
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(root / ".lamindb", failure)) {
    if (!entry.path().filename().string().starts_with(staging_prefix)) continue;
    Descriptor staged(::open(entry.path().c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (!staged.is_open() || ::flock(staged.number(), LOCK_EX | LOCK_NB) != 0) continue;
    folders.push_back({entry.path(), std::move(staged)});
  }
  return folders;
}

std::vector<Replaced> replaced_in(const fs::path& staging) {
  std::vector<Replaced> found;
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(staging, failure)) {
    const std::string name = entry.path().string();
    if (!name.ends_with(replaced_suffix) || !entry.is_symlink()) continue;
    found.push_back({name.substr(0, name.size() - replaced_suffix.size()), fs::read_symlink(entry.path())});
  }
  return found;
}

}  // namespace lamin::storage
