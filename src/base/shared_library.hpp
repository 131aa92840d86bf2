// Libraries that are looked for when something first needs them, so that programs start without them and run
// where they are not installed (docs/decisions/0006-libpq-on-demand.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lamin {

/// What is looked for, and what a person is told who does not have it.
struct LibraryNeed {
  std::string message;             // "Downloads need libcurl, which could not be loaded"
  std::string hint;                // what to install
  std::string variable;            // an environment variable that names the file instead: "LAMIN_LIBCURL"
  std::vector<std::string> files;  // tried in this order
};

/// Where a library of our own is: beside the program or library that this code is part of, or in the folder
/// that the build installs it to (LAMIN_LIBRARY_FOLDERS, relative to the first).
std::vector<std::string> files_beside_this_code(const std::string& name);

/// A library that was found.  It stays loaded until the process ends: libraries such as these start threads
/// and register what they do at exit.
class SharedLibrary {
 public:
  /// Throws module_missing with the loader's own reason.
  explicit SharedLibrary(LibraryNeed need);

  /// Points `function` at the library's function (or variable) of that name.  Throws module_missing if it has
  /// none, which means that it is too old.
  template <class Pointer>
  void find(const std::string& name, Pointer& function) const {
    function = reinterpret_cast<Pointer>(symbol(name));
  }

  /// Whether it has a function (or variable) of that name.
  bool has(const std::string& name) const;

 private:
  void* symbol(const std::string& name) const;
  [[noreturn]] void refuse(std::string_view reason) const;

  LibraryNeed need_;
  void* library_ = nullptr;
};

}  // namespace lamin
