#include "instance/login.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace lamin {
namespace {

[[noreturn]] void refuse_unknown(std::string_view user) {
  if (!contains(user, "@")) {
    throw Error{
        ErrorCode::exit_requested,
        "Use your email for your first login in a compute environment. After that, you can use your handle."};
  }
  throw Error{ErrorCode::exit_requested,
              "No stored API key, please call: `lamin login` or `lamin login <your-email> --key <API-key>`"};
}

}  // namespace

UserSettings log_in(SettingsDirectory& settings, const std::optional<std::string>& user,
                    const std::optional<std::string>& key) {
  if (key) {
    throw Error{ErrorCode::unsupported, "logging into LaminHub is not built yet"}.hint(
        "Work without logging in: you are the user `anonymous` of instances of your own.");
  }
  if (!user) throw Error{ErrorCode::invalid_value, "Both `user` and `api_key` should not be `None`."};
  const auto known = settings.known_user(*user);
  if (!known) refuse_unknown(*user);
  settings.save_user(*known);
  return *known;
}

}  // namespace lamin
