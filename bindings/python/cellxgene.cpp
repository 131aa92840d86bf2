// The rules of the CELLxGENE schema and of tables of perturbations for lamindb.curators.
#include <nanobind/nanobind.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "base/error.hpp"
#include "curation/cellxgene.hpp"
#include "curation/perturbations.hpp"
#include "ontologies.hpp"
#include "record.hpp"
#include "session.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

namespace cellxgene = curation::cellxgene;
namespace perturbations = curation::perturbations;
using Names = std::vector<std::string>;

/// {column: field of the registry}
nb::object fields_of(const std::vector<cellxgene::Category>& categories) {
  Session& session = Session::current();
  nb::dict fields;
  for (const cellxgene::Category& one : categories) {
    nb::object type = session.class_of(session.database()->catalog().get(one.registry));
    fields[one.column.c_str()] = type.attr(one.field.c_str());
  }
  return fields;
}

nb::object source_of(const std::string& version, const std::string& organism, const std::string& column) {
  const DatabasePtr& database = Session::current().database();
  auto source = unlocked([&] { return cellxgene::source_of(database->store(), version, organism, column); });
  return source ? wrap(std::move(*source), database) : nb::none();
}

void make_control_labels() {
  const DatabasePtr& database = Session::current().database();
  unlocked([&] {
    cellxgene::make_control_labels(database->store(), &public_library(), Session::current().log());
  });
}

/// (name of the column of ids, {name: id}), or None.
nb::object ids_for(const std::string& column, const Names& names) {
  const DatabasePtr& database = Session::current().database();
  curation::Values values;
  for (const std::string& name : names) values.add(name);
  const auto found = unlocked([&] { return cellxgene::ids_for(database->store(), column, values); });
  if (!found) return nb::none();
  nb::dict ids;
  for (const auto& [name, id] : found->ids) ids[name.c_str()] = to_python(std::string_view(id));
  return nb::make_tuple(found->name, ids);
}

/// The source of compounds if its file is here, else None: which is said.
nb::object compound_source() {
  const DatabasePtr& database = Session::current().database();
  auto source = unlocked([&] {
    records::RecordStore& store = database->store();
    auto found = perturbations::source_of_compounds(store);
    if (!found) return found;
    try {
      (void)public_library().table(store, *found);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::file_missing) throw;
      Session::current().log().warning(error.sentence());
      found.reset();
    }
    return found;
  });
  return source ? wrap(std::move(*source), database) : nb::none();
}

curation::Measure measure_of(bool is_dose) {
  return is_dose ? curation::Measure::dose : curation::Measure::time;
}

std::string wrong_amounts(bool is_dose, const std::vector<std::pair<std::string, nb::object>>& given) {
  std::vector<perturbations::Cell> cells;
  for (const auto& [row, value] : given)
    cells.push_back({row, nb::cast<std::string>(nb::str(value)), !nb::isinstance<nb::str>(value)});
  return perturbations::wrong_amounts(measure_of(is_dose), cells);
}

}  // namespace

void bind_cellxgene(nb::module_& module) {
  module.def("cellxgene_defaults", &cellxgene::defaults);
  module.def("cellxgene_lacking", [](const std::vector<std::pair<std::string, std::string>>& values,
                                     const Names& columns) { return cellxgene::lacking(values, columns); });
  module.def("cellxgene_fields", [] { return fields_of(cellxgene::categories()); });
  module.def("cellxgene_fields_of",
             [](const Names& columns) { return fields_of(cellxgene::categories(columns)); });
  module.def("cellxgene_missing", [](const Names& columns) { return cellxgene::missing_columns(columns); });
  module.def("cellxgene_expect_no_reserved",
             [](const Names& columns) { cellxgene::expect_no_reserved(columns); });
  module.def("cellxgene_source", &source_of);
  module.def("cellxgene_expect_known", [](const std::string& version, const std::string& organism) {
    cellxgene::expect_known(version, organism);
  });
  module.def("cellxgene_is_pinned", [](const std::string& column) { return cellxgene::is_pinned(column); });
  module.def("cellxgene_make_labels", &make_control_labels);
  module.def("cellxgene_is_embedding", [](const std::string& key) { return cellxgene::is_embedding(key); });
  module.def("cellxgene_ids", &ids_for);
  module.def("cellxgene_reference",
             [](const std::string& version) { return cellxgene::reference_of(version); });
  module.def("perturbation_types", &perturbations::types);
  module.def("perturbation_defaults", &perturbations::defaults);
  module.def("perturbation_fields_of",
             [](const Names& columns) { return fields_of(perturbations::categories(columns)); });
  module.def("perturbation_compound_source", &compound_source);
  module.def("perturbation_has_names",
             [](const Names& columns) { return perturbations::has_names(columns); });
  module.def("perturbation_expect_types",
             [](const Names& given, const std::string& shown) { perturbations::expect_types(given, shown); });
  module.def("perturbation_order", [](const Names& columns) { return perturbations::in_order(columns); });
  module.def("perturbation_wrong_amounts", &wrong_amounts);
  module.def("perturbation_amount", [](bool is_dose, const std::string& text) {
    return perturbations::standard_amount(measure_of(is_dose), text);
  });
}

}  // namespace lamin::python
