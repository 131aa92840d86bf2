// The Library puts public sources and a database together: it knows which source a registry uses, makes
// records of its terms, imports whole sources, and says what a newer release would change.
//
// It is what curation asks (curation/public_sources.hpp).  One Library serves any number of databases; safe
// for use by several threads.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/log.hpp"
#include "curation/public_sources.hpp"
#include "ontologies/public_table.hpp"
#include "ontologies/shelf.hpp"

namespace lamin::ontologies {

/// What a newer release says about a record that comes from an older one.
struct TermChange {
  enum class Kind { renamed, obsolete, merged, reparented, gone, described };
  std::int64_t record_id = 0;
  std::string ontology_id, name;
  Kind kind = Kind::renamed;
  std::string before, after;
  bool in_use = false;  // artifacts have it
};
std::string_view name_of(TermChange::Kind kind);

/// How many rows an import has added.
struct Imported {
  std::size_t records = 0, links = 0;
};

class Library final : public curation::PublicSources {
 public:
  explicit Library(Places places) : shelf_(std::move(places)) {}

  Shelf& shelf() { return shelf_; }
  /// Reads the table that an in-house source has as an artifact.
  void set_frame_reader(std::function<Columns(records::RecordStore&, const records::Record& source)> read) {
    read_frame_ = std::move(read);
  }

  /// The table of a source, opened once.  Throws what Shelf::get throws.
  std::shared_ptr<const PublicTable> table(const Source& source);
  /// The table of a record of the registry Source.
  std::shared_ptr<const PublicTable> table(records::RecordStore& store, const records::Record& source);

  /// The source that `registry` uses for `organism`: the one given by its id, else of those in use the one of
  /// the organism, else that of "vertebrates" for organisms, of "all", the first.  Throws invalid_value if
  /// there is none.
  records::Record source_of(records::RecordStore& store, const schema::Registry& registry,
                            std::string_view organism = "", std::optional<std::int64_t> source_id = {});
  /// The same; nothing if no source in use is of the organism, where records have one.
  std::optional<records::Record> find_source_of(records::RecordStore& store, const schema::Registry& registry,
                                                std::string_view organism = "",
                                                std::optional<std::int64_t> source_id = {});

  /// Whether records of the registry need an organism to be found by `field`.
  static bool needs_organism(const schema::Registry& registry, std::string_view field);
  std::string organism_of(std::string_view id) const override { return organism_of_id(id); }
  /// The organism whose Ensembl ids begin as `id` does; "" if unknown.
  static std::string organism_of_id(std::string_view id);
  /// The organism's record, made from the public source and saved if there is none.  Throws invalid_value for
  /// a name that the source does not have.
  records::Record organism(records::RecordStore& store, std::string_view name, Log& log);

  bool speaks_of(const schema::Registry& registry) const override;
  std::optional<curation::Inspection> inspect(records::RecordStore& store, const curation::PublicScope& scope,
                                              const curation::Values& values, Log& log) override;
  void make_organism(records::RecordStore& store, const curation::PublicScope& scope, Log& log) override;
  curation::Found from_values(records::RecordStore& store, const curation::PublicScope& scope,
                              const curation::Values& values, Log& log) override;
  void save(records::RecordStore& store, std::span<records::Record* const> records, Log& log) override;

  /// What the source means by values, as PublicTable::standardize; nothing if its file is not here.
  std::vector<curation::Mapped> standardize(records::RecordStore& store, const curation::PublicScope& scope,
                                            const curation::Values& values, const curation::Meaning& meaning,
                                            Log& log);

  /// All terms of a source into the registry, with the links between them: what is there stays as it is.
  Imported import_source(records::RecordStore& store, const schema::Registry& registry,
                         const records::Record& source, Log& log);

  /// What `newer`, a record of Source, says about the records that come from other versions of that source.
  std::vector<TermChange> changes(records::RecordStore& store, const schema::Registry& registry,
                                  const records::Record& newer);
  /// Brings those records to the newer release, and makes it the source in use; a record that artifacts have
  /// and that would be renamed stays, beside a new one.
  void update(records::RecordStore& store, const schema::Registry& registry, const records::Record& newer,
              Log& log);

 private:
  struct UsedSource {
    const PublicTable& table;
    const records::Record& source;
  };
  /// Records of what is missing in `found` and known in the source.
  void add_public(records::RecordStore& store, const curation::PublicScope& scope, const UsedSource& used,
                  curation::Found& found, Log& log);
  std::shared_ptr<const PublicTable> find_table(records::RecordStore& store,
                                                const curation::PublicScope& scope, Log& log,
                                                std::optional<records::Record>& source);

  /// True the first time that it is asked about a source.
  bool is_news(const std::string& name);

  Shelf shelf_;
  std::function<Columns(records::RecordStore&, const records::Record&)> read_frame_;
  std::mutex mutex_;  // guards tables_, told_
  std::unordered_map<std::string, std::shared_ptr<const PublicTable>> tables_;
  std::vector<std::string> told_;  // sources whose files are missing
};

/// Unsaved records of rows of a table, one a term; rows with the same id are one.
std::vector<records::Record> records_of(records::RecordStore& store, const schema::Registry& registry,
                                        const PublicTable& table, const std::vector<std::uint32_t>& rows,
                                        std::int64_t source_id, const records::Record* organism);

/// Afterwards the rows' records have exactly the parents that the table says, as far as they are there.
void relink(records::RecordStore& store, const schema::Registry& registry, const PublicTable& table,
            const std::vector<std::uint32_t>& rows);

/// Makes `source` the one in use: the other versions of its entity, organism and name are no longer.
void use_source(records::RecordStore& store, records::Record& source);

/// Brings the registry Source up to the list of bionty: adds what is missing, refreshes addresses; with
/// `latest`, makes the highest version of each group that has one in use the one in use.
void sync_public_sources(records::RecordStore& store, bool latest, Log& log);

}  // namespace lamin::ontologies
