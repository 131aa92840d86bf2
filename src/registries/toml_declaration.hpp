// The declaration of a module of one's own as TOML, for people who do not write JSON by hand:
//
//     module = "mylab"
//
//     [registries.Instrument]
//     doc = "An instrument."
//     mixins = ["record", "tracks_run", "tracks_updates", "can_curate"]
//
//     [registries.Instrument.fields]
//     uid = { type = "text", max_length = 12, unique = true, default = "random_uid" }
//     name = { type = "text", max_length = 150, required = true, indexed = true }
//     bought = { type = "date", nullable = true }
//     owner = { type = "foreign_key", target = "lamindb.Person", nullable = true, reverse_name =
//     "instruments" }
//
//     [registries.Instrument.links]
//     artifacts = { target = "lamindb.Artifact", reverse_name = "instruments" }
//
// The words are those of the JSON form (custom.hpp).  Registries, fields and links stand in the order in
// which they are written, which is the order of columns and displays.
#pragma once

#include <string_view>

#include "base/json.hpp"

namespace lamin::registries {

/// The same declaration in the JSON form.  Throws invalid_value with the line for what is no TOML, or holds
/// what a declaration cannot (times, lists of tables).
Json read_toml_declaration(std::string_view text);

}  // namespace lamin::registries
