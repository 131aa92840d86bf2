#include <array>

#include "base/error.hpp"
#include "curation/cellxgene.hpp"

namespace lamin::curation::cellxgene {
namespace {

using records::Record;
using records::RecordStore;
using std::string_view;

constexpr string_view said_by = "From CellxGene schema.";
constexpr string_view normal_id = "PATO:0000461";

/// A type of ULabels with its labels.
struct LabelType {
  string_view name, description;
  std::array<string_view, 3> labels;
};
constexpr std::array<LabelType, 2> label_types = {
    {{"TissueType",
      "From CellxGene schema. Is \"tissue\", \"organoid\", or \"cell culture\".",
      {"tissue", "organoid", "cell culture"}},
     {"SuspensionType",
      "From CellxGene schema. This MUST be \"cell\", \"nucleus\", or \"na\".",
      {"cell", "nucleus", "na"}}}};

/// What no ontology has.
struct Control {
  string_view registry, name;
};
constexpr std::array<Control, 5> controls = {{{"bionty.Ethnicity", "na"},
                                              {"bionty.Ethnicity", "unknown"},
                                              {"bionty.DevelopmentalStage", "unknown"},
                                              {"bionty.Phenotype", "unknown"},
                                              {"bionty.CellType", "unknown"}}};

class Maker {
 public:
  Maker(RecordStore& store, PublicSources* ontology, Log& log)
      : store_(store), ontology_(ontology), log_(log) {}

  void run() {
    auto work = store_.begin();
    make_normal();
    for (const Control& control : controls) make(control.registry, control.name, "ontology_id", {});
    for (const LabelType& type : label_types) {
      const Record made = make("ULabel", type.name, "name",
                               {{"is_type", true}, {"description", std::string(type.description)}});
      for (const string_view label : type.labels)
        make("ULabel", label, "name", {{"type", made.get("id")}, {"description", std::string(said_by)}});
    }
    work.commit();
  }

 private:
  std::optional<Record> find(string_view registry, const std::string& field, string_view value) {
    query::Query query(store_.registry(registry));
    query.where(field, std::string(value));
    return store_.first(query);
  }

  Record make(string_view registry, string_view name, const std::string& by, records::Assignments fields) {
    if (auto found = find(registry, by, name)) return *std::move(found);
    fields.insert(fields.begin(), {"name", std::string(name)});
    if (by == "ontology_id") {
      fields.emplace_back("ontology_id", std::string(name));
      fields.emplace_back("description", std::string(said_by));
    }
    return save(registry, fields);
  }

  Record save(string_view registry, const records::Assignments& fields) {
    say();
    Log quiet(nullptr);
    Record record =
        records::construct(store_, store_.registry(registry), fields, quiet, {.search_names = false});
    store_.save(record);
    return record;
  }

  // The schema calls a quality of PATO a disease.
  void make_normal() {
    if (find("bionty.Disease", "ontology_id", normal_id)) return;
    records::Assignments fields{{"name", "normal"}, {"ontology_id", std::string(normal_id)}};
    if (const auto term = phenotype()) {
      for (const char* name : {"description", "source"})
        if (!term->get(name).is_null()) fields.emplace_back(name, term->get(name));
    }
    save("bionty.Disease", fields);
  }

  std::optional<Record> phenotype() {
    const schema::Registry& registry = store_.registry("bionty.Phenotype");
    if (ontology_ == nullptr || !ontology_->speaks_of(registry)) return std::nullopt;
    Values ids;
    ids.add(normal_id);
    const PublicScope scope{
        .scope = scope_of(query::Query(registry), "ontology_id"), .organism = "", .source_id = std::nullopt};
    Log quiet(nullptr);
    Found found = ontology_->from_values(store_, scope, ids, quiet);
    return found.records.empty() ? std::nullopt : std::optional(std::move(found.records.front()));
  }

  void say() {
    if (!said_) log_.important("Creating control labels in the CellxGene schema.");
    said_ = true;
  }

  RecordStore& store_;
  PublicSources* ontology_;
  Log& log_;
  bool said_ = false;
};

}  // namespace

void make_control_labels(RecordStore& store, PublicSources* ontology, Log& log) {
  Maker(store, ontology, log).run();
}

}  // namespace lamin::curation::cellxgene
