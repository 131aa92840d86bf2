// `lamin load transform`: the stored source code becomes a file again.
#pragma once

#include "cli/context.hpp"
#include "records/record.hpp"

namespace lamin::cli {

/// Writes the source code to `transform.key` below the current folder; a notebook is rebuilt from its percent
/// script.  Asks before it replaces a file; false if the person says no.  Throws exit_requested if there is
/// no source code.
bool load_transform(Context& context, Instance& instance, const records::Record& transform,
                    bool with_environment);

}  // namespace lamin::cli
