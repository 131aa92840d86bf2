// A Catalog is the set of registries that an instance mounts, with every relation known from both ends.
//
// It is built once from declarations (registries/builtins.hpp lists them) and not changed afterwards; it may
// be shared by instances and threads.  Registries keep their address for the life of the Catalog.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schema/registry.hpp"

namespace lamin::schema {

/// One step from a registry along a relation, as a path such as `ulabels__name` takes it.
struct Relation {
  enum class Kind {
    forward,       // this row holds the other's key: artifact.run
    backward,      // other rows hold this row's key: run.output_artifacts
    many_to_many,  // rows of `through` hold both keys: artifact.ulabels, ulabel.artifacts
  };
  Kind kind = Kind::forward;
  std::string_view name;        // of the attribute: "run", "output_artifacts", "ulabels", "transform_set"
  std::string_view query_name;  // in paths and displays; differs for default reverse names only: "transform"
  const Registry* source = nullptr;
  const Registry* target = nullptr;
  const Field* field = nullptr;       // forward: of source; backward: of target
  const Registry* through = nullptr;  // many_to_many only, with its two fields:
  const Field* through_source = nullptr;
  const Field* through_target = nullptr;
  bool declared_here = true;  // forward, and many_to_many on the side that declares it
  bool is_single = false;     // at most one record at the other end
  /// Names with a leading underscore and links_... are hidden from people.  (A link table that gives its
  /// registries no reverse name is not a relation at all.)
  bool is_hidden() const { return name.starts_with('_') || name.starts_with("links_"); }
};

class Catalog {
 public:
  /// Throws invalid_value if a relation points to a registry that is not among them.
  explicit Catalog(std::vector<Registry> registries);
  ~Catalog();
  Catalog(const Catalog&) = delete;
  Catalog& operator=(const Catalog&) = delete;

  /// In the order of declaration: core first, then modules.
  const std::vector<std::unique_ptr<Registry>>& registries() const { return registries_; }
  /// Modules in order: "lamindb", then those mounted.
  const std::vector<std::string>& modules() const { return modules_; }

  /// By "ULabel" (core), "bionty.CellType" or "lamindb.ULabel", as written; nullptr if there is none.
  const Registry* find(std::string_view name) const;
  /// Also accepts "celltype", "cell_type", "artifact" as people type them in a shell.  Throws invalid_value
  /// with the nearest name.
  const Registry& get(std::string_view name) const;
  const Registry* find_table(std::string_view table) const;

  /// Relations of `registry` in order: forward, many-to-many declared here, then those seen from the other
  /// end, registry by registry in the order of the catalog.
  const std::vector<Relation>& relations(const Registry& registry) const;
  /// By name or query name; nullptr if `registry` has no such relation.
  const Relation* find_relation(const Registry& registry, std::string_view name) const;

 private:
  // Finds a std::string by a view without making one.
  struct NameHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>{}(name); }
  };

  void index();
  void connect();
  void connect_field(const Registry& registry, const Field& field);
  void connect_many_to_many(const Registry& registry, const ManyToMany& link);
  const Registry& target_of(const Registry& registry, std::string_view name) const;

  std::vector<std::unique_ptr<Registry>> registries_;
  std::vector<std::string> modules_;
  // The keys of by_table_ are views of texts that the registries own.
  std::unordered_map<std::string_view, const Registry*> by_table_;
  std::unordered_map<std::string, const Registry*, NameHash, std::equal_to<>> by_name_;
  std::unordered_map<const Registry*, std::vector<Relation>> relations_;
};

}  // namespace lamin::schema
