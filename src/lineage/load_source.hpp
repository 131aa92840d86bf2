// A stored source as the file that people go on with: what `lamin load transform` writes.
#pragma once

#include <string>

#include "base/log.hpp"
#include "records/record.hpp"

namespace lamin::lineage {

/// The text of the file.  Notebooks get the description of the transform as their title.  A notebook that
/// names the uid of this version gets that of the next one, since it would be refused as it is; `log` tells
/// both.  Throws exit_requested if there is no source code.
std::string source_for_disk(const records::Record& transform, Log& log);

}  // namespace lamin::lineage
