// Many rows as typed columns, straight from the statement.

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "query/compile.hpp"
#include "records/caches.hpp"
#include "records/rows.hpp"

namespace lamin::records {
namespace {

using schema::FieldType;

Column::Type type_of(const schema::Field* field) {
  if (field == nullptr) return Column::Type::integer;
  switch (field->type) {
    case FieldType::text:
    case FieldType::long_text:
    case FieldType::url:
    case FieldType::email:
      return Column::Type::text;
    case FieldType::boolean:
      return Column::Type::boolean;
    case FieldType::real:
      return Column::Type::real;
    case FieldType::date:
      return Column::Type::date;
    case FieldType::timestamp:
      return Column::Type::timestamp;
    case FieldType::duration:
      return Column::Type::duration;
    case FieldType::json:
      return Column::Type::json;
    default:
      return Column::Type::integer;
  }
}

/// A column while its cells come in.  Nothing is written for a null before a cell with a value, or the end,
/// comes: columns are often null in long stretches.
class Growing {
 public:
  explicit Growing(Column& column) : column_(column) {}

  void append(const sql::Statement& statement, int index) {
    ++rows_;
    switch (column_.type) {
      case Column::Type::text:
      case Column::Type::json:
        return append_text(statement, index);
      case Column::Type::timestamp:
      case Column::Type::date:
        return append_time(statement, index);
      case Column::Type::real:
        return append_real(statement, index);
      case Column::Type::boolean:
      case Column::Type::integer:
      case Column::Type::duration:
        return append_integer(statement, index);
    }
  }

  /// Nulls for the rows before `row`.
  void fill_up_to(std::size_t row) {
    column_.valid.resize(row, 0);
    if (column_.type == Column::Type::real) {
      column_.reals.resize(row);
    } else if (column_.type == Column::Type::text || column_.type == Column::Type::json) {
      column_.offsets.resize(row + 1, static_cast<std::int64_t>(column_.bytes.size()));
    } else {
      column_.integers.resize(row);
    }
  }
  void finish() { fill_up_to(rows_); }

 private:
  void begin_value() {
    if (column_.valid.size() + 1 < rows_) fill_up_to(rows_ - 1);
    column_.valid.push_back(1);
  }
  void append_text(const sql::Statement& statement, int index) {
    std::string_view text;
    if (!statement.read_text(index, text)) return;
    begin_value();
    column_.bytes += text;
    column_.offsets.push_back(static_cast<std::int64_t>(column_.bytes.size()));
  }
  void append_integer(const sql::Statement& statement, int index) {
    std::int64_t number = 0;
    if (!statement.read_integer(index, number)) return;
    begin_value();
    column_.integers.push_back(number);
  }
  void append_real(const sql::Statement& statement, int index) {
    double number = 0;
    if (!statement.read_real(index, number)) return;
    begin_value();
    column_.reals.push_back(number);
  }
  // Rows that were saved together have the same time.
  void append_time(const sql::Statement& statement, int index) {
    std::string_view text;
    if (!statement.read_text(index, text)) return;
    if (text != last_text_) {
      last_text_ = text;
      last_time_ = column_.type == Column::Type::date ? days_of(text) : microseconds_of(text);
    }
    if (!last_time_) return;
    begin_value();
    column_.integers.push_back(*last_time_);
  }
  static std::optional<std::int64_t> days_of(std::string_view text) {
    const auto date = parse_date(text);
    return date ? std::optional<std::int64_t>(date->days) : std::nullopt;
  }
  static std::optional<std::int64_t> microseconds_of(std::string_view text) {
    const auto time = parse_timestamp(text);
    return time ? std::optional<std::int64_t>(time->microseconds) : std::nullopt;
  }

  Column& column_;
  std::size_t rows_ = 0;
  std::string last_text_;
  std::optional<std::int64_t> last_time_;
};

// Where each column of the frame stands in the statement.
struct Source {
  std::vector<int> positions;
  Columns columns;
  void add(std::string name, const schema::Field* field, std::size_t position) {
    positions.push_back(static_cast<int>(position));
    columns.columns.push_back({.name = std::move(name), .type = type_of(field)});
  }
};

// Room for many more rows than there are: what is not written to costs nothing, moving what is costs twice.
void reserve_ahead(Columns& frame, std::size_t rows_so_far) {
  constexpr std::size_t factor = 16;
  const std::size_t rows = factor * rows_so_far;
  for (Column& column : frame.columns) {
    column.valid.reserve(rows);
    if (column.type == Column::Type::real) column.reals.reserve(rows);
    if (column.type != Column::Type::text && column.type != Column::Type::json) {
      column.integers.reserve(rows);
      continue;
    }
    column.offsets.reserve(rows + 1);
    column.bytes.reserve(factor * column.bytes.size());
  }
}

void read_columns(sql::Connection& connection, const query::Compiled& compiled, Source& source) {
  sql::Cursor cursor(connection.cached(compiled.sql));
  bind_all(*cursor, compiled.parameters);
  std::vector<Growing> growing(source.columns.columns.begin(), source.columns.columns.end());
  std::size_t room = 4096;
  for (std::size_t row = 0; cursor->step(); ++row) {
    if (row == room) {
      reserve_ahead(source.columns, room);
      room *= 16;
    }
    for (std::size_t index = 0; index < growing.size(); ++index) {
      growing[index].append(*cursor, source.positions[index]);
    }
  }
  for (Growing& column : growing) column.finish();
}

using Groups = std::unordered_map<std::int64_t, Json::Array>;

// The distinct values of one to-many path, by the key of the row they belong to.
Groups groups_of(const std::vector<std::vector<Value>>& rows) {
  Groups groups;
  for (const auto& row : rows) {
    Json::Array& values = groups[row[0].integer()];
    Json value = to_json(row[1]);
    if (std::ranges::find(values, value) == values.end()) values.push_back(std::move(value));
  }
  return groups;
}

Column many_column(const std::string& path, const Column& keys, Groups groups) {
  Column column{.name = path, .type = Column::Type::json};
  for (const std::int64_t key : keys.integers) {
    const auto found = groups.find(key);
    column.valid.push_back(1);
    column.bytes += found == groups.end() ? "[null]" : Json(found->second).python_text();
    column.offsets.push_back(static_cast<std::int64_t>(column.bytes.size()));
  }
  return column;
}

}  // namespace

Columns RecordStore::columns(const query::Query& query, const std::vector<std::string>& paths) {
  const schema::Registry& registry = query.registry();
  if (paths.empty()) {
    const Caches::Reader reader(*this);
    Source source;
    for (const schema::Field* field : registry.frame_fields()) {
      source.add(field->column, field, registry.index_of(*field));
    }
    read_columns(*reader, query::compile_select(query, *catalog_, reader->dialect()), source);
    return std::move(source.columns);
  }

  std::vector<std::string> single{registry.key().name};
  std::vector<std::size_t> many;
  for (std::size_t index = 0; index < paths.size(); ++index) {
    if (query::resolve(registry, paths[index], *catalog_).is_many()) {
      many.push_back(index);
    } else {
      single.push_back(paths[index]);
    }
  }
  Columns frame = value_columns(query, single);
  auto& columns = frame.columns;
  const Column keys = std::move(columns.front());
  columns.erase(columns.begin());
  for (const std::size_t index : many) {
    query::Query rows(registry);
    rows.where(registry.key().name + "__in", query::Operand(query));
    Column column =
        many_column(paths[index], keys, groups_of(values(rows, {registry.key().name, paths[index]})));
    columns.insert(columns.begin() + static_cast<std::ptrdiff_t>(index), std::move(column));
  }
  return frame;
}

Columns RecordStore::value_columns(const query::Query& query, const std::vector<std::string>& paths) {
  const Caches::Reader reader(*this);
  const auto compiled = query::compile_values(query, paths, *catalog_, reader->dialect());
  Source source;
  for (std::size_t index = 0; index < paths.size(); ++index) {
    source.add(paths[index], compiled.columns[index].field, index);
  }
  read_columns(*reader, compiled, source);
  return std::move(source.columns);
}

}  // namespace lamin::records
