#include "artifacts/check.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <unordered_map>

#include "artifacts/save.hpp"
#include "artifacts/storage_key.hpp"
#include "records/integrity.hpp"
#include "records/record.hpp"

namespace lamin::artifacts {
namespace {

namespace fs = std::filesystem;
using Kind = Finding::Kind;

constexpr std::int64_t rows_at_a_time = 20'000;

struct KindFacts {
  Kind kind;
  std::string_view name, sentence;
  bool is_repairable;
};
constexpr KindFacts kinds[] = {
    {Kind::row_without_bytes, "row_without_bytes", "row without bytes", true},
    {Kind::changed_bytes, "changed_bytes", "bytes of another size than their row says", false},
    {Kind::bytes_without_row, "bytes_without_row", "bytes without a row", true},
    {Kind::temporary, "temporary", "temporary file of a process that is gone", true},
    {Kind::missing_storage, "missing_storage", "storage location that is not there", false},
    {Kind::dangling_link, "dangling_link", "link to a row that is not there", false},
    {Kind::doubled_latest, "doubled_latest", "two latest versions of one thing", false},
    {Kind::damage, "damage", "damage of the database", false},
};

const KindFacts& facts_of(Kind kind) {
  return *std::ranges::find(kinds, kind, &KindFacts::kind);
}

// Its bytes are those of the latest version.
bool is_former_folder_version(const records::Record& row) {
  return row.get("_overwrite_versions").truth() && !row.get("is_latest").truth();
}

std::optional<Finding> finding_about(const records::Record& row, const fs::path& root) {
  const fs::path place = root / storage_key(row);
  std::error_code failure;
  const auto status = fs::status(place, failure);
  const Value& size = row.get("size");
  if (status.type() == fs::file_type::not_found) {
    return Finding{Kind::row_without_bytes, std::string(row.uid()), place.native(),
                   size.is_null() ? 0 : size.integer(), false};
  }
  if (!fs::is_regular_file(status) || size.is_null()) return std::nullopt;
  const auto found = static_cast<std::int64_t>(fs::file_size(place, failure));
  if (failure || found == size.integer()) return std::nullopt;
  return Finding{Kind::changed_bytes, std::string(row.uid()), place.native(), found, false};
}

/// Goes through the rows of all local locations, in portions.
class RowCheck {
 public:
  RowCheck(Workspace& workspace, CheckReport& report) : workspace_(workspace), report_(report) {
    for (const auto& location : local_storages(workspace)) add(location);
  }

  void run() {
    std::int64_t last = 0;
    while (true) {
      query::Query query(workspace_.records.registry("Artifact"));
      query.where("id__gt", last).where("_branch_code__gte", 0).order_by({"id"}).limit(rows_at_a_time);
      const auto rows = workspace_.records.all(query);
      for (const auto& row : rows) look_at(row);
      if (rows.size() < static_cast<std::size_t>(rows_at_a_time)) return;
      last = rows.back().id();
    }
  }

 private:
  void add(const StorageLocation& location) {
    std::error_code failure;
    if (fs::is_directory(location.root, failure)) {
      roots_.emplace(location.id, location.root);
    } else {
      report_.findings.push_back({Kind::missing_storage, location.root, location.root, 0, false});
    }
  }

  void look_at(const records::Record& row) {
    const auto root = roots_.find(row.get("storage").integer());
    if (root == roots_.end() || is_former_folder_version(row)) return;
    ++report_.artifacts;
    if (auto finding = finding_about(row, root->second)) report_.findings.push_back(*std::move(finding));
  }

  Workspace& workspace_;
  CheckReport& report_;
  std::unordered_map<std::int64_t, fs::path> roots_;
};

// Whoever removes or replaces an artifact meanwhile changes rows first: what is still wrong under the lock
// is.
void settle_rows(Workspace& workspace, CheckReport& report, Repair repair) {
  const auto is_about_row = [](const Finding& finding) { return finding.kind == Kind::row_without_bytes; };
  if (std::ranges::none_of(report.findings, is_about_row)) return;
  std::vector<Value> uids;
  for (const auto& finding : report.findings) {
    if (is_about_row(finding)) uids.emplace_back(finding.what);
  }
  std::optional<records::RecordStore::Work> work;
  if (repair == Repair::yes) work.emplace(workspace.records);
  query::Query query(workspace.records.registry("Artifact"));
  query.where("uid__in", query::Operand(std::move(uids))).where("_branch_code__gte", 0);
  std::unordered_map<std::string, std::int64_t> ids;
  for (const auto& row : workspace.records.all(query)) ids.emplace(row.uid(), row.id());
  std::vector<Value> gone;
  std::erase_if(report.findings, [&](Finding& finding) {
    if (!is_about_row(finding)) return false;
    const auto row = ids.find(finding.what);
    if (row == ids.end() || fs::exists(finding.path)) return true;
    gone.emplace_back(row->second);
    finding.is_repaired = repair == Repair::yes;
    return false;
  });
  if (!work) return;
  query::Query trashed(workspace.records.registry("Artifact"));
  workspace.records.update(trashed.where("id__in", query::Operand(std::move(gone))), {{"_branch_code", -1}});
  work->commit();
}

void add_leftovers(Workspace& workspace, CheckReport& report, Repair repair) {
  std::error_code failure;
  if (!fs::is_directory(workspace.storage.root, failure)) return;
  const auto found = repair == Repair::yes ? clear_leftovers(workspace) : find_leftovers(workspace);
  for (const auto& leftover : found) {
    report.findings.push_back({leftover.is_temporary ? Kind::temporary : Kind::bytes_without_row,
                               leftover.path.filename().native(), leftover.path.native(), leftover.size,
                               repair == Repair::yes});
  }
}

void add_links(Workspace& workspace, CheckReport& report) {
  for (const auto& link : records::dangling_links(workspace.records)) {
    report.findings.push_back({Kind::dangling_link,
                               link.registry->display_name() + "." + link.field->name + " of id " +
                                   std::to_string(link.id) + " points to " + link.field->target + " " +
                                   std::to_string(link.target),
                               "", 0, false});
  }
  for (const auto& doubled : records::doubled_latest_versions(workspace.records)) {
    report.findings.push_back(
        {Kind::doubled_latest, doubled.registry->display_name() + " " + doubled.uid, "", 0, false});
  }
}

}  // namespace

std::string_view name_of(Finding::Kind kind) {
  return facts_of(kind).name;
}
std::string_view sentence_of(Finding::Kind kind) {
  return facts_of(kind).sentence;
}
bool is_repairable(Finding::Kind kind) {
  return facts_of(kind).is_repairable;
}

std::int64_t CheckReport::open() const {
  return std::ranges::count(findings, false, &Finding::is_repaired);
}

CheckReport check(Workspace& workspace, Repair repair) {
  CheckReport report;
  for (auto& line : records::damage(workspace.records)) {
    report.findings.push_back({Kind::damage, std::move(line), "", 0, false});
  }
  // What cannot be trusted is not written to.
  if (!report.findings.empty()) repair = Repair::no;
  RowCheck(workspace, report).run();
  settle_rows(workspace, report, repair);
  add_leftovers(workspace, report, repair);
  add_links(workspace, report);
  return report;
}

}  // namespace lamin::artifacts
