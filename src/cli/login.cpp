#include <cstdlib>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/builtins.hpp"
#include "cli/context.hpp"

namespace lamin::cli {
namespace {

constexpr Option options[] = {
    {"--key", "TEXT", "The legacy API key."},
};
constexpr Positional positionals[] = {{.name = "USER", .is_required = false}};

[[noreturn]] void refuse_unknown(std::string_view user) {
  if (!contains(user, "@")) {
    throw Error{
        ErrorCode::exit_requested,
        "Use your email for your first login in a compute environment. After that, you can use your handle."};
  }
  throw Error{ErrorCode::exit_requested,
              "No stored API key, please call: `lamin login` or `lamin login <your-email> --key <API-key>`"};
}

int run(Context& context, const Arguments& arguments) {
  const std::string& user = arguments.positional(0);
  if (user.empty() || arguments.flag("--key")) {
    throw Error{ErrorCode::unsupported, "logging into LaminHub is not built yet"}.hint(
        "Work without logging in: you are the user `anonymous` of instances of your own.");
  }
  const auto known = context.settings().known_user(user);
  if (!known) refuse_unknown(user);
  context.settings().save_user(*known);
  context.speak_up();
  const std::string how = contains(user, "@") ? "email " + user : "handle " + user;
  context.log().success("logged in with " + how + " (uid: " + known->uid + ")");
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
