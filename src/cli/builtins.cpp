#include "cli/builtins.hpp"

namespace lamin::cli {
namespace {

constexpr const Command* connecting[] = {&connect_command, &disconnect_command, &info_command, &init_command};
constexpr const Command* data[] = {&load_command,     &save_command,    &get_command,    &list_command,
                                   &describe_command, &lineage_command, &delete_command, &check_command,
                                   &curate_command,   &bionty_command};
constexpr const Command* configuring[] = {&cache_command, &settings_command, &migrate_command,
                                          &completion_command};
constexpr const Command* identifying[] = {&login_command, &logout_command};

constexpr Group groups[] = {
    {"Connect to an instance", connecting},
    {"Read & write data", data},
    {"Configure", configuring},
    {"Auth", identifying},
};

}  // namespace

std::span<const Group> builtin_groups() {
  return groups;
}

}  // namespace lamin::cli
