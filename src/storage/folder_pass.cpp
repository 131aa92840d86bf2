#include "storage/folder_pass.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>

#include "base/error.hpp"
#include "base/md5.hpp"
#include "base/system_error.hpp"
#include "storage/copy_bytes.hpp"
#include "storage/crew.hpp"

namespace lamin::storage {
namespace {

// Sixteen of each fit into the second-level cache of a core.
constexpr std::int64_t small_bytes = 64 * 1024;
constexpr std::size_t piece_bytes = 64 * 1024;
constexpr std::size_t batch_bytes = 1024 * 1024;
// Files that a worker takes at once.
constexpr std::size_t batch_files = 64;

FileHash file_hash(std::string_view text) {
  FileHash hash;
  std::memcpy(hash.data(), text.data(), std::min(text.size(), hash.size()));
  return hash;
}

struct Sized {
  std::size_t index;  // in the listing
  std::int64_t size;
};

// What all workers share.
class Pass {
 public:
  Pass(const FolderListing& listing, const FolderPassOptions& options)
      : listing_(listing), options_(options), outcomes_(listing.files.size()) {}

  FolderPassResult run();

  const HashCache* cache() const { return options_.cache; }
  const Descriptor* copy_to() const { return options_.copy_to; }
  const char* name(std::size_t index) const { return listing_.files[index].path.c_str(); }
  std::filesystem::path path(std::size_t index) const {
    return listing_.root_path / listing_.files[index].path;
  }
  std::filesystem::path copy_path(std::size_t index) const {
    return options_.copy_path / listing_.files[index].path;
  }
  bool is_hashed(std::size_t index) const { return listing_.files[index].is_hashed; }
  int root() const { return listing_.root.number(); }

  Descriptor open(std::size_t index) const {
    Descriptor file(::openat(root(), name(index), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) throw_system_error(path(index));
    return file;
  }

  Descriptor create_copy(std::size_t index, const struct stat& like) const {
    if (copy_to() == nullptr) return {};
    Descriptor file(::openat(copy_to()->number(), name(index), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                             like.st_mode & 0777));
    if (!file.is_open()) throw_system_error(copy_path(index));
    return file;
  }

  void done(std::size_t index, const FileIdentity& identity, const FileHash& hash, bool was_known = false) {
    outcomes_[index] = {identity, hash, was_known};
    bytes_done_ += identity.size;
    ++files_done_;
  }

  void put_off(std::size_t index, std::int64_t size) {
    const std::lock_guard lock(mutex_);
    (size > hash_chunk_bytes ? large_ : middle_).push_back({index, size});
  }

  // Another worker that tells at this moment tells enough.
  void tell() {
    if (options_.progress == nullptr || !*options_.progress) return;
    const std::unique_lock lock(telling_, std::try_to_lock);
    if (lock) (*options_.progress)(bytes_done_, files_done_);
  }

  // Paths are made for errors only: making them takes longer than the system takes for a small file.
  struct stat state_of(std::size_t index, const Descriptor& file) const {
    struct stat state{};
    if (::fstat(file.number(), &state) != 0) throw_system_error(path(index));
    return state;
  }

  void write(std::size_t index, const Descriptor& copy, const char* bytes, std::size_t size) const {
    const ssize_t written = ::write(copy.number(), bytes, size);
    if (written == static_cast<ssize_t>(size)) return;
    const std::size_t begun = written < 0 ? 0 : static_cast<std::size_t>(written);
    write_all(copy, bytes + begun, size - begun, copy_path(index));
  }

  // A new link or mode is no new content.
  void check_unchanged(std::size_t index, const FileIdentity& before, const Descriptor& file) const {
    const auto after = identity_of(state_of(index, file));
    if (after.size != before.size || after.modified != before.modified) throw_file_changed(path(index));
  }

 private:
  struct Outcome {
    FileIdentity identity;
    FileHash hash;
    bool was_known = false;
  };

  const FolderListing& listing_;
  const FolderPassOptions& options_;
  std::vector<Outcome> outcomes_;
  std::atomic<std::int64_t> bytes_done_ = 0, files_done_ = 0;
  std::mutex mutex_;  // guards the next two
  std::vector<Sized> middle_, large_;
  std::mutex telling_;
};

// Reads small files one after the other into one buffer and hashes them together.
class SmallFiles {
 public:
  explicit SmallFiles(Pass& pass)
      : pass_(pass), buffer_(std::make_unique_for_overwrite<char[]>(batch_bytes)) {}

  void take(std::size_t index) {
    struct stat state{};
    if (pass_.cache() != nullptr && find_in_cache(index, state)) return;
    const Descriptor file = pass_.open(index);
    if (pass_.cache() == nullptr) state = pass_.state_of(index, file);
    if (state.st_size > small_bytes) return pass_.put_off(index, state.st_size);
    if (used_ + static_cast<std::size_t>(state.st_size) + 1 > batch_bytes) finish();
    read(index, file, state);
  }

  void finish() {
    digests_.resize(contents_.size());
    md5_many(contents_, digests_);
    for (std::size_t i = 0; i < contents_.size(); ++i)
      pass_.done(taken_[i].index, taken_[i].identity, file_hash(base64_22(digests_[i])));
    taken_.clear();
    contents_.clear();
    used_ = 0;
  }

 private:
  struct Taken {
    std::size_t index;
    FileIdentity identity;
  };

  bool find_in_cache(std::size_t index, struct stat& state) {
    if (::fstatat(pass_.root(), pass_.name(index), &state, 0) != 0) throw_system_error(pass_.path(index));
    const auto identity = identity_of(state);
    const auto hash = pass_.cache()->find(identity);
    if (hash) pass_.done(index, identity, *hash, true);
    return hash.has_value();
  }

  void read(std::size_t index, const Descriptor& file, const struct stat& state) {
    const auto identity = identity_of(state);
    const auto size = static_cast<std::size_t>(state.st_size);
    char* const place = buffer_.get() + used_;
    // One byte more than there should be shows that the file has grown.
    const ssize_t got = ::read(file.number(), place, size + 1);
    if (got < 0) throw_system_error(pass_.path(index));
    if (static_cast<std::size_t>(got) != size) throw_file_changed(pass_.path(index));
    pass_.check_unchanged(index, identity, file);
    if (const Descriptor copy = pass_.create_copy(index, state); copy.is_open()) {
      pass_.write(index, copy, place, size);
      keep_mode_and_times(copy, state);
    }
    taken_.push_back({index, identity});
    contents_.emplace_back(place, size);
    used_ += size;
  }

  Pass& pass_;
  std::unique_ptr<char[]> buffer_;
  std::size_t used_ = 0;
  std::vector<Taken> taken_;
  std::vector<std::string_view> contents_;
  std::vector<Md5Digest> digests_;
};

// One file of middle size on its way through a lane.
class Stream {
 public:
  Stream(Pass& pass, std::size_t index) : pass_(pass), index_(index), file_(pass.open(index)) {
    state_ = pass_.state_of(index_, file_);
    copy_ = pass_.create_copy(index_, state_);
    writes_ = copy_.is_open() && !clone_bytes(file_, copy_);
    if (!buffer_) buffer_ = std::make_unique_for_overwrite<unsigned char[]>(piece_bytes);
  }

  Md5Job next_piece() {
    const auto wanted = std::min<std::int64_t>(piece_bytes, state_.st_size - offset_);
    read(static_cast<std::size_t>(wanted));
    offset_ += wanted;
    const std::size_t blocks = static_cast<std::size_t>(wanted) / md5_block;
    Md5Job job{&md5_, buffer_.get(), blocks};
    if (offset_ < state_.st_size) return job;
    const std::string_view rest(reinterpret_cast<const char*>(buffer_.get()) + blocks * md5_block,
                                wanted % md5_block);
    tail_ = Md5Tail(rest, static_cast<std::uint64_t>(state_.st_size));
    job.tail = tail_.data();
    job.tail_blocks = tail_.blocks();
    return job;
  }

  bool is_read() const { return offset_ == state_.st_size; }

  void finish() {
    const auto identity = identity_of(state_);
    pass_.check_unchanged(index_, identity, file_);
    if (copy_.is_open()) keep_mode_and_times(copy_, state_);
    pass_.done(index_, identity, file_hash(base64_22(md5_.digest())));
  }

 private:
  void read(std::size_t wanted) {
    for (std::size_t have = 0; have < wanted;) {
      const ssize_t got = file_.read(reinterpret_cast<char*>(buffer_.get()) + have, wanted - have);
      if (got < 0) throw_system_error(pass_.path(index_));
      if (got == 0) throw_file_changed(pass_.path(index_));
      have += static_cast<std::size_t>(got);
    }
    if (writes_) pass_.write(index_, copy_, reinterpret_cast<const char*>(buffer_.get()), wanted);
  }

  Pass& pass_;
  std::size_t index_;
  Descriptor file_, copy_;
  struct stat state_{};
  bool writes_ = false;
  std::int64_t offset_ = 0;
  Md5State md5_;
  Md5Tail tail_;
  std::unique_ptr<unsigned char[]> buffer_;
};

// Keeps up to `lanes` streams going until `next` has no more files.
void run_streams(Pass& pass, std::size_t lanes, Crew& crew, const std::vector<Sized>& files) {
  std::vector<std::unique_ptr<Stream>> streams;
  std::vector<Md5Job> jobs;
  for (;;) {
    while (streams.size() < lanes) {
      const auto next = crew.next(1, files.size());
      if (next.empty()) break;
      streams.push_back(std::make_unique<Stream>(pass, files[next.begin].index));
    }
    if (streams.empty()) return;
    jobs.clear();
    for (const auto& stream : streams) jobs.push_back(stream->next_piece());
    run_md5_jobs(jobs);
    for (const auto& stream : streams)
      if (stream->is_read()) stream->finish();
    if (std::erase_if(streams, [](const auto& stream) { return stream->is_read(); }) > 0) pass.tell();
  }
}

void take_large(Pass& pass, std::size_t index) {
  const Descriptor file = pass.open(index);
  const struct stat state = pass.state_of(index, file);
  if (const Descriptor copy = pass.create_copy(index, state); copy.is_open()) {
    if (!clone_bytes(file, copy))
      copy_bytes(file, copy, state.st_size, pass.path(index), pass.copy_path(index));
    keep_mode_and_times(copy, state);
  }
  const auto hash = file_hash(hash_file(pass.path(index)).hash);
  pass.check_unchanged(index, identity_of(state), file);
  pass.done(index, identity_of(state), hash);
}

FolderPassResult Pass::run() {
  const std::size_t files = listing_.files.size();
  Crew::run(files / batch_files + 1, [&](Crew& crew) {
    SmallFiles small(*this);
    for (auto batch = crew.next(batch_files, files); !batch.empty(); batch = crew.next(batch_files, files)) {
      for (std::size_t index = batch.begin; index < batch.end; ++index) small.take(index);
      small.finish();
      tell();
    }
  });
  Crew::run(large_.size(), [&](Crew& crew) {
    for (auto next = crew.next(1, large_.size()); !next.empty(); next = crew.next(1, large_.size())) {
      take_large(*this, large_[next.begin].index);
      tell();
    }
  });
  // The longest first: otherwise one could keep a single core busy at the end.
  std::ranges::sort(middle_, std::ranges::greater(), &Sized::size);
  Crew::run(middle_.size(), [&](Crew& crew) {
    const std::size_t fair = (middle_.size() + crew.size() - 1) / crew.size();
    run_streams(*this, std::min(fair, Md5Lanes::most), crew, middle_);
  });
  tell();

  FolderPassResult result;
  for (std::size_t index = 0; index < files; ++index) {
    if (!is_hashed(index)) continue;
    result.hashes.push_back(outcomes_[index].hash);
    result.size += outcomes_[index].identity.size;
    if (!outcomes_[index].was_known)
      result.read.push_back({outcomes_[index].identity, outcomes_[index].hash});
  }
  return result;
}

}  // namespace

FolderPassResult pass_over(const FolderListing& listing, const FolderPassOptions& options) {
  return Pass(listing, options).run();
}

ContentHash folder_hash_of(FolderPassResult& result, const std::filesystem::path& path) {
  if (result.hashes.empty())
    throw Error{ErrorCode::invalid_value, "The folder holds no files"}
        .with("path", path.string())
        .hint("Put a file into it first.");
  std::vector<std::string_view> texts;
  texts.reserve(result.hashes.size());
  for (const FileHash& hash : result.hashes) texts.emplace_back(hash.data(), hash.size());
  return {.hash = hash_texts(std::move(texts)),
          .type = "md5-d",
          .size = result.size,
          .n_files = static_cast<std::int64_t>(result.hashes.size())};
}

}  // namespace lamin::storage
