#include "formats/h5ad/library.hpp"

#include <dlfcn.h>

#include <array>
#include <cstdlib>

#include "base/error.hpp"
#include "formats/h5ad/lzf.hpp"

namespace lamin::formats::hdf5 {
namespace {

void* open_library() {
  if (const char* path = std::getenv("LAMIN_HDF5")) return dlopen(path, RTLD_NOW | RTLD_LOCAL);
  for (const char* name : std::array{"libhdf5_serial.so.103", "libhdf5_serial.so.310", "libhdf5.so.103",
                                     "libhdf5.so.200", "libhdf5.so.310", "libhdf5_serial.so", "libhdf5.so"}) {
    if (void* library = dlopen(name, RTLD_NOW | RTLD_LOCAL)) return library;
  }
  return nullptr;
}

class Loader {
 public:
  explicit Loader(void* library) : library_(library) {}

  template <class Function>
  void find(Function& function, const char* name) const {
    function = reinterpret_cast<Function>(symbol(name));
  }
  void find_id(Library::Id& id, const char* name) const { id = *static_cast<Library::Id*>(symbol(name)); }

 private:
  void* symbol(const char* name) const {
    if (void* found = dlsym(library_, name)) return found;
    throw Error{ErrorCode::unsupported, "This HDF5 library is too old"}.with("missing", name);
  }
  void* library_;
};

void find_files(const Loader& loader, Library& library) {
  loader.find(library.open, "H5open");
  loader.find(library.set_errors, "H5Eset_auto2");
  loader.find(library.open_file, "H5Fopen");
  loader.find(library.close_file, "H5Fclose");
  loader.find(library.open_object, "H5Oopen");
  loader.find(library.close_object, "H5Oclose");
  loader.find(library.kind_of, "H5Iget_type");
  loader.find(library.link_exists, "H5Lexists");
  loader.find(library.dereference, "H5Rdereference2");
  loader.find(library.free_memory, "H5free_memory");
  loader.find(library.add_filter, "H5Zregister");
}

void find_data(const Loader& loader, Library& library) {
  loader.find(library.attribute_exists, "H5Aexists");
  loader.find(library.open_attribute, "H5Aopen");
  loader.find(library.close_attribute, "H5Aclose");
  loader.find(library.read_attribute, "H5Aread");
  loader.find(library.type_of_attribute, "H5Aget_type");
  loader.find(library.space_of_attribute, "H5Aget_space");
  loader.find(library.read_data, "H5Dread");
  loader.find(library.type_of_data, "H5Dget_type");
  loader.find(library.space_of_data, "H5Dget_space");
  loader.find(library.free_texts, "H5Dvlen_reclaim");
  loader.find(library.points, "H5Sget_simple_extent_npoints");
  loader.find(library.close_space, "H5Sclose");
}

void find_types(const Loader& loader, Library& library) {
  loader.find(library.class_of, "H5Tget_class");
  loader.find(library.size_of, "H5Tget_size");
  loader.find(library.sign_of, "H5Tget_sign");
  loader.find(library.is_variable, "H5Tis_variable_str");
  loader.find(library.character_set, "H5Tget_cset");
  loader.find(library.set_character_set, "H5Tset_cset");
  loader.find(library.copy_type, "H5Tcopy");
  loader.find(library.set_size, "H5Tset_size");
  loader.find(library.make_type, "H5Tcreate");
  loader.find(library.insert_member, "H5Tinsert");
  loader.find(library.member_count, "H5Tget_nmembers");
  loader.find(library.member_name, "H5Tget_member_name");
  loader.find(library.member_type, "H5Tget_member_type");
  loader.find(library.close_type, "H5Tclose");
}

Library load() {
  void* found = open_library();
  if (found == nullptr) {
    throw Error{ErrorCode::unsupported, "Reading h5ad files needs the HDF5 library, which is not installed"}
        .hint("Install it (Debian: apt-get install libhdf5-103-1), or name it in LAMIN_HDF5.");
  }
  const Loader loader(found);
  Library library;
  find_files(loader, library);
  find_data(loader, library);
  find_types(loader, library);
  library.open();
  library.set_errors(0, nullptr, nullptr);
  add_lzf(library.add_filter);
  loader.find_id(library.int64, "H5T_NATIVE_INT64_g");
  loader.find_id(library.real, "H5T_NATIVE_DOUBLE_g");
  loader.find_id(library.text, "H5T_C_S1_g");
  loader.find_id(library.reference, "H5T_STD_REF_OBJ_g");
  return library;
}

}  // namespace

const Library& Library::get() {
  static const Library library = load();
  return library;
}

}  // namespace lamin::formats::hdf5
