// The recursive questions that Query cannot say, as statements with numbered parameters for
// RecordStore::recursive.
#pragma once

#include <string>

#include "schema/catalog.hpp"

namespace lamin::records {

/// Ids of everything above the record with id ?1 along a relation between records of one registry, such as
/// `parents`; one column, the record itself not included.
std::string ancestors_statement(const schema::Relation& relation);
/// The opposite direction.
std::string descendants_statement(const schema::Relation& relation);

}  // namespace lamin::records
