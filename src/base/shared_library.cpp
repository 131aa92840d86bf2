#include "base/shared_library.hpp"

#include <dlfcn.h>

#include "base/environment.hpp"
#include "base/error.hpp"

namespace lamin {

SharedLibrary::SharedLibrary(LibraryNeed need) : need_(std::move(need)) {
  if (const auto named = environment(need_.variable)) need_.files = {*named};
  std::string reason;
  for (const std::string& file : need_.files) {
    library_ = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library_ != nullptr) return;
    if (reason.empty()) reason = ::dlerror();
  }
  refuse(reason);
}

bool SharedLibrary::has(const std::string& name) const {
  return ::dlsym(library_, name.c_str()) != nullptr;
}

void* SharedLibrary::symbol(const std::string& name) const {
  if (void* found = ::dlsym(library_, name.c_str())) return found;
  refuse("it has no " + name);
}

void SharedLibrary::refuse(std::string_view reason) const {
  throw Error{ErrorCode::module_missing, need_.message + ": " + std::string(reason)}.hint(
      need_.hint + ", or name the file in " + need_.variable + ".");
}

}  // namespace lamin
