#include "cli/entity.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "instance/instance.hpp"
#include "records/rules.hpp"

namespace lamin::cli {
namespace {

[[noreturn]] void refuse_missing(const schema::Registry& registry, std::string_view by,
                                 std::string_view value) {
  throw Error{ErrorCode::exit_requested,
              registry.name + " with " + std::string(by) + "=" + std::string(value) + " does not exist."};
}

}  // namespace

Entity entity_of(const Arguments& arguments) {
  Entity entity{"", arguments.positional(0), arguments.value("--uid"), arguments.value("--key")};
  if (!entity.word.starts_with("https://")) return entity;
  const std::string address = entity.word.substr(std::string_view("https://").size());
  const auto parts = split(address, "/");
  if (parts.size() < 5) return entity;
  entity.slug = std::string(parts[1]) + "/" + std::string(parts[2]);
  entity.word = parts[3];
  entity.uid = parts[4];
  return entity;
}

Instance& instance_of(Context& context, const Entity& entity) {
  return entity.slug.empty() ? context.instance() : context.instance(entity.slug);
}

records::Record find_entity(Instance& instance, const Entity& entity) {
  auto& store = instance.records();
  const schema::Registry& registry = store.registry(entity.word);
  try {
    if (entity.uid) return records::get_by_uid(store, registry, *entity.uid);
    if (entity.key)
      return records::get_by_conditions(store, registry, query::Filter::condition("key", *entity.key),
                                        instance.log());
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found && error.code() != ErrorCode::no_match) throw;
    refuse_missing(registry, entity.uid ? "uid" : "key", entity.uid ? *entity.uid : *entity.key);
  }
  throw Error{ErrorCode::invalid_value, "Please pass --uid or --key"};
}

}  // namespace lamin::cli
