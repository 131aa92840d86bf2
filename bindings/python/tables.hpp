// Tables of pandas as curation sees them: columns are looked at where they lie, and only those that a rule
// asks for.
#pragma once

#include <nanobind/nanobind.h>

#include "curation/table.hpp"

namespace lamin::python {

namespace nb = nanobind;

/// The cells of what `lamindb._tables.Cells` wraps: a Series or an Index.
std::shared_ptr<curation::Cells> cells_of(nb::object wrapped, curation::CellKind kind);
/// (names, dtypes, cells): what `lamindb._tables.table` gives; `cells(i)` wraps a column when it is needed.
/// The table is looked at with or without the GIL, and destroyed with it.
curation::Table table_of(nb::handle names, nb::handle dtypes, nb::object cells, nb::object label,
                         std::size_t rows);

}  // namespace lamin::python
