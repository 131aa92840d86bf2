#include <unordered_map>

#include "base/error.hpp"
#include "base/json.hpp"
#include "ontologies/parse.hpp"

namespace lamin::ontologies {
namespace {

std::string_view text_at(const Json& object, std::string_view key) {
  const Json* value = object.find(key);
  return value != nullptr && value->is_text() ? std::string_view(value->text()) : std::string_view();
}

const Json::Array& list_at(const Json& object, std::string_view key) {
  static const Json::Array none;
  const Json* value = object.find(key);
  return value != nullptr && value->is_array() ? value->elements() : none;
}

void add_meta(Term& term, const Json& meta) {
  if (const Json* definition = meta.find("definition")) term.definition = text_at(*definition, "val");
  for (const Json& synonym : list_at(meta, "synonyms"))
    if (text_at(synonym, "pred") == "hasExactSynonym")
      term.exact_synonyms.emplace_back(text_at(synonym, "val"));
  if (const Json* deprecated = meta.find("deprecated"); deprecated != nullptr && deprecated->is_boolean())
    term.is_obsolete = deprecated->boolean();
  for (const Json& property : list_at(meta, "basicPropertyValues"))
    if (text_at(property, "pred").ends_with("IAO_0100001"))
      term.replaced_by.push_back(compact_id(text_at(property, "val")));
}

class Reader {
 public:
  void read(const Json& graph) {
    if (const Json* meta = graph.find("meta")) ontology_.version = text_at(*meta, "version");
    for (const Json& node : list_at(graph, "nodes")) read_node(node);
    for (const Json& edge : list_at(graph, "edges")) read_edge(edge);
  }
  Ontology finish() { return std::move(ontology_); }

 private:
  void read_node(const Json& node) {
    const std::string id = compact_id(text_at(node, "id"));
    const Json* meta = node.find("meta");
    const bool is_class = text_at(node, "type") == "CLASS";
    if (!is_class) {
      if (meta == nullptr) return;
      for (const Json& property : list_at(*meta, "basicPropertyValues"))
        if (text_at(property, "pred").ends_with("#shorthand")) shorthands_[id] = text_at(property, "val");
      return;
    }
    Term& term = ontology_.terms.emplace_back();
    rows_.emplace(id, ontology_.terms.size() - 1);
    term.id = id;
    term.name = text_at(node, "lbl");
    if (meta != nullptr) add_meta(term, *meta);
  }

  void read_edge(const Json& edge) {
    const auto row = rows_.find(compact_id(text_at(edge, "sub")));
    if (row == rows_.end()) return;
    Term& term = ontology_.terms[row->second];
    std::string target = compact_id(text_at(edge, "obj"));
    const std::string relation = compact_id(text_at(edge, "pred"));
    if (relation == "is_a") {
      term.parents.push_back(std::move(target));
    } else {
      const auto known = shorthands_.find(relation);
      term.related.emplace_back(known == shorthands_.end() ? relation : known->second, std::move(target));
    }
  }

  Ontology ontology_;
  std::unordered_map<std::string, std::size_t> rows_;
  std::unordered_map<std::string, std::string> shorthands_;
};

/// Json::parse does not know that the text is somebody's file.
Json parse_json(std::string_view text) {
  try {
    return Json::parse(text);
  } catch (const Error& error) {
    Error refusal(ErrorCode::validation_failed, error.sentence());
    for (const auto& [name, value] : error.facts()) refusal.with(name, value);
    throw std::move(refusal).hint("The file is damaged or cut off.  Fetch it again.");
  }
}

}  // namespace

Ontology parse_graphs(std::string_view text) {
  Reader reader;
  const Json file = parse_json(text);
  if (list_at(file, "graphs").empty())
    throw Error(ErrorCode::validation_failed, "The JSON file has no \"graphs\": it is not OBO Graphs");
  for (const Json& graph : list_at(file, "graphs")) reader.read(graph);
  return reader.finish();
}

}  // namespace lamin::ontologies
