#include "formats/h5ad/library.hpp"

#include "base/shared_library.hpp"
#include "formats/h5ad/lzf.hpp"

namespace lamin::formats::hdf5 {
namespace {

void find_files(const SharedLibrary& shared, Library& library) {
  shared.find("H5open", library.open);
  shared.find("H5Eset_auto2", library.set_errors);
  shared.find("H5Fopen", library.open_file);
  shared.find("H5Fclose", library.close_file);
  shared.find("H5Oopen", library.open_object);
  shared.find("H5Oclose", library.close_object);
  shared.find("H5Iget_type", library.kind_of);
  shared.find("H5Lexists", library.link_exists);
  shared.find("H5Rdereference2", library.dereference);
  shared.find("H5free_memory", library.free_memory);
  shared.find("H5Zregister", library.add_filter);
}

void find_data(const SharedLibrary& shared, Library& library) {
  shared.find("H5Aexists", library.attribute_exists);
  shared.find("H5Aopen", library.open_attribute);
  shared.find("H5Aclose", library.close_attribute);
  shared.find("H5Aread", library.read_attribute);
  shared.find("H5Aget_type", library.type_of_attribute);
  shared.find("H5Aget_space", library.space_of_attribute);
  shared.find("H5Dread", library.read_data);
  shared.find("H5Dget_type", library.type_of_data);
  shared.find("H5Dget_space", library.space_of_data);
  shared.find("H5Dvlen_reclaim", library.free_texts);
  shared.find("H5Sget_simple_extent_npoints", library.points);
  shared.find("H5Sclose", library.close_space);
}

void find_types(const SharedLibrary& shared, Library& library) {
  shared.find("H5Tget_class", library.class_of);
  shared.find("H5Tget_size", library.size_of);
  shared.find("H5Tget_sign", library.sign_of);
  shared.find("H5Tis_variable_str", library.is_variable);
  shared.find("H5Tget_cset", library.character_set);
  shared.find("H5Tset_cset", library.set_character_set);
  shared.find("H5Tcopy", library.copy_type);
  shared.find("H5Tset_size", library.set_size);
  shared.find("H5Tcreate", library.make_type);
  shared.find("H5Tinsert", library.insert_member);
  shared.find("H5Tget_nmembers", library.member_count);
  shared.find("H5Tget_member_name", library.member_name);
  shared.find("H5Tget_member_type", library.member_type);
  shared.find("H5Tclose", library.close_type);
}

// The library's own types have their ids in variables.
Library::Id id_of(const SharedLibrary& shared, const char* variable) {
  const Library::Id* id = nullptr;
  shared.find(variable, id);
  return *id;
}

Library load() {
  const SharedLibrary shared(
      {.message = "Reading h5ad files needs the HDF5 library, which could not be loaded",
       .hint = "Install it (Debian: apt-get install libhdf5-103-1)",
       .variable = "LAMIN_HDF5",
       .files = {"libhdf5_serial.so.103", "libhdf5_serial.so.310", "libhdf5.so.103", "libhdf5.so.200",
                 "libhdf5.so.310", "libhdf5_serial.so", "libhdf5.so"}});
  Library library;
  find_files(shared, library);
  find_data(shared, library);
  find_types(shared, library);
  library.open();
  library.set_errors(0, nullptr, nullptr);
  add_lzf(library.add_filter);
  library.int64 = id_of(shared, "H5T_NATIVE_INT64_g");
  library.real = id_of(shared, "H5T_NATIVE_DOUBLE_g");
  library.text = id_of(shared, "H5T_C_S1_g");
  library.reference = id_of(shared, "H5T_STD_REF_OBJ_g");
  return library;
}

}  // namespace

const Library& Library::get() {
  static const Library library = load();
  return library;
}

}  // namespace lamin::formats::hdf5
