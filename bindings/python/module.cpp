// lamindb._core: the engine as Python sees it.  The packages lamindb, bionty and wetlab give its functions
// the names of lamindb 1.3.2.
#include <nanobind/nanobind.h>

#include "errors.hpp"
#include "expressions.hpp"
#include "query_set.hpp"
#include "record.hpp"
#include "record_construct.hpp"
#include "relations.hpp"
#include "transactions.hpp"

namespace lamin::python {
void bind_artifacts(nb::module_& module);
void bind_opening(nb::module_& module);
void bind_collections(nb::module_& module);
void bind_cellxgene(nb::module_& module);
void bind_curation(nb::module_& module);
void bind_features(nb::module_& module);
void bind_labels(nb::module_& module);
void bind_curators(nb::module_& module);
void bind_hashing(nb::module_& module);
void bind_lineage(nb::module_& module);
void bind_ontologies(nb::module_& module);
void bind_pickling(nb::module_& module);
void bind_migrations(nb::module_& module);
void bind_setup(nb::module_& module);
}  // namespace lamin::python

NB_MODULE(_core, module) {
  using namespace lamin::python;
  nb::set_leak_warnings(false);
  register_errors();
  bind_record(module);
  bind_attributes(module);
  bind_record_actions(module);
  bind_pickling(module);
  bind_transactions(module);
  bind_filters(module);
  bind_expressions(module);
  bind_query_set(module);
  bind_relations(module);
  bind_search(module);
  bind_frames(module);
  bind_collections(module);
  bind_curation(module);
  bind_curators(module);
  bind_cellxgene(module);
  bind_artifacts(module);
  bind_opening(module);
  bind_features(module);
  bind_labels(module);
  bind_hashing(module);
  bind_lineage(module);
  bind_ontologies(module);
  bind_setup(module);
  bind_migrations(module);
}
