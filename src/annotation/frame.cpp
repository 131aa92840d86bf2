#include "annotation/frame.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"

namespace lamin::annotation {
namespace {

using query::Query;
using schema::Relation;

using ByName = std::map<std::string, FeatureColumn>;

class Columns {
 public:
  Columns(records::RecordStore& store, const std::vector<std::int64_t>& ids,
          const std::optional<std::vector<std::string>>& names)
      : store_(store), ids_(ids.begin(), ids.end()), names_(names) {}

  /// `feature` and `value` are paths from the links.
  void read(const Relation& relation, const std::string& feature, const std::string& value, ByName& columns) {
    Query links(*relation.through);
    const std::string& host = relation.through_source->name;
    links.where(host + "__in", query::Operand(ids_)).where(feature + "__isnull", false).order_by({"id"});
    for (const auto& row : store_.values(links, {host, feature, value})) {
      const std::string name(row[1].text());
      if (names_ && std::ranges::find(*names_, name) == names_->end()) continue;
      FeatureColumn& column = columns[name];
      column.name = name;
      Json one = row[2].is<Json>() ? row[2].as<Json>() : to_json(row[2]);
      auto& values = column.values[row[0].integer()];
      if (std::ranges::find(values, one) == values.end()) values.push_back(std::move(one));
    }
  }

 private:
  records::RecordStore& store_;
  std::vector<Value> ids_;
  const std::optional<std::vector<std::string>>& names_;
};

}  // namespace

std::vector<FeatureColumn> feature_columns(records::RecordStore& store, const schema::Registry& host,
                                           const std::vector<std::int64_t>& ids,
                                           const std::optional<std::vector<std::string>>& names) {
  const Relation* values = value_relation(store.catalog(), host, Subject::features);
  if (values == nullptr)
    throw Error(ErrorCode::invalid_argument, host.display_name() + " records have no features");
  ByName categorical, other;
  Columns columns(store, ids, names);
  for (const Relation* relation : label_relations(store.catalog(), host))
    columns.read(*relation, "feature__name",
                 relation->through_target->name + "__" + name_field(*relation->target), categorical);
  const std::string& value = values->through_target->name;
  columns.read(*values, value + "__feature__name", value + "__value", other);
  std::vector<FeatureColumn> all;
  for (auto& [name, column] : categorical) all.push_back(std::move(column));
  for (auto it = other.rbegin(); it != other.rend(); ++it) all.push_back(std::move(it->second));
  return all;
}

}  // namespace lamin::annotation
