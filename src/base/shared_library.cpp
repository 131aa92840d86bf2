#include "base/shared_library.hpp"

#include <dlfcn.h>
#include <link.h>

#include <filesystem>

#include "base/environment.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace lamin {
namespace {

/// The folder of the program or the library that holds this function.
std::filesystem::path folder_of_this_code() {
  Dl_info info{};
  link_map* map = nullptr;
  std::filesystem::path file = "/proc/self/exe";
  const auto* here = reinterpret_cast<const void*>(&folder_of_this_code);
  if (::dladdr1(here, &info, reinterpret_cast<void**>(&map), RTLD_DL_LINKMAP) != 0 && map->l_name[0] != '\0')
    file = map->l_name;
  std::error_code failure;
  return std::filesystem::canonical(file, failure).parent_path();
}

}  // namespace

std::vector<std::string> files_beside_this_code(const std::string& name) {
  const std::filesystem::path folder = folder_of_this_code();
  std::vector<std::string> files = {folder / name};
  for (const std::string_view other : split(LAMIN_LIBRARY_FOLDERS, ":"))
    files.push_back((folder / other / name).lexically_normal());
  return files;
}

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
