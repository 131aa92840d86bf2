#include "artifacts/check.hpp"

#include "cli/builtins.hpp"
#include "cli/context.hpp"
#include "instance/instance.hpp"

namespace lamin::cli {
namespace {

using artifacts::CheckReport;
using artifacts::Finding;

std::string line_of(const Finding& finding) {
  std::string line(finding.is_repaired ? "repaired: " : "");
  line += artifacts::sentence_of(finding.kind);
  line += ": " + finding.what;
  if (!finding.path.empty() && finding.path != finding.what) line += " (" + finding.path + ")";
  return line;
}

void print(Context& context, const CheckReport& report) {
  bool is_repair_of_use = false;
  for (const auto& finding : report.findings) {
    context.terminal().data_line(line_of(finding));
    is_repair_of_use |= !finding.is_repaired && artifacts::is_repairable(finding.kind);
  }
  const std::string looked_at = std::to_string(report.artifacts) + " artifacts looked at";
  const auto repaired = static_cast<std::int64_t>(report.findings.size()) - report.open();
  if (report.open() == 0) {
    context.terminal().message(
        Level::success, looked_at + (repaired > 0 ? ", " + std::to_string(repaired) + " findings repaired"
                                                  : ", all is well"));
    return;
  }
  context.terminal().message(Level::warning, looked_at + ", " + std::to_string(report.open()) + " findings");
  if (is_repair_of_use) {
    context.terminal().note(
        "`lamin check --repair` removes temporary files and bytes without a row, and moves rows without "
        "bytes to the trash.");
  }
}

void print_json(Context& context, const Instance& instance, const CheckReport& report) {
  Json findings = Json::array();
  for (const auto& finding : report.findings) {
    Json json = Json::object();
    json["kind"] = artifacts::name_of(finding.kind);
    json["what"] = finding.what;
    json["path"] = finding.path.empty() ? Json() : Json(finding.path);
    json["size"] = finding.size;
    json["repaired"] = finding.is_repaired;
    findings.push_back(std::move(json));
  }
  Json json = Json::object();
  json["instance"] = instance.slug();
  json["artifacts"] = report.artifacts;
  json["open"] = report.open();
  json["findings"] = std::move(findings);
  context.terminal().data_line(json.pretty_text());
}

int run(Context& context, const Arguments& arguments) {
  Instance& instance = context.instance();
  const bool is_repair = arguments.flag("--repair");
  const CheckReport report =
      artifacts::check(instance.workspace(), is_repair ? artifacts::Repair::yes : artifacts::Repair::no);
  if (arguments.flag("--json")) {
    print_json(context, instance, report);
  } else {
    print(context, report);
  }
  return report.open() == 0 ? 0 : 1;
}

constexpr Option options[] = {
    {"--repair", "", "Clear what interrupted saves have left."},
    json_option,
};

}  // namespace

constinit const Command check_command{"check",
                                      "Check rows, bytes and links of the current instance.",
                                      "Finds rows without bytes, bytes without rows, temporary files, links "
                                      "that lead nowhere and damage of the "
                                      "database. Exit code 1 if anything is left to repair.",
                                      options,
                                      {},
                                      run};

}  // namespace lamin::cli
