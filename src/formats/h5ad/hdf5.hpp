// The part of HDF5 that reads tables of labels, loaded from the system's library at the first file, so that
// a program that opens none does not pay for it.  Nothing of it is needed to build.
//
// Objects close themselves.  HDF5 itself is not safe for several threads: all calls hold one lock.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lamin::formats::hdf5 {

using Id = std::int64_t;

/// A handle of the library.
class Handle {
 public:
  using Close = int (*)(Id);
  Handle() = default;
  Handle(Id id, Close close) : id_(id), close_(close) {}
  Handle(Handle&& other) noexcept : id_(other.id_), close_(other.close_) { other.id_ = -1; }
  Handle& operator=(Handle&& other) noexcept;
  ~Handle();

  Id id() const { return id_; }
  explicit operator bool() const { return id_ >= 0; }

 private:
  Id id_ = -1;
  Close close_ = nullptr;
};

/// Rows of a data set or an attribute: texts, or numbers; what the file's type is called by numpy.
struct Array {
  std::string dtype;  // "int64", "float32", "bool", "object" (texts)
  std::size_t size = 0;
  std::vector<std::string> texts;
  std::vector<std::int64_t> integers;
  std::vector<double> reals;
  /// Refers to another object of the file.
  std::optional<std::uint64_t> reference;

  bool is_text() const { return dtype == "object"; }
};

class Object {
 public:
  /// Throws file_missing, invalid_value if the file is no HDF5 file, unsupported if the library is not there.
  static Object open_file(const std::filesystem::path& path);

  bool has(const std::string& name) const;
  /// Throws invalid_value if there is no such object.
  Object child(const std::string& name) const;
  bool is_group() const;

  std::optional<Array> attribute(const std::string& name) const;
  std::string attribute_text(const std::string& name) const;
  /// What an attribute that is a reference leads to.
  std::optional<Object> referenced(const std::string& attribute) const;

  /// The whole data set.
  Array read() const;
  /// Of a data set of compounds: names of the parts, and one of them.
  std::vector<std::string> parts() const;
  Array read_part(const std::string& name) const;
  /// Rows of a data set.
  std::size_t size() const;
  /// How numpy calls the type of a data set, or of the values of a sparse matrix, which is a group.
  std::string dtype() const;

 private:
  explicit Object(Handle handle) : handle_(std::move(handle)) {}
  Handle handle_;
};

}  // namespace lamin::formats::hdf5
