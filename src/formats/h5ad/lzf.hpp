// LZF, the compression that h5py brings along and the HDF5 library does not have.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lamin::formats::hdf5 {

/// The bytes that were packed; nothing if they are no LZF or more than `most`.
std::optional<std::string> unpack_lzf(std::string_view packed, std::size_t most);

/// Teaches the library to read it; `add_filter` is H5Zregister.
void add_lzf(int (*add_filter)(const void*));

}  // namespace lamin::formats::hdf5
