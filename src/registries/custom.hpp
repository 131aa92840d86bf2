// Registries of a module that is not built in, declared as JSON:
//
//     {"module": "mylab",
//      "registries": [
//        {"name": "Instrument",
//         "mixins": ["record", "tracks_run", "tracks_updates", "can_curate"],
//         "fields": [
//           {"name": "uid", "type": "text", "max_length": 12, "unique": true, "default": "random_uid"},
//           {"name": "name", "type": "text", "max_length": 150, "required": true, "indexed": true},
//           {"name": "bought", "type": "date", "nullable": true},
//           {"name": "owner", "type": "foreign_key", "target": "lamindb.Person", "nullable": true,
//            "on_delete": "protect", "reverse_name": "instruments"}],
//         "links": [{"name": "artifacts", "target": "lamindb.Artifact", "reverse_name": "instruments"}]}]}
//
// The same in TOML: toml_declaration.hpp; in C++: declared_module.hpp.
//
// A link without "through" gets a table of its own; with "through", "source_field" and "target_field" it uses
// a registry of the module.  Types are those of schema::FieldType by name.  "mixins" bring the fields that
// built-in registries of that kind have (declare.hpp); a field of the same name redeclares one.  The key `id`
// is added if it is not there.  Tables are those that Django makes for the same models.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "schema/registry.hpp"

namespace lamin::registries {

/// A module that is not built in.
struct CustomModule {
  std::string name;
  Json declaration;
};

/// The registries of `module` with their automatic tables, in their order.  Throws invalid_value that names
/// the registry and field that are wrong.
std::vector<schema::Registry> build(const CustomModule& module);

/// "small_auto" ... "one_to_one": how declarations call `type`.
std::string_view name_of(schema::FieldType type);

}  // namespace lamin::registries
