// The functions of HDF5's C interface that hdf5.cpp calls, found in the library when it is loaded.
#pragma once

#include <cstddef>
#include <cstdint>

namespace lamin::formats::hdf5 {

struct Library {
  using Id = std::int64_t;

  int (*open)() = nullptr;
  int (*set_errors)(Id, void*, void*) = nullptr;
  Id (*open_file)(const char*, unsigned, Id) = nullptr;
  int (*close_file)(Id) = nullptr;
  Id (*open_object)(Id, const char*, Id) = nullptr;
  int (*close_object)(Id) = nullptr;
  int (*kind_of)(Id) = nullptr;
  int (*link_exists)(Id, const char*, Id) = nullptr;
  int (*attribute_exists)(Id, const char*) = nullptr;
  Id (*open_attribute)(Id, const char*, Id) = nullptr;
  int (*close_attribute)(Id) = nullptr;
  int (*read_attribute)(Id, Id, void*) = nullptr;
  Id (*type_of_attribute)(Id) = nullptr;
  Id (*space_of_attribute)(Id) = nullptr;
  int (*read_data)(Id, Id, Id, Id, Id, void*) = nullptr;
  Id (*type_of_data)(Id) = nullptr;
  Id (*space_of_data)(Id) = nullptr;
  int (*free_texts)(Id, Id, Id, void*) = nullptr;
  std::int64_t (*points)(Id) = nullptr;
  int (*close_space)(Id) = nullptr;
  int (*class_of)(Id) = nullptr;
  std::size_t (*size_of)(Id) = nullptr;
  int (*sign_of)(Id) = nullptr;
  int (*is_variable)(Id) = nullptr;
  int (*character_set)(Id) = nullptr;
  int (*set_character_set)(Id, int) = nullptr;
  Id (*copy_type)(Id) = nullptr;
  int (*set_size)(Id, std::size_t) = nullptr;
  Id (*make_type)(int, std::size_t) = nullptr;
  int (*insert_member)(Id, const char*, std::size_t, Id) = nullptr;
  int (*member_count)(Id) = nullptr;
  char* (*member_name)(Id, unsigned) = nullptr;
  Id (*member_type)(Id, unsigned) = nullptr;
  int (*free_memory)(void*) = nullptr;
  int (*close_type)(Id) = nullptr;
  Id (*dereference)(Id, Id, int, const void*) = nullptr;
  int (*add_filter)(const void*) = nullptr;
  Id int64 = -1;
  Id real = -1;
  Id text = -1;
  Id reference = -1;

  /// Loads the library at the first call.  Throws unsupported, saying what to install, if there is none.
  static const Library& get();
};

}  // namespace lamin::formats::hdf5
