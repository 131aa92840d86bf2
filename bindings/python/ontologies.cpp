// lamindb._core: the library of public ontologies, and what of it the settings show.
#include "ontologies.hpp"

#include <nanobind/stl/filesystem.h>
#include <nanobind/stl/string.h>

#include <unistd.h>

#include "base/text.hpp"
#include "base/uid.hpp"
#include "errors.hpp"
#include "http/progress.hpp"
#include "record.hpp"
#include "value_list.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

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

}  // namespace

nb::dict source_dict(const ontologies::Source& source) {
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
  bind_public_table(module);
  bind_public_records(module);
  module.def("download", &download);
  module.def("sync_public_sources", [](bool latest) {
    Session& session = Session::current();
    records::RecordStore& store = session.database()->store();
    unlocked([&] { ontologies::sync_public_sources(store, latest, session.log()); });
  });
  module.def("public_sources", [] {
    nb::list list;
    for (const ontologies::Source& source : ontologies::public_sources()) list.append(source_dict(source));
    return list;
  });
  module.def("add_sources_folder", [](const std::string& folder) {
    unlocked([&] { public_library().shelf().add_folder(folder); });
  });
  module.def("sources_folder", [] { return public_library().shelf().target().native(); });
  module.def("hash_id",
             [](const std::string& text, std::size_t length) { return hash_base62(text, length); });
}

}  // namespace lamin::python
