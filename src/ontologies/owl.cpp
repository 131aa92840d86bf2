#include <expat.h>

#include <algorithm>
#include <memory>
#include <unordered_map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "ontologies/parse.hpp"

namespace lamin::ontologies {
namespace {

// Names as expat gives them with namespaces: address, blank, local name.
constexpr std::string_view rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
constexpr std::string_view owl = "http://www.w3.org/2002/07/owl#";
constexpr std::string_view rdfs = "http://www.w3.org/2000/01/rdf-schema#";
constexpr std::string_view obo = "http://purl.obolibrary.org/obo/";
constexpr std::string_view obo_in_owl = "http://www.geneontology.org/formats/oboInOwl#";

struct Name {
  std::string_view space, local;
  bool is(std::string_view other_space, std::string_view other_local) const {
    return space == other_space && local == other_local;
  }
};

Name name_of(const char* text) {
  const std::string_view name(text);
  const std::size_t blank = name.rfind(' ');
  if (blank == name.npos) return {{}, name};
  return {name.substr(0, blank), name.substr(blank + 1)};
}

std::string attribute(const char** attributes, std::string_view local) {
  for (; *attributes != nullptr; attributes += 2)
    if (name_of(attributes[0]).is(rdf, local)) return attributes[1];
  return {};
}

enum class Place { name, definition, synonym, deprecated, replaced_by, obo_id, shorthand, nothing };

Place place_of(const Name& name) {
  if (name.is(rdfs, "label")) return Place::name;
  if (name.is(obo, "IAO_0000115")) return Place::definition;
  if (name.is(obo_in_owl, "hasExactSynonym")) return Place::synonym;
  if (name.is(owl, "deprecated")) return Place::deprecated;
  if (name.is(obo, "IAO_0100001")) return Place::replaced_by;
  if (name.is(obo_in_owl, "id")) return Place::obo_id;
  if (name.is(obo_in_owl, "shorthand")) return Place::shorthand;
  return Place::nothing;
}

// Depth counts open elements: rdf:RDF is 1, a class 2, its properties 3, a restriction of a superclass 4.
class Reader {
 public:
  void begin(const char* element, const char** attributes) {
    const Name name = name_of(element);
    ++depth_;
    if (depth_ == 2) begin_top(name, attributes);
    if (depth_ == 3 && (in_class_ || in_property_)) begin_property(name, attributes);
    if (depth_ == 4 && in_superclass_) in_restriction_ = name.is(owl, "Restriction");
    if (depth_ == 5 && in_restriction_) begin_restriction(name, attributes);
    if (depth_ == 3 && in_header_ && name.is(owl, "versionIRI"))
      ontology_.version = attribute(attributes, "resource");
  }

  void end() {
    if (depth_ == 3) end_property();
    if (depth_ == 4) end_restriction();
    if (depth_ == 2) end_top();
    --depth_;
  }

  void text(std::string_view part) {
    if (depth_ == 3 && place_ != Place::nothing) text_ += part;
  }

  Ontology finish() {
    for (Term& term : ontology_.terms)
      for (auto& [relation, target] : term.related)
        if (const auto found = shorthands_.find(relation); found != shorthands_.end())
          relation = found->second;
    return std::move(ontology_);
  }

 private:
  void begin_top(const Name& name, const char** attributes) {
    const std::string about = attribute(attributes, "about");
    in_header_ = name.is(owl, "Ontology");
    in_class_ = name.is(owl, "Class") && !about.empty();
    in_property_ = name.is(owl, "ObjectProperty");
    if (in_class_) {
      term_ = Term{};
      term_.id = compact_id(about);
    }
    if (in_property_) property_ = compact_id(about);
  }

  void end_top() {
    if (in_class_) ontology_.terms.push_back(std::move(term_));
    in_class_ = in_property_ = in_header_ = false;
  }

  void begin_property(const Name& name, const char** attributes) {
    place_ = place_of(name);
    text_.clear();
    in_superclass_ = in_class_ && name.is(rdfs, "subClassOf");
    const std::string resource = attribute(attributes, "resource");
    if (in_superclass_ && !resource.empty()) term_.parents.push_back(compact_id(resource));
    if (in_class_ && place_ == Place::replaced_by && !resource.empty())
      term_.replaced_by.push_back(compact_id(resource));
  }

  void end_property() {
    in_superclass_ = false;
    if (in_class_) end_property_of_class();
    if (in_property_ && place_ == Place::shorthand) shorthands_[property_] = std::string(trim(text_));
    place_ = Place::nothing;
  }

  void end_property_of_class() {
    switch (place_) {
      case Place::name:
        if (term_.name.empty()) term_.name = text_;
        break;
      case Place::definition:
        term_.definition = text_;
        break;
      case Place::synonym:
        term_.exact_synonyms.push_back(text_);
        break;
      case Place::deprecated:
        term_.is_obsolete = trim(text_) == "true";
        break;
      case Place::replaced_by:
        if (!trim(text_).empty()) term_.replaced_by.push_back(compact_id(trim(text_)));
        break;
      default:
        break;
    }
  }

  void begin_restriction(const Name& name, const char** attributes) {
    if (name.is(owl, "onProperty")) relation_ = compact_id(attribute(attributes, "resource"));
    if (name.is(owl, "someValuesFrom")) target_ = compact_id(attribute(attributes, "resource"));
  }

  void end_restriction() {
    if (in_restriction_ && !relation_.empty() && !target_.empty())
      term_.related.emplace_back(relation_, target_);
    relation_.clear();
    target_.clear();
    in_restriction_ = false;
  }

  Ontology ontology_;
  Term term_;
  std::unordered_map<std::string, std::string> shorthands_;  // "BFO:0000050" -> "part_of"
  std::string property_, relation_, target_, text_;
  Place place_ = Place::nothing;
  int depth_ = 0;
  bool in_header_ = false, in_class_ = false, in_property_ = false;
  bool in_superclass_ = false, in_restriction_ = false;
};

void XMLCALL on_begin(void* reader, const XML_Char* name, const XML_Char** attributes) {
  static_cast<Reader*>(reader)->begin(name, attributes);
}
void XMLCALL on_end(void* reader, const XML_Char*) {
  static_cast<Reader*>(reader)->end();
}
void XMLCALL on_text(void* reader, const XML_Char* text, int length) {
  static_cast<Reader*>(reader)->text({text, static_cast<std::size_t>(length)});
}

}  // namespace

Ontology parse_owl(std::string_view text) {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreateNS(nullptr, ' '),
                                                                            XML_ParserFree);
  Reader reader;
  XML_SetUserData(parser.get(), &reader);
  XML_SetElementHandler(parser.get(), on_begin, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  // In pieces: expat counts with int.
  constexpr std::size_t piece = 64 << 20;
  while (true) {
    const std::string_view part = text.substr(0, piece);
    text.remove_prefix(part.size());
    if (XML_Parse(parser.get(), part.data(), static_cast<int>(part.size()), text.empty()) != XML_STATUS_OK) {
      throw Error(ErrorCode::validation_failed,
                  "The OWL file is damaged: " + std::string(XML_ErrorString(XML_GetErrorCode(parser.get()))))
          .with("line", std::to_string(XML_GetCurrentLineNumber(parser.get())))
          .hint("Was it cut off on the way?  Fetch it again.");
    }
    if (text.empty()) break;
  }
  return reader.finish();
}

}  // namespace lamin::ontologies
