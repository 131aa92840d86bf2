// A Delivery brings bytes into a storage so that they are there whole or not at all, together with a database
// transaction that speaks of them:
//
//     Delivery delivery(root);
//     delivery.copy(source, destination);   // into a staging folder below the root: nobody sees it
//     transaction: write the rows
//       delivery.publish();                 // rename to the destinations, flush
//       commit
//     delivery.keep();                      // otherwise the destructor takes everything back
//
// Staged are: the first file as `<root>/.lamindb/.saving-<random>`, since a folder made and removed for each
// save costs ext4 more than the save; all else in a folder of such a name.  Both are locked (flock) for as
// long as their process lives, so that a sweep can tell those of killed processes.  What a destination held
// before is kept in the staging folder until `keep`, with a symbolic link that tells where it belongs.
//
// Flushes: one file costs one fsync, after its rename.  ext4, XFS and btrfs then have its name on the disk
// too; elsewhere the folder is flushed as well.  Many files cost one syncfs and one fsync of each folder.
//
// Used by one thread.  Errors: file_missing, permission_denied, storage_full, io_failed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/descriptor.hpp"
#include "storage/local/copy.hpp"

namespace lamin::storage {

class Delivery {
 public:
  /// Makes nothing on disk before the first object comes.
  explicit Delivery(std::filesystem::path root) : root_(std::move(root)) {}
  /// Takes back what was not kept: destinations hold what they held before, moved sources return.
  ~Delivery();
  Delivery(const Delivery&) = delete;
  Delivery& operator=(const Delivery&) = delete;

  /// Stages a copy of a file; returns the state of `source` when it was copied.
  FileState copy(const std::filesystem::path& source, const std::filesystem::path& destination);
  /// Stages a folder, which `write` fills at the path that it is given.
  void fill_folder(const std::filesystem::path& destination,
                   const std::function<void(const std::filesystem::path& staged)>& write);
  /// Stages a file or folder by renaming it, or by a copy when it lies on another file system.
  void move(const std::filesystem::path& source, const std::filesystem::path& destination);
  /// Where the object staged last lies until `publish`.
  const std::filesystem::path& staged() const { return objects_.back().staged; }
  /// Number of objects; the last one has the index before it.
  std::size_t size() const { return objects_.size(); }
  /// Chooses another destination for an object that is not published.
  void redirect(std::size_t index, std::filesystem::path destination) {
    objects_.at(index).destination = std::move(destination);
  }

  /// Leaves an object out of `publish`: a copy goes with the staging folder, a moved source returns.
  void drop(std::size_t index);

  /// Flushes large or many objects ahead of the transaction, so that this stays short.
  void flush_ahead();
  /// Gives every object its destination and makes it durable.
  void publish();
  /// The transaction is committed: what was replaced, and the staging folder, go.
  void keep() noexcept;

 private:
  struct Object {
    std::filesystem::path staged, destination;
    Descriptor lock;                   // of the first file
    std::filesystem::path moved_from;  // empty for copies
    bool is_folder = false;
    bool is_dropped = false, is_published = false, has_replaced = false, is_flushed = false;
    std::int64_t size = 0;
  };
  Object& add(const std::filesystem::path& destination, bool is_folder);
  std::filesystem::path new_staging_path() const;
  void open_staging_folder();
  void put_into_staging_folder(Object& object);
  void place(Object& object);
  void flush(Object& object);
  void take_back(Object& object) noexcept;
  void remove_staging_folder() noexcept;

  std::filesystem::path root_;
  std::filesystem::path staging_;  // the folder
  Descriptor lock_;
  std::vector<Object> objects_;
  bool kept_ = false;
};

/// A staged file or staging folder whose process is gone, locked so that it stays so.
struct AbandonedStaging {
  std::filesystem::path path;
  Descriptor lock;
};
std::vector<AbandonedStaging> abandoned_staging(const std::filesystem::path& root);

/// An object that an abandoned delivery had replaced and never confirmed.
struct Replaced {
  std::filesystem::path former;       // the earlier content, in the staging folder
  std::filesystem::path destination;  // holds the new content now
};
std::vector<Replaced> replaced_in(const std::filesystem::path& staging);
/// Exchanges the two: undoes a replacement.
void exchange(const std::filesystem::path& a, const std::filesystem::path& b);

/// Flushes a folder, so that the names in it are on the disk.
void flush_folder(const std::filesystem::path& folder);

}  // namespace lamin::storage
