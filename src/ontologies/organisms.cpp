// Organisms of the Library: which one an id belongs to, and their records.
#include "base/error.hpp"
#include "ontologies/library.hpp"

namespace lamin::ontologies {
namespace {

using curation::PublicScope;
using curation::Values;
using records::Record;

struct Prefix {
  std::string_view prefix, organism;
};

// Ensembl's prefixes of vertebrates that people work with; an id goes on with G, T, P or E.
constexpr Prefix prefixes[] = {
    {"ENS", "human"},
    {"ENSMUS", "mouse"},
    {"ENSRNO", "rat"},
    {"ENSDAR", "zebrafish"},
    {"ENSGAL", "chicken"},
    {"ENSSSC", "pig"},
    {"ENSBTA", "cow"},
    {"ENSOCU", "rabbit"},
    {"ENSCAF", "dog"},
    {"ENSFCA", "cat"},
    {"ENSMMU", "macaque"},
    {"ENSPTR", "chimpanzee"},
    {"ENSECA", "horse"},
    {"ENSOAR", "sheep"},
    {"ENSGGO", "gorilla"},
    {"ENSXET", "tropical clawed frog"},
    {"ENSCJA", "white-tufted-ear marmoset"},
    {"ENSCPO", "guinea pig"},
};

}  // namespace

bool Library::needs_organism(const schema::Registry& registry, std::string_view field) {
  const schema::Field* organism = registry.find_field("organism");
  return organism != nullptr && organism->required && field != registry.ontology_id_field && field != "uid" &&
         field != "stable_id";
}

std::string Library::organism_of_id(std::string_view id) {
  std::string found;
  std::size_t length = 0;
  for (const Prefix& one : prefixes) {
    if (!id.starts_with(one.prefix) || id.size() <= one.prefix.size() || one.prefix.size() < length) continue;
    const char kind = id[one.prefix.size()];
    const bool goes_on = kind == 'G' || kind == 'T' || kind == 'P' || kind == 'E';
    const bool is_number = id.size() > one.prefix.size() + 1 && id[one.prefix.size() + 1] >= '0' &&
                           id[one.prefix.size() + 1] <= '9';
    if (!goes_on || !is_number) continue;
    found = one.organism;
    length = one.prefix.size();
  }
  return found;
}

Record Library::organism(records::RecordStore& store, std::string_view name, Log& log) {
  const schema::Registry& registry = store.registry("bionty.Organism");
  PublicScope scope{curation::scope_of(query::Query(registry), "name"), "", std::nullopt};
  Values values;
  values.add(name);
  curation::Found found = from_values(store, scope, values, log);
  if (found.records.empty()) {
    throw Error(ErrorCode::invalid_value,
                "Organism " + std::string(name) +
                    " can't be created from the bionty reference, check your spelling "
                    "or create it manually.");
  }
  if (!found.records.front().is_saved()) store.save(found.records.front());
  return found.records.front();
}

void Library::make_organism(records::RecordStore& store, const PublicScope& scope, Log& log) {
  const schema::Registry& registry = scope.scope.registry();
  if (registry.find_field("organism") == nullptr) return;
  organism(store, source_of(store, registry, scope.organism, scope.source_id).get("organism").text(), log);
}

}  // namespace lamin::ontologies
