// lamindb._core: public ontologies.  bionty.base and bionty._records give these functions the names of
// bionty.
#include "ontologies.hpp"

#include <nanobind/stl/filesystem.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <unistd.h>

#include <algorithm>

#include "base/text.hpp"
#include "base/uid.hpp"
#include "curation/messages.hpp"
#include "errors.hpp"
#include "http/progress.hpp"
#include "ontologies/build.hpp"
#include "query_set.hpp"
#include "record.hpp"
#include "registries/bionty/sources.hpp"
#include "relations.hpp"
#include "transfer.hpp"
#include "value_list.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

using ontologies::PublicTable;
using ontologies::Source;

/// What stands behind a Python PublicOntology.
struct TableBox {
  std::shared_ptr<const PublicTable> table;
};

/// A table of Python lists, by column name.
Columns columns_from(const nb::dict& lists) {
  Columns table;
  for (auto [name, list] : lists) {
    Column& column = table.columns.emplace_back();
    column.name = text_of(name);
    for (nb::handle cell : list) {
      const bool is_list = !PyUnicode_Check(cell.ptr()) && PySequence_Check(cell.ptr()) == 1;
      const bool has_value = is_list || !is_missing(cell);
      if (is_list) {
        std::vector<std::string> parts;
        for (nb::handle part : cell) parts.emplace_back(text_of(nb::str(part)));
        column.bytes += join(parts, "|");
      } else if (has_value) {
        column.bytes += text_of(nb::str(cell));
      }
      column.offsets.push_back(static_cast<std::int64_t>(column.bytes.size()));
      column.valid.push_back(has_value ? 1 : 0);
    }
  }
  return table;
}

Columns read_parquet(const std::filesystem::path& path) {
  nb::gil_scoped_acquire acquire;
  return columns_from(
      nb::borrow<nb::dict>(nb::module_::import_("bionty._files").attr("read_parquet")(path.native())));
}

Columns read_frame(records::RecordStore&, const records::Record& source) {
  nb::gil_scoped_acquire acquire;
  return columns_from(nb::borrow<nb::dict>(
      nb::module_::import_("bionty._files").attr("read_frame")(source.get("dataframe_artifact").integer())));
}

/// The line on a terminal, and Ctrl-C.
std::function<void(std::uint64_t, std::uint64_t)> progress_of(const std::string& name) {
  return [shown = http::terminal_progress(name, STDERR_FILENO)](std::uint64_t done, std::uint64_t all) {
    if (shown) shown(done, all);
    nb::gil_scoped_acquire acquire;
    if (PyErr_CheckSignals() != 0) throw nb::python_error();
  };
}

void expect_text(const ValueList& given) {
  if (given.has_text || !(given.has_number || given.has_other)) return;
  throw Error(ErrorCode::invalid_type,
              "Type mismatch: identifiers are 'numeric' but field_values are 'str/categorical'.");
}

nb::object texts_of(const std::vector<std::string>& texts) {
  nb::list list;
  for (const std::string& text : texts) list.append(to_python(std::string_view(text)));
  return list;
}

nb::object meaning_of(const curation::Mapped& mapped) {
  if (mapped.meanings.size() == 1) return to_python(mapped.meanings.front());
  nb::list all;
  for (const Value& value : mapped.meanings) all.append(to_python(value));
  return all;
}

nb::dict mapper_of(const std::vector<curation::Mapped>& mapped) {
  nb::dict mapper;
  for (const auto& one : mapped) mapper[to_python(std::string_view(one.value))] = meaning_of(one);
  return mapper;
}

/// The person's log, or one that nobody reads.
class Voice {
 public:
  explicit Voice(bool mute) : log_(mute ? quiet_ : Session::current().log()) {}
  Log& log() { return log_; }

 private:
  Log quiet_{nullptr};
  Log& log_;
};

/// (bools, validated, non_validated, percent, ignored, mapper)
nb::object inspect(const TableBox& box, nb::handle objects, const std::string& column, bool meanings,
                   bool mute, bool as_validation) {
  ValueList given = value_list(objects);
  box.table->column(column);
  expect_text(given);
  auto found = unlocked([&] { return box.table->inspect(given.values, column, meanings); });
  Voice voice(mute);
  if (as_validation && given.places.empty()) {
    voice.log().warning("input has zero length");
  } else if (as_validation) {
    curation::say_validated(voice.log(), "", found.validation, found.ignored);
  } else {
    curation::say_inspected(voice.log(), column, found);
  }
  return nb::make_tuple(bools_of(given, found.validation.validated), texts_of(found.validation.validated),
                        texts_of(found.validation.non_validated), found.validation.percent_validated(),
                        found.ignored, mapper_of(found.mapped));
}

curation::Keep keep_of(nb::handle keep) {
  if (keep.ptr() == Py_False) return curation::Keep::all;
  if (PyUnicode_Check(keep.ptr()) && text_of(keep) == "first") return curation::Keep::first;
  if (PyUnicode_Check(keep.ptr()) && text_of(keep) == "last") return curation::Keep::last;
  throw Error(ErrorCode::invalid_value, "keep must be 'first', 'last' or False");
}

void say_standardized(Log& log, const ValueList& given, const curation::Validation& exact,
                      const std::vector<curation::Mapped>& mapped) {
  curation::Values known;
  for (const std::string& value : exact.validated) known.add(value);
  for (const auto& one : mapped) known.add(one.value);
  const std::vector<bool> answers = given.are_among(known);
  const auto count = std::ranges::count(answers, true);
  log.info("standardized " + std::to_string(count) + "/" + std::to_string(answers.size()) + " terms");
}

/// (what stands for it, whether it is a name itself) by value.
nb::object standardize(const TableBox& box, nb::handle objects, const std::string& column,
                       const std::string& return_column, const std::string& synonyms, bool case_sensitive,
                       nb::handle keep, bool mute) {
  ValueList given = value_list(objects);
  curation::Meaning meaning{.return_field = return_column,
                            .synonyms_field = synonyms,
                            .case_sensitive = case_sensitive,
                            .keep = keep_of(keep)};
  auto found = unlocked([&] { return box.table->standardize(given.values, column, meaning); });
  Voice voice(mute);
  if (meaning.keep == curation::Keep::all)
    voice.log().warning("returning list might contain lists when 'keep=False'");
  say_standardized(voice.log(), given, box.table->validate(given.values, column), found);
  nb::dict mapper;
  for (const auto& one : found)
    mapper[to_python(std::string_view(one.value))] = nb::make_tuple(meaning_of(one), one.is_exact);
  return mapper;
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

nb::dict source_dict(const Source& source) {
  nb::dict result;
  result["entity"] = source.entity;
  result["organism"] = source.organism;
  result["name"] = source.name;
  result["version"] = source.version;
  result["url"] = source.url;
  result["description"] = source.description;
  result["source_website"] = source.website;
  result["currently_used"] = source.currently_used;
  return result;
}

std::string organism_name(nb::handle organism) {
  if (organism.is_none()) return "";
  if (const RecordBox* box = find_box(organism)) return std::string(box->record.get("name").text());
  return std::string(text_of(organism));
}

std::optional<std::int64_t> source_id(nb::handle source) {
  if (source.is_none()) return std::nullopt;
  return box_of(source).record.id();
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

nb::object wrapped(std::vector<records::Record>& records, const DatabasePtr& database) {
  nb::list result;
  for (records::Record& record : records) result.append(wrap(std::move(record), database));
  return result;
}

curation::PublicScope scope_of(const QuerySet& records, nb::handle field, nb::handle organism,
                               nb::handle source) {
  return public_scope(curation::scope_of(records.query, field.is_none() ? "" : field_name_of(field)),
                      organism, source);
}

nb::object from_values(const QuerySet& records, nb::handle objects, nb::handle field, nb::handle organism,
                       nb::handle source, bool mute) {
  if (PyUnicode_Check(objects.ptr())) {
    throw Error(ErrorCode::invalid_type, "Index(...) must be called with a collection of some kind, " +
                                             std::string(text_of(nb::repr(objects))) + " was passed");
  }
  take_into(records.database, organism);
  const auto scope = scope_of(records, field, organism, source);
  ValueList given = value_list(objects);
  expect_text(given);
  Voice voice(mute);
  auto found = unlocked([&] {
    return public_library().from_values(records.database->store(), scope, given.values, voice.log());
  });
  return wrapped(found.records, records.database);
}

/// The meanings of values by the public source: {value: (name, False)}.
nb::object public_meanings(const QuerySet& records, nb::handle objects, nb::handle field, nb::handle organism,
                           nb::handle source, nb::handle return_field, bool case_sensitive, bool mute) {
  const auto scope = scope_of(records, field, organism, source);
  ValueList given = value_list(objects);
  Voice voice(mute);
  records::RecordStore& store = records.database->store();
  curation::Meaning meaning{.return_field = return_field.is_none() ? "" : field_name_of(return_field),
                            .case_sensitive = case_sensitive};
  auto found = unlocked(
      [&] { return public_library().standardize(store, scope, given.values, meaning, voice.log()); });
  nb::dict mapper;
  for (const auto& one : found)
    mapper[to_python(std::string_view(one.value))] = nb::make_tuple(meaning_of(one), one.is_exact);
  return mapper;
}

nb::object organism(const std::string& name, bool mute) {
  DatabasePtr database = Session::current().database();
  Voice voice(mute);
  auto record = unlocked([&] { return public_library().organism(database->store(), name, voice.log()); });
  return wrap(std::move(record), database);
}

void save_terms(const nb::list& objects) {
  std::vector<records::Record*> rows;
  for (nb::handle object : objects) rows.push_back(&box_of(object).record);
  if (rows.empty()) return;
  records::RecordStore& store = box_of(objects[0]).database->store();
  unlocked([&] { public_library().save(store, rows, Session::current().log()); });
}

void import_source(nb::handle type, nb::handle organism, nb::handle source, bool update) {
  Session& session = Session::current();
  const schema::Registry& registry = session.registry_of(type);
  records::RecordStore& store = session.database()->store();
  const std::string name = organism_name(organism);
  const auto id = source_id(source);
  unlocked([&] {
    const records::Record record = public_library().source_of(store, registry, name, id);
    if (update)
      public_library().update(store, registry, record, session.log());
    else
      public_library().import_source(store, registry, record, session.log());
  });
}

nb::object source_changes(nb::handle type, nb::handle source) {
  Session& session = Session::current();
  const schema::Registry& registry = session.registry_of(type);
  records::RecordStore& store = session.database()->store();
  const records::Record& record = box_of(source).record;
  auto changes = unlocked([&] { return public_library().changes(store, registry, record); });
  nb::list result;
  for (const auto& change : changes) {
    nb::dict row;
    row["ontology_id"] = change.ontology_id;
    row["name"] = change.name;
    row["change"] = std::string(ontologies::name_of(change.kind));
    row["before"] = change.before;
    row["after"] = change.after;
    row["in_use"] = change.in_use;
    result.append(row);
  }
  return result;
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

void bind_table(nb::module_& module) {
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
      .def("inspect", &inspect, nb::arg("values"), nb::arg("column"), nb::arg("meanings"), nb::arg("mute"),
           nb::arg("as_validation") = false)
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
}

}  // namespace

curation::PublicScope public_scope(curation::Scope scope, nb::handle organism, nb::handle source) {
  return {std::move(scope), organism_name(organism), source_id(source)};
}

ontologies::Library& public_library() {
  static ontologies::Library* library = [] {
    auto places = ontologies::places_from_environment(Session::current().settings().cache_directory());
    places.progress = progress_of;
    auto* made = new ontologies::Library(std::move(places));
    made->shelf().set_parquet_reader(read_parquet);
    made->set_frame_reader(read_frame);
    return made;
  }();
  return *library;
}

/// A file that is at `path` is taken as it is.
void download(const std::string& address, const std::string& path) {
  if (std::filesystem::exists(path)) return;
  http::Download wanted;
  wanted.address = address;
  wanted.target = path;
  wanted.progress = progress_of(wanted.target.filename());
  try {
    if (http::is_offline()) throw Error(ErrorCode::io_failed, "Downloads are off (LAMIN_OFFLINE)");
    unlocked([&] { http::download(wanted); });
  } catch (const Error& error) {
    throw Error(error.code(),
                error.sentence() + ".\nFetch " + address +
                    " by other means and put it there: " + std::filesystem::absolute(path).native());
  }
}

void bind_ontologies(nb::module_& module) {
  bind_table(module);
  module.def("download", &download);
  module.def("public_table", &table_of_entity);
  module.def("public_table_of", &table_of_registry, nb::arg("registry"), nb::arg("organism").none(),
             nb::arg("source").none());
  module.def("public_from_values", &from_values, nb::arg("records"), nb::arg("values"),
             nb::arg("field").none(), nb::arg("organism").none(), nb::arg("source").none(), nb::arg("mute"));
  module.def("public_meanings", &public_meanings, nb::arg("records"), nb::arg("values"),
             nb::arg("field").none(), nb::arg("organism").none(), nb::arg("source").none(),
             nb::arg("return_field").none(), nb::arg("case_sensitive"), nb::arg("mute"));
  module.def("public_organism", &organism, nb::arg("name"), nb::arg("mute") = false);
  module.def("public_needs_organism", [](nb::handle type, const std::string& field) {
    const schema::Registry& registry = Session::current().registry_of(type);
    return ontologies::Library::needs_organism(registry,
                                               field.empty() ? registry.naming_field().name : field);
  });
  module.def("organism_of_id", [](const std::string& id) { return ontologies::Library::organism_of_id(id); });
  module.def("save_terms", &save_terms);
  module.def("field_name", [](nb::handle field) { return field_name_of(field); });
  module.def("adopt", [](nb::handle self, nb::handle other) {
    RecordBox& box = box_of(other);
    fill(self, RecordBox(box.record, box.database));
  });
  module.def("is_public_source", [](nb::handle source) {
    const std::string_view uid = box_of(source).record.uid();
    const auto is_it = [&](const auto& one) {
      return uid == hash_base62(std::string(one.entity) + std::string(one.name) + std::string(one.organism) +
                                    std::string(one.version),
                                8);
    };
    return std::ranges::any_of(registries::bionty::public_sources(), is_it);
  });
  module.def("import_source", &import_source, nb::arg("registry"), nb::arg("organism").none(),
             nb::arg("source").none(), nb::arg("update"));
  module.def("source_changes", &source_changes);
  module.def("use_source", [](nb::handle source) {
    RecordBox& box = box_of(source);
    unlocked([&] { ontologies::use_source(box.database->store(), box.record); });
  });
  module.def("sync_public_sources", [](bool latest) {
    Session& session = Session::current();
    records::RecordStore& store = session.database()->store();
    unlocked([&] { ontologies::sync_public_sources(store, latest, session.log()); });
  });
  module.def("public_sources", [] {
    nb::list list;
    for (const Source& source : ontologies::public_sources()) list.append(source_dict(source));
    return list;
  });
  module.def("add_sources_folder",
             [](const std::string& folder) { public_library().shelf().add_folder(folder); });
  module.def("sources_folder", [] { return public_library().shelf().target().native(); });
  module.def("hash_id",
             [](const std::string& text, std::size_t length) { return hash_base62(text, length); });
}

}  // namespace lamin::python
