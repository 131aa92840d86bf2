// The list of commands: the one place that names them all.
#pragma once

#include "cli/command.hpp"

namespace lamin::cli {

extern const Command connect_command;
extern const Command disconnect_command;
extern const Command info_command;
extern const Command init_command;

extern const Command load_command;
extern const Command save_command;
extern const Command get_command;
extern const Command list_command;
extern const Command describe_command;
extern const Command lineage_command;
extern const Command delete_command;

extern const Command bionty_command;
extern const Command cache_command;
extern const Command check_command;
extern const Command curate_command;
extern const Command settings_command;
extern const Command migrate_command;
extern const Command completion_command;

extern const Command login_command;
extern const Command logout_command;

}  // namespace lamin::cli
