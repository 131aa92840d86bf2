// Records with versions, where one is asked for and the latest is meant.
#pragma once

#include "records/store.hpp"

namespace lamin::records {

/// The one record that meets `query`; of several versions, the latest.  Throws no_match, many_matches.
Record one_of_versions(RecordStore& store, const query::Query& query);

}  // namespace lamin::records
