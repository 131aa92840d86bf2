#include "ontologies/source.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "registries/bionty/sources.hpp"

namespace lamin::ontologies {
namespace {

using Part = std::string Source::*;

struct Given {
  std::string_view label, value;
  Part part;
};

std::string listed(const std::vector<Source>& sources, Part part) {
  std::vector<std::string> seen;
  for (const Source& source : sources)
    if (std::ranges::find(seen, source.*part) == seen.end()) seen.push_back(source.*part);
  return join(seen, ", ");
}

[[noreturn]] void refuse(const std::vector<Source>& sources, const std::vector<Given>& given) {
  std::vector<std::string> parts;
  for (const Given& one : given)
    if (!one.value.empty())
      parts.push_back("'" + std::string(one.label) + "': '" + std::string(one.value) + "'");
  std::string hint;
  for (const Given& one : given) {
    const bool is_known =
        std::ranges::any_of(sources, [&](const Source& s) { return s.*one.part == one.value; });
    if (!one.value.empty() && !is_known) {
      hint = "There is no " + std::string(one.label) + " '" + std::string(one.value) +
             "'; there is: " + listed(sources, one.part) + ".";
    }
  }
  throw Error(ErrorCode::invalid_value, "No source is available with {" + join(parts, ", ") +
                                            "}\nCheck `.display_available_sources()`" +
                                            (hint.empty() ? "" : "\n" + hint));
}

[[noreturn]] void refuse_entity(std::string_view entity) {
  std::vector<std::string> entities;
  for (const Source& source : public_sources())
    if (std::ranges::find(entities, source.entity) == entities.end()) entities.push_back(source.entity);
  Error error(ErrorCode::invalid_value, "There are no public sources of '" + std::string(entity) +
                                            "'; there are of: " + join(entities, ", "));
  const auto near = lamin::nearest(entity, entities);
  throw near ? std::move(error).hint("Did you mean " + *near + "?") : error;
}

std::vector<Source> read_list() {
  std::vector<Source> sources;
  for (const auto& one : registries::bionty::public_sources()) {
    Source source;
    source.entity = entity_of(one.entity);
    source.organism = one.organism;
    source.name = one.name;
    source.version = one.version;
    source.url = one.url;
    source.website = one.source_website;
    source.description = one.description;
    source.md5 = one.md5;
    source.currently_used = one.currently_used;
    sources.push_back(std::move(source));
  }
  return sources;
}

}  // namespace

std::string Source::table_name() const {
  return "df_" + organism + "__" + name + "__" + version + "__" + entity;
}

std::string Source::raw_name() const {
  return replace_all("ontology_" + organism + "__" + name + "__" + version + "__" + entity, " ", "_");
}

const std::vector<Source>& public_sources() {
  static const std::vector<Source> sources = read_list();
  return sources;
}

std::string entity_of(std::string_view registry) {
  if (registry == "wetlab.Compound") return "Drug";
  const std::size_t dot = registry.find('.');
  return std::string(dot == registry.npos ? registry : registry.substr(dot + 1));
}

std::vector<Source> sources_of(std::string_view entity) {
  const std::string name = entity_of(entity);
  std::vector<Source> found;
  for (const Source& source : public_sources())
    if (source.entity == name) found.push_back(source);
  return found;
}

bool is_public(std::string_view entity) {
  return std::ranges::find(public_sources(), entity_of(entity), &Source::entity) != public_sources().end();
}

Source choose_source(std::string_view entity, std::string_view organism, std::string_view name,
                     std::string_view version) {
  const std::vector<Source> sources = sources_of(entity);
  if (sources.empty()) refuse_entity(entity);
  const std::vector<Given> given = {{"organism", organism, &Source::organism},
                                    {"source", name, &Source::name},
                                    {"version", version, &Source::version}};
  const auto fits = [&](const Source& source) {
    return std::ranges::all_of(
        given, [&](const Given& one) { return one.value.empty() || source.*one.part == one.value; });
  };
  const auto found = std::ranges::find_if(sources, fits);
  if (found == sources.end()) refuse(sources, given);
  return *found;
}

}  // namespace lamin::ontologies
