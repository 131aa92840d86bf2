// Features and params say what values mean: a name and a dtype (records/dtype.hpp).
#pragma once

#include "records/rules.hpp"

namespace lamin::records {

/// ln.Feature(...) and ln.Param(...): `given` holds the fields that people may set and, of features,
/// `nullable`, `default_value`, `coerce_dtype` and `cat_filters` (an object).  The dtype is checked against
/// its grammar. Returns the existing record of that name if there is one.  Throws field_invalid for other
/// names, validation_failed if the dtype is missing or is not that of the existing record, and what
/// parse_dtype throws.
Record construct_feature(RecordStore& store, const schema::Registry& registry, Assignments given, Log& log,
                         const ConstructOptions& options = {});

/// What a feature keeps beside its fields: `nullable` (true), `default_value` (null), `coerce_dtype` (false).
/// Throws unknown_field for other names.
Json feature_option(const Record& feature, std::string_view name);
void set_feature_option(Record& feature, std::string_view name, Json value);

}  // namespace lamin::records
