// A module of one's own declared in C++, in the language of the built-in registries (declare.hpp):
//
//     constexpr FieldRow plate_fields[] = {random_uid(8), text("name", 60, required | indexed)};
//     constexpr LinkRow plate_links[] = {linked_to("artifacts", "lamindb.Artifact", "plates")};
//     constexpr Declaration lab[] = {{.name = "Plate", .mixins = record | tracks_run | tracks_updates,
//                                     .fields = plate_fields, .links = plate_links}};
//     save_module(declared_module("lab", lab), settings);
//     Instance::init({.storage = "./data", .modules = {"lab"}}, settings, log);
//
// The result is the JSON form (custom.hpp), so that migrations, the command `lamin` and Python know it, too.
#pragma once

#include <span>
#include <string_view>

#include "registries/custom.hpp"
#include "registries/declare.hpp"

namespace lamin::registries {

/// Throws unsupported for what only built-in registries can say: named constraints, names of automatic
/// tables.
CustomModule declared_module(std::string_view name, std::span<const Declaration> declarations);

}  // namespace lamin::registries
