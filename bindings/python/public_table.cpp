// lamindb._core.PublicTable: one source as a table.  bionty.base gives it the shapes of pandas.
#include <nanobind/stl/filesystem.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "base/text.hpp"
#include "curation/messages.hpp"
#include "ontologies.hpp"
#include "query_set.hpp"
#include "record.hpp"
#include "value_answers.hpp"

namespace lamin::python {

namespace {

using ontologies::PublicTable;

/// What stands behind a Python PublicOntology.
struct TableBox {
  std::shared_ptr<const PublicTable> table;
};

nb::object inspect(const TableBox& box, const ValueList& given, const std::string& column, bool meanings,
                   bool mute) {
  box.table->column(column);
  given.expect_text();
  const auto found = unlocked([&] { return box.table->inspect(given.values(), column, meanings); });
  Voice voice(mute);
  curation::say_inspected(voice.log(), column, found);
  return answer_of(found);
}

/// A byte a value: whether it is valid.
nb::object validate(const TableBox& box, const ValueList& given, const std::string& column, bool mute) {
  box.table->column(column);
  given.expect_text();
  const auto found = unlocked([&] { return box.table->validate(given.values(), column); });
  Voice voice(mute);
  if (given.size() == 0)
    voice.log().warning("input has zero length");
  else
    curation::say_validated(voice.log(), "", found, given.values().ignored());
  return given.are_among(found.validated);
}

void say_standardized(Log& log, const ValueList& given, const curation::Validation& exact,
                      const std::vector<curation::Mapped>& mapped) {
  curation::Values known;
  for (const std::string& value : exact.validated) known.add(value);
  for (const auto& one : mapped) known.add(one.value);
  log.info("standardized " + std::to_string(given.count_among(known)) + "/" + std::to_string(given.size()) +
           " terms");
}

nb::object standardize(const TableBox& box, const ValueList& given, const std::string& column,
                       const std::string& return_column, const std::string& synonyms, bool case_sensitive,
                       nb::handle keep, bool mute) {
  curation::Meaning meaning{.return_field = return_column,
                            .synonyms_field = synonyms,
                            .case_sensitive = case_sensitive,
                            .keep = keep_of(keep)};
  auto found = unlocked([&] { return box.table->standardize(given.values(), column, meaning); });
  Voice voice(mute);
  if (meaning.keep == curation::Keep::all)
    voice.log().warning("returning list might contain lists when 'keep=False'");
  say_standardized(voice.log(), given, box.table->validate(given.values(), column), found);
  return meanings_of(found);
}

nb::object cell_of(const ontologies::Release& release, std::size_t column, std::uint32_t row) {
  const std::string_view text = release.text(column, row);
  if (release.column_name(column) == "parents") {
    nb::list parents;
    if (!text.empty())
      for (const std::string_view parent : split(text, "|")) parents.append(to_python(parent));
    return parents;
  }
  return release.has_value(column, row) ? to_python(text) : nb::none();
}

/// {column: list}, of `rows` or of all.
nb::dict lists(const TableBox& box, nb::handle rows) {
  const ontologies::Release& release = box.table->release();
  nb::dict result;
  for (std::size_t column = 0; column < release.columns(); ++column) {
    nb::list cells;
    if (rows.is_none()) {
      for (std::uint32_t row = 0; row < release.rows(); ++row) cells.append(cell_of(release, column, row));
    } else {
      for (nb::handle row : rows) cells.append(cell_of(release, column, nb::cast<std::uint32_t>(row)));
    }
    result[to_python(release.column_name(column))] = cells;
  }
  return result;
}

nb::object table_of_registry(nb::handle type, nb::handle organism, nb::handle source) {
  Session& session = Session::current();
  const schema::Registry& registry = session.registry_of(type);
  records::RecordStore& store = session.database()->store();
  const std::string name = organism_name(organism);
  const auto id = source_id(source);
  auto table = unlocked(
      [&] { return public_library().table(store, public_library().source_of(store, registry, name, id)); });
  return nb::cast(TableBox{std::move(table)});
}

nb::object table_of_entity(const std::string& entity, const std::string& organism, const std::string& source,
                           const std::string& version) {
  auto table = unlocked(
      [&] { return public_library().table(ontologies::choose_source(entity, organism, source, version)); });
  return nb::cast(TableBox{std::move(table)});
}

nb::object difference(const TableBox& older, const TableBox& newer) {
  const auto found = unlocked([&] { return ontologies::difference(*older.table, *newer.table); });
  nb::list changes;
  for (const auto& one : found.changes)
    changes.append(nb::make_tuple(one.id, one.column, one.before, one.after));
  return nb::make_tuple(texts_of(found.added), texts_of(found.gone), changes);
}

nb::object lookup_rows(const TableBox& box, const std::string& column) {
  const auto found = box.table->lookup(column);
  nb::list rows;
  for (const auto& group : found.rows) {
    nb::list list;
    for (const std::uint32_t row : group) list.append(row);
    rows.append(list);
  }
  return nb::make_tuple(texts_of(found.keys), rows);
}

nb::object rows_of(const std::vector<std::uint32_t>& rows) {
  nb::list list;
  for (const std::uint32_t row : rows) list.append(row);
  return list;
}

}  // namespace

void bind_public_table(nb::module_& module) {
  nb::class_<TableBox>(module, "PublicTable")
      .def_prop_ro("source", [](const TableBox& box) { return source_dict(box.table->source()); })
      .def_prop_ro("index_column", [](const TableBox& box) { return box.table->index_column(); })
      .def_prop_ro("naming_column", [](const TableBox& box) { return box.table->naming_column(); })
      .def_prop_ro("columns",
                   [](const TableBox& box) {
                     nb::list names;
                     for (std::size_t i = 0; i < box.table->release().columns(); ++i)
                       names.append(to_python(box.table->release().column_name(i)));
                     return names;
                   })
      .def("__len__", [](const TableBox& box) { return box.table->release().rows(); })
      .def("ontology_file",
           [](const TableBox& box) {
             return unlocked([&] { return public_library().shelf().ontology_file(box.table->source()); });
           })
      .def("lists", &lists, nb::arg("rows").none())
      .def("inspect", &inspect, nb::arg("values"), nb::arg("column"), nb::arg("meanings"), nb::arg("mute"))
      .def("validate", &validate, nb::arg("values"), nb::arg("column"), nb::arg("mute"))
      .def("standardize", &standardize)
      .def(
          "search",
          [](const TableBox& box, const std::string& text, const std::vector<std::string>& columns,
             bool case_sensitive, std::size_t limit) {
            return rows_of(unlocked([&] { return box.table->search(text, columns, case_sensitive, limit); }));
          })
      .def("nearest",
           [](const TableBox& box, const std::string& name, std::size_t limit) {
             return rows_of(unlocked([&] { return box.table->nearest(name, limit); }));
           })
      .def("lookup", &lookup_rows)
      .def("difference", &difference);
  module.def("public_table", &table_of_entity);
  module.def("public_table_of", &table_of_registry, nb::arg("registry"), nb::arg("organism").none(),
             nb::arg("source").none());
}

}  // namespace lamin::python
