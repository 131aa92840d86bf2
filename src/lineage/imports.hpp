// What a notebook imports, in the versions that are installed: "anndata==0.11.3 bionty==1.2.1
// lamindb==1.3.2".
#pragma once

#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace lamin::lineage {

/// The top-level modules that Python code imports, relative imports and text in triple quotes left out.
std::set<std::string> imported_modules(std::string_view python_code);

/// The distributions that give the modules, by name: "name==version", or the module's name alone where no
/// distribution gives it.  Reads top_level.txt, or RECORD where there is none, of the installed
/// distributions.
std::string import_versions(std::span<const std::filesystem::path> import_path,
                            const std::set<std::string>& modules);

}  // namespace lamin::lineage
