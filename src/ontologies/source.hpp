// A Source is one version of a public ontology for one entity and organism: "CellType, cl, all, 2024-08-16".
// The list of those that bionty 1.2.1 knows is registries/bionty/sources.hpp, which also fills the registry
// Source of a new database; this file gives it the form that files and tables are found by.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lamin::ontologies {

struct Source {
  std::string entity;  // "CellType", without the module
  std::string organism, name, version;
  std::string url, website, description;
  std::string md5;  // of the file at `url`, if it was published
  bool currently_used = false;

  /// "df_all__cl__2024-08-16__CellType": how bionty calls the table, without suffix.
  std::string table_name() const;
  /// "ontology_all__cl__2024-08-16__CellType": how it calls the file the table is made from.
  std::string raw_name() const;
  /// "cl, 2024-08-16"
  std::string title() const { return name + ", " + version; }
};

/// All, in the order of bionty's list.
const std::vector<Source>& public_sources();
/// Those of an entity; "bionty.CellType" and "CellType" are the same.
std::vector<Source> sources_of(std::string_view entity);
/// Whether bionty has public sources for this entity, be it a registry or not.
bool is_public(std::string_view entity);
/// "bionty.CellType" -> "CellType"; wetlab.Compound has the sources of Drug.
std::string entity_of(std::string_view registry);

/// The first one that has all of what is given; "" = any.  Throws invalid_value if there is none, naming what
/// there is.
Source choose_source(std::string_view entity, std::string_view organism = "", std::string_view name = "",
                     std::string_view version = "");

}  // namespace lamin::ontologies
