// Registries of your own, declared in C++: plates that artifacts are measured on.
//
//     own_registries
#include <cstdio>
#include <string>

#include "base/error.hpp"
#include "base/log.hpp"
#include "instance/instance.hpp"
#include "instance/modules.hpp"
#include "query/query.hpp"
#include "records/record.hpp"
#include "records/rules.hpp"
#include "registries/declared_module.hpp"

namespace {

using namespace lamin::registries;

constexpr FieldRow plate_fields[] = {
    random_uid(8),
    text("name", 60, required | indexed, "What is written on it."),
    integer("wells", optional, "How many samples it holds."),
};
constexpr LinkRow plate_links[] = {linked_to("artifacts", "lamindb.Artifact", "plates")};
constexpr Declaration lab[] = {{.name = "Plate",
                                .doc = "A plate of wells.",
                                .mixins = record | tracks_run | tracks_updates | can_curate,
                                .fields = plate_fields,
                                .links = plate_links}};

void run() {
  lamin::Log log([](lamin::Level, std::string_view text) {
    std::fprintf(stderr, "%.*s\n", int(text.size()), text.data());
  });
  auto settings = lamin::SettingsDirectory::from_environment();
  lamin::save_module(declared_module("lab", lab), settings);
  auto instance = lamin::Instance::init({.storage = "./own-registries", .modules = {"lab"}}, settings, log);
  auto& records = instance->records();
  auto plate =
      lamin::records::construct(records, records.registry("lab.Plate"), {{"name", "p1"}, {"wells", 96}}, log);
  records.save(plate);
  lamin::query::Query large(records.registry("lab.Plate"));
  for (const auto& found : records.all(large.where("wells__gt", 24)))
    std::printf("%s\n", lamin::records::repr(found).c_str());
}

}  // namespace

int main() {
  try {
    run();
  } catch (const lamin::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
