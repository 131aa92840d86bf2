// A Frame read from a file as a Table to curate.
#pragma once

#include "curation/table.hpp"
#include "formats/frame.hpp"

namespace lamin::curation {

/// Lends `frame`, which must outlive it.
Table table_of(const formats::Frame& frame);
/// A table whose columns are the rows of `frame`, for the ids of variables.
Table transposed_table_of(const formats::Frame& frame);

}  // namespace lamin::curation
