#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/builtins.hpp"
#include "cli/context.hpp"
#include "cli/filter_text.hpp"
#include "cli/parse.hpp"
#include "cli/record_text.hpp"
#include "instance/instance.hpp"
#include "query/query.hpp"
#include "records/rules.hpp"
#include "records/store.hpp"

namespace lamin::cli {
namespace {

constexpr std::int64_t default_limit = 20;

constexpr Option options[] = {
    {"--filter", "PATH=VALUE",
     "Only records with this value, as in `.filter()`: size__gt=1000, ulabels__name=x.", true},
    {"--search", "TEXT", "Only records that contain the text, best match first."},
    {"--limit", "N", "Show at most N records; 0 for all. [default: 20]"},
    {"--columns", "A,B", "Show these fields; they may walk relations: created_by__handle."},
    json_option,
};
constexpr Positional positionals[] = {{.name = "REGISTRY", .completes = Completes::registry}};

// What people look for in a list; the rest is in `--json` and `describe`.
bool shows_by_default(const schema::Field& field) {
  return !field.is_hidden() && !field.is_relation() && field.type != schema::FieldType::json &&
         field.name != "source_code" && field.name != "updated_at" && field.name != "hash" &&
         field.name != "is_latest";
}

std::vector<std::string> columns_of(const Arguments& arguments, const schema::Registry& registry, bool all) {
  std::vector<std::string> columns;
  if (const auto given = arguments.value("--columns")) {
    for (const auto part : split(*given, ",")) columns.emplace_back(trim(part));
    return columns;
  }
  for (const schema::Field* field : registry.frame_fields()) {
    if (all) {
      columns.push_back(field->column);
    } else if (shows_by_default(*field)) {
      columns.push_back(field->name);
    }
  }
  return columns;
}

query::Query query_of(Context& context, const Arguments& arguments, const schema::Registry& registry,
                      std::int64_t limit) {
  Instance& instance = context.instance();
  std::vector<query::Filter> conditions;
  for (const auto& text : arguments.values("--filter")) {
    conditions.push_back(filter_of(text, registry, instance.records().catalog()));
  }
  auto query =
      records::visible(query::Query(registry), query::Filter::all_of(std::move(conditions)), context.log());
  if (const auto text = arguments.value("--search")) {
    const records::SearchOptions search{.limit = limit};
    query.ranked(records::search(instance.records(), registry, *text, search, &query));
  } else {
    query.order_by({"-id"});
  }
  // One more than is shown tells whether there is more, without a count of the whole table.
  if (limit > 0) query.limit(limit + 1);
  return query;
}

void print(Context& context, const Table& table, bool more) {
  context.terminal().data(table_text(table, context.terminal().data_width()));
  if (more)
    context.terminal().message(Level::info, "there is more: `--limit N` shows N records, `--limit 0` all");
}

void print_json(Context& context, const schema::Registry& registry, const Table& table, bool more) {
  Json json = Json::object();
  json["registry"] = registry.display_name();
  json["records"] = json_of(table);
  json["more"] = more;
  context.terminal().data_line(json.pretty_text());
}

int run(Context& context, const Arguments& arguments) {
  const std::int64_t limit =
      arguments.flag("--limit") ? integer_of(*arguments.value("--limit"), "--limit") : default_limit;
  const bool json = arguments.flag("--json");
  Instance& instance = context.instance();
  const schema::Registry& registry = instance.records().registry(arguments.positional(0));
  Table table;
  table.columns = columns_of(arguments, registry, json);
  table.rows = instance.records().values(query_of(context, arguments, registry, limit), table.columns);
  const bool more = limit > 0 && table.rows.size() > static_cast<std::size_t>(limit);
  if (more) table.rows.resize(static_cast<std::size_t>(limit));
  if (!arguments.flag("--columns") && !json) table = without_empty_columns(std::move(table));
  if (json) {
    print_json(context, registry, table, more);
  } else {
    print(context, table, more);
  }
  return 0;
}

}  // namespace

constinit const Command list_command{
    "list",
    "List records of a registry.",
    "The newest first. REGISTRY is artifact, transform, ulabel, bionty.CellType, ...",
    options,
    positionals,
    run};

}  // namespace lamin::cli
