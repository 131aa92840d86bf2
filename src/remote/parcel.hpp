// A Parcel is what one transfer carries: rows of the source by registry, the links between them, and which of
// them the target has already.
//
// It is packed without a lock on the target (`pack`), then unpacked in one transaction of it (`unpack`),
// while the source is not touched any more: two transfers in opposite directions cannot wait for each other.
// The sources follow this: packing.cpp, unpacking.cpp, unpacking_links.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "records/store.hpp"
#include "remote/travel.hpp"

namespace lamin::remote {

class Parcel {
 public:
  Parcel(records::RecordStore& source, records::RecordStore& target) : source_(source), target_(target) {}

  /// Takes `rows` (of one registry of the source) and what they need; with their annotations, if wanted.
  void pack(std::span<const records::Record> rows, bool with_annotations);
  /// Writes what is new, as of the run that `run` returns; it is asked for only if something is.  Inside the
  /// caller's unit of work.
  void unpack(const std::function<std::int64_t()>& run);

  /// The id in the target of a row of the source, after `unpack`.
  std::int64_t id_of(const schema::Registry& registry, std::int64_t source_id) const;
  struct Summary {
    const schema::Registry* registry = nullptr;     // of the target
    std::vector<std::int64_t> mapped, transferred;  // ids there
  };
  std::vector<Summary> summary() const;

 private:
  /// Rows of one registry.
  struct Box {
    const schema::Registry* source = nullptr;
    const schema::Registry* target = nullptr;
    std::map<std::int64_t, records::Record> rows;        // by id in the source
    std::unordered_map<std::int64_t, std::int64_t> ids;  // source -> target, of those that are there
    std::unordered_set<std::int64_t> wanted;             // still to be loaded
    std::unordered_set<std::int64_t> roots, added;       // asked for by the person; inserted by us
  };
  struct Links {
    TravellingLink link;
    std::vector<records::Record> rows;
  };

  /// What becomes of the fields of a registry, worked out once for all its rows.
  struct Cell {
    std::size_t from = 0, to = 0;                 // positions of the field there and here
    const schema::Field* field = nullptr;         // of the source
    const schema::Registry* points_to = nullptr;  // of the source; nullptr = a plain value
    Box* box = nullptr;                           // of `points_to`, once it was looked for
    bool is_looked_for = false;
    bool may_be_null = true;
  };
  struct Plan {
    std::vector<Cell> relations;  // that come along, also those that the target has no field for
    std::vector<Cell> copied;     // fields of the source that the target has, too
    // Of the target: fields that get no run, and those that get that of the transfer.
    std::vector<std::size_t> without_run, with_run;
  };

  Plan& plan_of(const schema::Registry& registry);
  Box* box_of(const schema::Registry& registry);
  Box* box_of(Cell& cell);
  Box* next_wanted();
  void load(Box& box);
  void map_known(Box& box);
  void want_relations(const records::Record& row, Plan& plan);
  void load_links(Box& box, std::span<const std::int64_t> ids);
  bool brings_links(const Box& box) const;

  bool is_ready(const records::Record& row, Plan& plan);
  records::Record copy_of(const records::Record& row, Plan& plan, const schema::Registry& registry,
                          bool leave_open);
  bool insert_ready(bool leave_open);
  void map_values(Box& box);
  void unpack_links(Links& links);
  std::vector<records::Record> copies_of(const Links& links, const schema::Registry& registry);
  std::unordered_set<std::int64_t> added_ids(const schema::Field& field);
  void note_open(const Box& box, std::int64_t source_id, const records::Record& copy);
  std::int64_t run_id();
  void close_open_relations();

  records::RecordStore& source_;
  records::RecordStore& target_;
  bool with_annotations_ = false;
  std::function<std::int64_t()> make_run_;
  std::optional<std::int64_t> run_id_;
  // In the order in which they were met; stable addresses.
  std::vector<std::unique_ptr<Box>> boxes_;
  std::unordered_map<const schema::Registry*, Box*> by_registry_;
  std::unordered_map<const schema::Registry*, Plan> plans_;  // by registry of the source
  std::vector<Links> links_;
  struct OpenRelation {
    const schema::Registry* registry;  // of the target
    std::int64_t id;
    const schema::Field* field;  // of the source
    std::int64_t source_id;
  };
  std::vector<OpenRelation> open_;
};

}  // namespace lamin::remote
