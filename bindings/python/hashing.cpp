// Hashes, as `lamindb_setup.core.hashing` names them.
#include <nanobind/stl/filesystem.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>

#include "base/hash.hpp"
#include "session.hpp"
#include "storage/folder_hash.hpp"
#include "values.hpp"

namespace lamin::python {

void bind_hashing(nb::module_& module) {
  module.def("hash_folder", [](const std::filesystem::path& path) {
    const ContentHash hash = unlocked([&] { return storage::hash_folder(path); });
    return nb::make_tuple(hash.size, hash.hash, hash.type, hash.n_files);
  });
  module.def("hash_json", [](nb::handle value) { return hash_json(to_json_value(value)); });
  module.def("hash_list", [](std::vector<std::string> items) { return hash_list(std::move(items)); });
}

}  // namespace lamin::python
