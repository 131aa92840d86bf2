// The list of built-in registries: the one place that names them all.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "registries/custom.hpp"
#include "schema/catalog.hpp"

namespace lamin::registries {

/// Modules that can be mounted beside the core: "bionty", "wetlab".
std::vector<std::string> available_modules();

/// The core and `modules`.  Built once per set of modules and shared.  wetlab brings bionty along, since it
/// refers to it. Throws module_missing for a name that is not available.
std::shared_ptr<const schema::Catalog> catalog(std::span<const std::string> modules);
/// With modules that are not built in after all others; built anew at each call if there are any.  Throws
/// invalid_value if a declaration is wrong or refers to what is not mounted.
std::shared_ptr<const schema::Catalog> catalog(std::span<const std::string> modules,
                                               std::span<const CustomModule> custom);

}  // namespace lamin::registries
