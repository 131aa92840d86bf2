// A transaction that Python opens: everything that its thread saves meanwhile is written when it is
// committed, or not at all.  One inside another is a part of it, which may be abandoned alone.  Records that
// were saved in one that is abandoned are in memory what they were before.
#pragma once

#include <nanobind/nanobind.h>

namespace lamin::python {

namespace nb = nanobind;

/// Remembers how `object` is, if this thread has a transaction open.  Called before it is saved or removed.
void note_in_transaction(nb::handle object);

void bind_transactions(nb::module_& module);

}  // namespace lamin::python
