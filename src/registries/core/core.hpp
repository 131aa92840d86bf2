// The registries of module lamindb, one file each; the link registries stand in links.cpp.
#pragma once

#include "registries/declare.hpp"

namespace lamin::registries::core {

/// The condition of flexible tables: a cell belongs to a feature or to a parameter, not to both.
inline constexpr std::string_view feature_or_param =
    R"((("feature_id" IS NOT NULL AND "param_id" IS NULL) OR ("feature_id" IS NULL AND "param_id" IS NOT NULL)))";

extern const Declaration migration;  // its table is Django's
extern const Declaration space;
extern const Declaration user;
extern const Declaration param;
extern const Declaration param_value;
extern const Declaration run;
extern const Declaration storage;
extern const Declaration transform;
extern const Declaration feature;
extern const Declaration feature_value;
extern const Declaration schema;
extern const Declaration ulabel;
extern const Declaration artifact;
extern const Declaration collection;
extern const Declaration person;
extern const Declaration reference;
extern const Declaration project;
extern const Declaration run_data;
extern const Declaration flex_table;
extern const Declaration flex_table_data;

// Links.
extern const Declaration run_param_value;
extern const Declaration schema_feature;
extern const Declaration schema_param;
extern const Declaration artifact_schema;
extern const Declaration schema_component;
extern const Declaration artifact_ulabel;
extern const Declaration transform_ulabel;
extern const Declaration run_ulabel;
extern const Declaration collection_ulabel;
extern const Declaration artifact_feature_value;
extern const Declaration artifact_param_value;
extern const Declaration collection_artifact;
extern const Declaration artifact_project;
extern const Declaration run_project;
extern const Declaration transform_project;
extern const Declaration collection_project;
extern const Declaration ulabel_project;
extern const Declaration person_project;
extern const Declaration feature_project;
extern const Declaration schema_project;
extern const Declaration artifact_reference;
extern const Declaration transform_reference;
extern const Declaration collection_reference;

}  // namespace lamin::registries::core
