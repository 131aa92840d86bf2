// A dtype says which values a Feature or a Param takes: a simple name ("int"), or "cat[...]" with the
// registries whose records are its values.
//
//     dtype := simple | "cat" | "cat[" part { "|" part } "]"
//     part  := registry [ "[" subtype "]" ] [ "." field ]     ULabel[Perturbation].name,
//     bionty.CellType.ontology_id
//
// A subtype is the name of a type or a list of filters, source__uid='4a3ejKuf'; it and the field are not
// looked up here.  Dtypes are texts in the database, and stay texts; this is their grammar
// (data-model.md 9.6).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "schema/catalog.hpp"

namespace lamin::records {

/// Params take "dict" beside what features take.
enum class DtypeOwner { feature, param };

/// One of the registries of a categorical dtype.
struct DtypePart {
  const schema::Registry* registry = nullptr;
  std::string subtype;  // "" = none
  std::string field;    // the naming field of the registry if none is given
};

/// The names that are dtypes on their own, as messages list them: {'cat', 'num', ...}.
std::string simple_dtypes(DtypeOwner owner);

/// The parts of a categorical dtype; none for simple ones and for "cat".  Throws validation_failed for what
/// is no registry, invalid_value for what is no dtype.
std::vector<DtypePart> parse_dtype(const schema::Catalog& catalog, std::string_view dtype, DtypeOwner owner);

/// "cat[ULabel|bionty.CellType.ontology_id]" from registries and fields; a field "" means the registry
/// itself.
std::string categorical_dtype(const std::vector<std::pair<const schema::Registry*, std::string>>& registries);

/// "cat[bionty.CellType]" with filters {"source__uid": "x"}: "cat[bionty.CellType[source__uid='x']]".  Throws
/// validation_failed if the dtype has a subtype already or several parts.
std::string filtered_dtype(std::string_view dtype, const Json& filters);

}  // namespace lamin::records
