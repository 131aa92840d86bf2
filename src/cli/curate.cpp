#include "curation/curate.hpp"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/builtins.hpp"
#include "cli/context.hpp"
#include "curation/frame_table.hpp"
#include "curation/schema.hpp"
#include "formats/csv/csv.hpp"
#include "formats/h5ad/h5ad.hpp"
#include "formats/parquet/parquet.hpp"
#include "instance/instance.hpp"
#include "ontologies/library.hpp"

namespace lamin::cli {
namespace {

namespace fs = std::filesystem;
using curation::Finding;
using curation::Report;

/// The tables of a file that the schema speaks of; frames stay where they are while tables look at them.
class Dataset {
 public:
  Dataset(const fs::path& path, records::RecordStore& store, const records::Record& schema) {
    const std::string suffix = ascii_lower(path.extension().string());
    if (!fs::exists(path)) throw Error{ErrorCode::file_missing, "No such file: " + path.string()};
    if (suffix == ".csv" || suffix == ".tsv") {
      add("", formats::read_csv(path));
    } else if (suffix == ".h5ad" || suffix == ".h5mu") {
      read_slots(path, store, schema);
    } else if (suffix == ".parquet") {
      add("", formats::read_parquet(path, features_of(store, schema)));
    } else {
      throw Error{ErrorCode::unsupported,
                  "`lamin curate` reads .csv, .tsv, .parquet, .h5ad and .h5mu, not '" + suffix + "'"}
          .hint("Use ln.curators in Python for this file.");
    }
  }

  const std::vector<curation::SlotTable>& tables() const { return tables_; }

 private:
  void add(const std::string& slot, formats::Frame frame) {
    frames_.push_back(std::move(frame));
    tables_.push_back({slot, curation::table_of(frames_.back())});
  }

  void add_ids(const std::string& slot, formats::Frame frame) {
    frames_.push_back(std::move(frame));
    tables_.push_back({slot, curation::transposed_table_of(frames_.back())});
  }

  /// The columns that a schema of features looks into.
  static formats::Wanted features_of(records::RecordStore& store, const records::Record& schema) {
    std::set<std::string, std::less<>> names;
    if (schema.get("itype").text() == "Feature")
      for (const records::Record& feature : store.all(curation::members_of(store, schema)))
        names.emplace(feature.get("name").text());
    return [names = std::move(names)](std::string_view name) { return names.contains(name); };
  }

  /// "rna:var" -> "mod/rna/var".
  static std::string place_of(const std::string& slot) {
    const std::size_t colon = slot.rfind(':');
    return colon == std::string::npos ? slot : "mod/" + slot.substr(0, colon) + "/" + slot.substr(colon + 1);
  }

  void read_slots(const fs::path& path, records::RecordStore& store, const records::Record& schema) {
    const auto slots = curation::slots_of(store, schema);
    if (slots.empty()) return add("", formats::read_h5ad(path, "obs"));
    for (const auto& [slot, part] : slots) {
      if (slot == "uns") continue;  // not a table
      const bool is_of_ids = slot.ends_with("var") && part.get("itype").text() != "Feature";
      is_of_ids ? add_ids(slot, formats::read_h5ad(path, place_of(slot)))
                : add(slot, formats::read_h5ad(path, place_of(slot)));
    }
  }

  std::deque<formats::Frame> frames_;
  std::vector<curation::SlotTable> tables_;
};

std::string line_of(const curation::BadValue& value) {
  std::string line = "    '" + value.value + "'";
  if (value.count > 1) line += " (" + std::to_string(value.count) + " rows)";
  if (!value.rows.empty()) line += ", first in row " + std::to_string(value.rows.front());
  if (!value.nearest.empty())
    line += ": did you mean '" + join(value.nearest, "', '") + "'? (" + value.reason + ")";
  else if (!value.reason.empty())
    line += ": " + value.reason;
  return line;
}

void print(Context& context, const Finding& finding) {
  std::string text = finding.is_error ? "error" : "warning";
  if (!finding.slot.empty()) text += " in " + finding.slot;
  if (!finding.column.empty()) text += ", " + finding.column;
  context.terminal().data_line(text + ": " + finding.message);
  constexpr std::size_t most = 20;
  for (std::size_t i = 0; i < std::min(most, finding.values.size()); ++i)
    context.terminal().data_line(line_of(finding.values[i]));
}

int run(Context& context, const Arguments& arguments) {
  Instance& instance = context.instance();
  const auto name = arguments.value("--schema");
  if (!name) throw Error{ErrorCode::invalid_value, "Name the schema: --schema NAME_OR_UID"};
  const records::Record schema = curation::find_schema(instance.records(), *name);
  const Dataset dataset(arguments.positional(0), instance.records(), schema);
  ontologies::Library library(ontologies::places_from_environment(context.settings().cache_directory()));
  const Report report = curation::curate(instance.records(), schema, dataset.tables(), &library);
  if (arguments.flag("--json")) {
    context.terminal().data_line(curation::to_json(report).pretty_text());
  } else {
    for (const Finding& finding : report.findings) print(context, finding);
    const bool is_valid = report.errors() == 0;
    context.terminal().message(is_valid ? Level::success : Level::error,
                               is_valid
                                   ? "the data set is validated against the schema"
                                   : "the data set does not validate: " + std::to_string(report.errors()) +
                                         (report.errors() == 1 ? " error" : " errors"));
  }
  const bool is_failed = report.errors() > 0 || (arguments.flag("--strict") && !report.findings.empty());
  return is_failed ? 1 : 0;
}

constexpr Option options[] = {
    {"--schema", "TEXT", "Name or uid of the schema."},
    {"--strict", "", "Warnings are errors, too: ids of variables that are no records."},
    json_option,
};

constexpr Positional positionals[] = {{"FILEPATH", {}, Completes::file}};

}  // namespace

constinit const Command curate_command{
    "curate",
    "Check a file against a schema.",
    "Reads the columns of a table (.csv, .tsv, .parquet), or obs and var of AnnData and MuData (.h5ad, "
    ".h5mu), and "
    "tells "
    "what is not as the schema says: columns, types, and values that are no records, with the nearest ones. "
    "Writes nothing. Exit code 1 if the file does not validate.",
    options,
    positionals,
    run};

}  // namespace lamin::cli
