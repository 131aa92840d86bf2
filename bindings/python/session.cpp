#include "session.hpp"

#include "base/error.hpp"
#include "values.hpp"

namespace lamin::python {

namespace {

constexpr std::string_view not_set_up =
    "To use lamindb, you need to connect to an instance.\n\nConnect to an instance: `ln.connect()`. Init an "
    "instance: `ln.setup.init()`.\n\nIf you used the CLI to set up lamindb in a notebook, restart the Python "
    "session.\n";

std::string_view colour_of(Level level) {
  switch (level) {
    case Level::error:
      return "\x1b[91m";
    case Level::warning:
      return "\x1b[93m";
    case Level::important:
    case Level::success:
    case Level::save:
      return "\x1b[92m";
    case Level::hint:
      return "\x1b[96m";
    default:
      return "\x1b[94m";
  }
}

/// Looks sys.stdout up at every line, so that redirections by pytest, notebooks and contextlib are seen.
void write_to_stdout(Level level, std::string_view text) {
  if (Py_IsInitialized() == 0) return;
  nb::gil_scoped_acquire acquire;
  std::string line;
  if (std::string_view icon = icon_of(level); !icon.empty()) {
    line.append(colour_of(level)).append(icon).append("\x1b[0m ");
  }
  line.append(text).append("\n");
  PyObject* stdout_object = PySys_GetObject("stdout");
  if (stdout_object == nullptr || stdout_object == Py_None) return;
  nb::handle(stdout_object).attr("write")(to_python(std::string_view(line)));
}

/// Another connection to the same instance, which goes on with the same work.  No lock is taken: another
/// thread of the parent may have held it.
void reopen(Database& database, const SettingsDirectory& settings, Log& log) {
  Instance& parents = *database.instance;
  auto fresh = Instance::open(parents.settings(), settings, log);
  artifacts::Workspace& workspace = fresh->workspace();
  const artifacts::Workspace& before = parents.workspace();
  workspace.settings = before.settings;
  workspace.suffixes = before.suffixes;
  workspace.storage = before.storage;
  workspace.confirm = before.confirm;
  workspace.tracked = before.tracked;
  records::Authorship authorship = fresh->records().authorship();
  if (before.tracked.run) authorship.run_id = before.tracked.run->id();
  if (before.tracked.project) authorship.project_id = before.tracked.project->id();
  fresh->records().set_authorship(authorship);
  [[maybe_unused]] Instance* left_alone = database.instance.release();
  database.instance = std::move(fresh);
}

/// Closes the database when the interpreter ends, so that SQLite folds its log into the file.
void close_at_exit() {
  try {
    if (Session::current().is_connected()) Session::current().database()->instance.reset();
  } catch (...) {
    // Nobody is left to tell.
  }
}

}  // namespace

/// Python's own input(), so that notebooks and tests can answer.
bool ask_person(std::string_view question) {
  nb::gil_scoped_acquire acquire;
  return text_of(nb::module_::import_("builtins").attr("input")(to_python(question))) == "y";
}

Session& Session::current() {
  static Session* session = new Session();
  return *session;
}

Session::Session()
    : log_(write_to_stdout, Log::Turns::of_sink),  // a line waits for the GIL, which another may hold
      settings_(std::make_unique<SettingsDirectory>(SettingsDirectory::from_environment())) {
  Py_AtExit(close_at_exit);
}

const DatabasePtr& Session::database() const {
  if (database_ == nullptr) throw Error(ErrorCode::instance_not_set_up, std::string(not_set_up));
  return database_;
}

DatabasePtr Session::using_database(std::string_view identifier) {
  if (identifier.empty() || identifier == "default") return database();
  auto known = others_.find(std::string(identifier));
  if (known != others_.end()) return known->second;
  auto slash = identifier.find('/');
  std::string owner =
      slash == std::string_view::npos ? settings_->user().handle : std::string(identifier.substr(0, slash));
  std::string name(slash == std::string_view::npos ? identifier : identifier.substr(slash + 1));
  if (database_ != nullptr && database_->instance->slug() == owner + "/" + name) return database();
  std::optional<InstanceSettings> found = settings_->instance(owner, name);
  if (!found) {
    throw Error(ErrorCode::runtime_failed,
                "Failed to load instance " + std::string(identifier) + ", please check your permissions!");
  }
  auto database = std::make_shared<Database>();
  database->instance = unlocked([&] { return Instance::open(*found, *settings_, log_); });
  database->alias = owner + "/" + name;
  // Another thread may have opened it meanwhile.
  return others_.emplace(identifier, std::move(database)).first->second;
}

lineage::Context& Session::context() {
  if (context_ == nullptr) context_ = std::make_unique<lineage::Context>(database()->workspace());
  return *context_;
}

void Session::adopt(std::unique_ptr<Instance> instance) {
  release();
  database_ = std::make_shared<Database>();
  database_->instance = std::move(instance);
  database_->workspace().confirm = ask_person;
}

void Session::reopen_after_fork() {
  [[maybe_unused]] lineage::Context* parents = context_.release();
  if (database_ != nullptr) reopen(*database_, *settings_, log_);
  for (auto& [name, database] : others_) reopen(*database, *settings_, log_);
}

void Session::release() {
  classes_.clear();
  registries_.clear();
  known_types_.clear();
  context_.reset();
  database_.reset();
}

nb::object Session::class_of(const schema::Registry& registry) {
  std::string name = registry.qualified_name();
  auto known = classes_.find(name);
  if (known != classes_.end()) return known->second;
  nb::object made =
      nb::module_::import_("lamindb._registry").attr("make_class")(to_python(std::string_view(name)));
  return classes_.emplace(std::move(name), std::move(made)).first->second;
}

void Session::adopt_class(const std::string& name, nb::object type) {
  classes_.insert_or_assign(name, std::move(type));
}

nb::object Session::adopted_class(const std::string& name) const {
  const auto known = classes_.find(name);
  return known == classes_.end() ? nb::none() : known->second;
}

const schema::Registry& Session::registry_of(nb::handle type) {
  auto known = registries_.find(type.ptr());
  if (known != registries_.end()) return *known->second;
  nb::object name = nb::getattr(type, "_registry_name", nb::none());
  if (name.is_none()) {
    throw Error(ErrorCode::invalid_type, "class " + std::string(text_of(type.attr("__name__"))) +
                                             " belongs to no registry of this instance");
  }
  const schema::Registry& registry = database()->catalog().get(text_of(name));
  known_types_.push_back(nb::borrow(type));
  registries_.emplace(type.ptr(), &registry);
  return registry;
}

}  // namespace lamin::python
