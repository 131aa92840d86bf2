#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>

#include "base/descriptor.hpp"
#include "base/system_error.hpp"
#include "sql/sqlite/sqlite_connection.hpp"

namespace lamin::sql {
namespace {

struct Free {
  void operator()(unsigned char* bytes) const { sqlite3_free(bytes); }
};
using Image = std::unique_ptr<unsigned char, Free>;

Error failed(const std::filesystem::path& path, int reason) {
  return Error{code_of_errno(reason), std::string("The database cannot be written: ") + std::strerror(reason)}
      .with("path", path.string());
}

class NewFile {
 public:
  explicit NewFile(const std::filesystem::path& path)
      : path_(path), file_(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644)) {
    if (!file_.is_open()) throw failed(path_, errno);
  }
  ~NewFile() {
    if (!kept_) ::unlink(path_.c_str());
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void write(std::string_view bytes) {
    if (!file_.write(bytes)) throw failed(path_, errno);
  }
  void keep() {
    if (::fsync(file_.number()) != 0) throw failed(path_, errno);
    kept_ = true;
  }

 private:
  const std::filesystem::path& path_;
  Descriptor file_;
  bool kept_ = false;
};

// Bytes 18 and 19 of a database say which journal it has: 2 is the log.
void choose_log(unsigned char* image, const std::filesystem::path& path) {
  if (!is_on_network(std::filesystem::absolute(path).parent_path())) image[18] = image[19] = 2;
}

}  // namespace

void make_sqlite(const std::filesystem::path& path, const std::function<void(Connection&)>& fill) {
  SqliteConnection memory(":memory:", OpenMode::create);
  fill(memory);
  sqlite3_int64 size = 0;
  const Image image(sqlite3_serialize(memory.handle(), "main", &size, 0));
  if (!image || size < 100) {
    throw Error{ErrorCode::database_failed, "The new database is empty"}.with("path", path.string());
  }
  choose_log(image.get(), path);
  NewFile file(path);
  file.write({reinterpret_cast<const char*>(image.get()), static_cast<std::size_t>(size)});
  file.keep();
}

}  // namespace lamin::sql
