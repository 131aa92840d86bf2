#include <cstdlib>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/builtins.hpp"
#include "cli/context.hpp"
#include "instance/login.hpp"

namespace lamin::cli {
namespace {

constexpr Option options[] = {
    {"--key", "TEXT", "The legacy API key."},
};
constexpr Positional positionals[] = {{.name = "USER", .is_required = false}};

int run(Context& context, const Arguments& arguments) {
  const std::string& user = arguments.positional(0);
  if (user.empty() || arguments.flag("--key")) {
    throw Error{ErrorCode::unsupported, "logging into LaminHub is not built yet"}.hint(
        "Work without logging in: you are the user `anonymous` of instances of your own.");
  }
  const UserSettings known = log_in(context.settings(), user, std::nullopt);
  context.speak_up();
  const std::string how = contains(user, "@") ? "email " + user : "handle " + user;
  context.log().success("logged in with " + how + " (uid: " + known.uid + ")");
  return 0;
}

int leave(Context& context, const Arguments&) {
  context.speak_up();
  if (context.settings().forget_current_user()) {
    context.log().success("logged out");
  } else {
    context.log().important("already logged out");
  }
  return 0;
}

}  // namespace

constinit const Command login_command{
    "login", "Log into LaminHub.", "Takes up a user who logged in on this machine before.",
    options, positionals,          run};
constinit const Command logout_command{"logout", "Log out of LaminHub.", "", {}, {}, leave};

}  // namespace lamin::cli
