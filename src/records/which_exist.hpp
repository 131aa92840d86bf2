// Which of many questions have an answer at all, asked in one statement: a server may be far away, and of
// thirty tables that could refer to a record three do.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "query/query.hpp"
#include "records/store.hpp"

namespace lamin::records {

/// For each of `queries` whether it has a match.  None is a combination of queries.
std::vector<bool> which_exist(RecordStore& store, std::span<const query::Query> queries);

/// Those of `relations`, all many-to-many relations of its registry, by which `record` is linked to
/// something.
std::vector<const schema::Relation*> relations_in_use(RecordStore& store, const Record& record,
                                                      std::span<const schema::Relation* const> relations);

/// Those of `ids` that `record` is not linked to by `relation`, whatever the fields of a link say.
std::vector<std::int64_t> not_linked(RecordStore& store, const Record& record, std::string_view relation,
                                     std::span<const std::int64_t> ids);

}  // namespace lamin::records
